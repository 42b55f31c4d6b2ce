{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[We have your withdrawal from contract. It came {{WHEN}}.]]</p>
<h2>[[What you sent]]</h2>
{{#STATEMENT}}<p>{{TEXT}}</p>{{/STATEMENT}}
{{#THINGS}}<h2>[[The things]]</h2>
<table>
{{#LINE}}<tr><td>{{NAME}}{{#OPTIONS}}, {{TEXT}}{{/OPTIONS}}{{#EXEMPT}}<br><span class="quiet">[[No right of withdrawal: {{TEXT}}]]</span>{{/EXEMPT}}</td><td>{{QTY}}</td></tr>
{{/LINE}}</table>{{/THINGS}}
<p class="quiet">[[Number of this withdrawal: {{CODE}}]]</p>
<p>[[Keep this message as a receipt. We write to you about the next steps; send the goods back within 14 days.]]</p>
<p>[[We pay back what you have paid by {{DUE}} at the latest. We may wait until the goods or a proof of sending them is here.]]</p>
{{#WAY}}<h2>[[How to send it back]]</h2>
{{#HOW}}<p>{{TEXT}}</p>{{/HOW}}
<p>[[Put this number into the parcel: {{CODE}}.]]</p>
{{#LABEL}}<p>[[Return code for the carrier: {{TEXT}}]]</p>{{/LABEL}}
<p>[[Address:]]{{#ADDRESS}}<br>{{TEXT}}{{/ADDRESS}}</p>
<p>{{#SHOP_PAYS}}[[We pay for the way back.]]{{/SHOP_PAYS}}{{#BUYER_PAYS}}[[You pay for the way back.]]{{/BUYER_PAYS}}</p>
{{#SLIP}}<p><a href="{{LINK}}">[[A slip to print and put into the parcel]]</a></p>{{/SLIP}}{{/WAY}}
{{>FOOT}}
