{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[A customer waits for your answer: {{WHEN}}.]]</p>
{{#REASON}}<p><b>{{TEXT}}</b></p>{{/REASON}}
{{#MESSAGE}}{{#SAID}}<p>{{TEXT}}</p>{{/SAID}}{{/MESSAGE}}
{{#THINGS}}<h2>[[The things]]</h2>
<table>
{{#LINE}}<tr><td>{{NAME}}{{#OPTIONS}}, {{TEXT}}{{/OPTIONS}}{{#EXEMPT}}<br><span class="quiet">[[No right of withdrawal: {{TEXT}}]]</span>{{/EXEMPT}}</td><td>{{QTY}}</td></tr>
{{/LINE}}</table>{{/THINGS}}
{{#SEE}}<p><a href="{{LINK}}">[[To the return]]</a></p>{{/SEE}}
{{>FOOT}}
