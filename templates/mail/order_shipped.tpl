{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[Your order {{NUMBER}} has left us.]]</p>
{{#SHIPMENT}}<p>{{#CARRIER}}[[Carrier]]: {{TEXT}}{{/CARRIER}}{{#TRACKING}}<br>[[Tracking number]]: <b>{{TEXT}}</b>{{/TRACKING}}</p>{{/SHIPMENT}}
<p><a href="{{LINK}}">[[See your order]]</a></p>
{{>LINES}}
{{>NEXT}}
{{>FOOT}}
