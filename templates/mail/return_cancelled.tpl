{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[The customer has called this off. There is nothing to do.]]</p>
{{#THINGS}}<h2>[[The things]]</h2>
<table>
{{#LINE}}<tr><td>{{NAME}}{{#OPTIONS}}, {{TEXT}}{{/OPTIONS}}{{#EXEMPT}}<br><span class="quiet">[[No right of withdrawal: {{TEXT}}]]</span>{{/EXEMPT}}</td><td>{{QTY}}</td></tr>
{{/LINE}}</table>{{/THINGS}}
{{#SEE}}<p><a href="{{LINK}}">[[To the return]]</a></p>{{/SEE}}
{{>FOOT}}
