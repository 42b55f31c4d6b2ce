{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
{{#BACK}}<p>[[We pay you back {{SUM}} for order {{NUMBER}}.]]</p>{{/BACK}}
{{#NO_BACK}}<p>[[We have taken {{SUM}} off order {{NUMBER}}: you need not pay it.]]</p>{{/NO_BACK}}
{{#WHY}}<p>{{TEXT}}</p>{{/WHY}}
{{#FOR}}<h2>[[What it is for]]</h2>
<table>
{{#ITEM}}<tr><td>{{#UNITS}}{{QTY}} × {{/UNITS}}{{NAME}}{{#OPTIONS}}, {{TEXT}}{{/OPTIONS}}</td><td>{{PRICE}}</td></tr>
{{/ITEM}}
</table>{{/FOR}}
{{#WAYS}}<h2>[[How it comes]]</h2>
<table>
{{#WAY}}<tr><td>{{#BY_CARD}}[[On your gift card]]{{/BY_CARD}}{{#BY_PROVIDER}}[[The way you paid: it can take some days]]{{/BY_PROVIDER}}{{#BY_HAND}}[[By us, the way you paid or to your account]]{{/BY_HAND}}</td><td>{{PART}}</td></tr>
{{/WAY}}
</table>{{/WAYS}}
<p><a href="{{LINK}}">[[See your order]]</a></p>
{{>LINES}}
{{>FOOT}}
