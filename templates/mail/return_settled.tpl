{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
{{#MONEY}}<p>[[{{SUM}} goes back to you the way it was paid. Banks take a few days.]]</p>{{/MONEY}}
{{#NONE}}<p>[[It is closed. No money goes back with it.]]</p>{{/NONE}}
{{#ANSWER}}{{#SAID}}<p>{{TEXT}}</p>{{/SAID}}{{/ANSWER}}
{{#THINGS}}<h2>[[The things]]</h2>
<table>
{{#LINE}}<tr><td>{{NAME}}{{#OPTIONS}}, {{TEXT}}{{/OPTIONS}}{{#EXEMPT}}<br><span class="quiet">[[No right of withdrawal: {{TEXT}}]]</span>{{/EXEMPT}}</td><td>{{QTY}}</td></tr>
{{/LINE}}</table>{{/THINGS}}
{{#SEE}}<p><a href="{{LINK}}">[[See your order]]</a></p>{{/SEE}}
{{>FOOT}}
