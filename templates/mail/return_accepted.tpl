{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[Please send the things back to us. We pay back once they are here.]]</p>
{{#WAY}}<h2>[[How to send it back]]</h2>
{{#HOW}}<p>{{TEXT}}</p>{{/HOW}}
<p>[[Put this number into the parcel: {{CODE}}.]]</p>
{{#LABEL}}<p>[[Return code for the carrier: {{TEXT}}]]</p>{{/LABEL}}
<p>[[Address:]]{{#ADDRESS}}<br>{{TEXT}}{{/ADDRESS}}</p>
<p>{{#SHOP_PAYS}}[[We pay for the way back.]]{{/SHOP_PAYS}}{{#BUYER_PAYS}}[[You pay for the way back.]]{{/BUYER_PAYS}}</p>
{{#SLIP}}<p><a href="{{LINK}}">[[A slip to print and put into the parcel]]</a></p>{{/SLIP}}{{/WAY}}
{{#THINGS}}<h2>[[The things]]</h2>
<table>
{{#LINE}}<tr><td>{{NAME}}{{#OPTIONS}}, {{TEXT}}{{/OPTIONS}}{{#EXEMPT}}<br><span class="quiet">[[No right of withdrawal: {{TEXT}}]]</span>{{/EXEMPT}}</td><td>{{QTY}}</td></tr>
{{/LINE}}</table>{{/THINGS}}
{{#SEE}}<p><a href="{{LINK}}">[[See your order]]</a></p>{{/SEE}}
{{>FOOT}}
