{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[Thank you: the payment of order {{NUMBER}} is here.]]</p>
{{#FLAT}}<p>[[We write again when it is on its way.]]</p>{{/FLAT}}
{{#PICKUP}}<p>[[We write again when you can come and get it.]]</p>{{/PICKUP}}
<p><a href="{{LINK}}">[[See your order]]</a></p>
{{>LINES}}
{{>FOOT}}
