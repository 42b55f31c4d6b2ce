{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[What you sent back is here. We pay back by {{DUE}} at the latest and write to you then.]]</p>
{{#THINGS}}<h2>[[The things]]</h2>
<table>
{{#LINE}}<tr><td>{{NAME}}{{#OPTIONS}}, {{TEXT}}{{/OPTIONS}}{{#EXEMPT}}<br><span class="quiet">[[No right of withdrawal: {{TEXT}}]]</span>{{/EXEMPT}}</td><td>{{QTY}}</td></tr>
{{/LINE}}</table>{{/THINGS}}
{{#SEE}}<p><a href="{{LINK}}">[[See your order]]</a></p>{{/SEE}}
{{>FOOT}}
