{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[Your order {{NUMBER}} of {{PLACED}} is not paid yet, as far as we can see. If you have paid it already, all is well: money can be a few days on its way.]]</p>
{{#KEPT}}<p>[[We keep your things for you until {{DAY}}. After that the order is cancelled by itself and costs nothing.]]</p>{{/KEPT}}
{{#INVOICE}}<p>[[It is due on {{DAY}}.]]</p>{{/INVOICE}}
<p><a href="{{LINK}}">[[See your order]]</a></p>
{{>PAY}}
{{>LINES}}
{{>FOOT}}
