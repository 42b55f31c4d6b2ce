{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[A customer withdrew from a contract: {{WHEN}}.]]</p>
{{#MATCH}}<p><a href="{{LINK}}">[[To the withdrawal {{CODE}}]]</a></p>{{/MATCH}}
{{#NO_MATCH}}<p>[[It matches no order. The customer wrote: {{ORDER_TEXT}}]]</p>{{/NO_MATCH}}
<h2>[[What the customer sent]]</h2>
{{#STATEMENT}}<p>{{TEXT}}</p>{{/STATEMENT}}
{{#THINGS}}<h2>[[The things]]</h2>
<table>
{{#LINE}}<tr><td>{{NAME}}{{#OPTIONS}}, {{TEXT}}{{/OPTIONS}}{{#EXEMPT}}<br><span class="quiet">[[No right of withdrawal: {{TEXT}}]]</span>{{/EXEMPT}}</td><td>{{QTY}}</td></tr>
{{/LINE}}</table>{{/THINGS}}
<p>[[Pay back by {{DUE}} at the latest.]]</p>
{{>FOOT}}
