{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[A customer withdrew from a contract: {{WHEN}}.]]</p>
{{#MATCH}}<p><a href="{{LINK}}">[[Order {{NUMBER}}]]</a></p>{{/MATCH}}
{{#NO_MATCH}}<p>[[It matches no order. The customer wrote: {{ORDER_TEXT}}]]</p>{{/NO_MATCH}}
<h2>[[What the customer sent]]</h2>
{{#STATEMENT}}<p>{{TEXT}}</p>{{/STATEMENT}}
<p>[[Pay back by {{DUE}} at the latest.]]</p>
{{>FOOT}}
