{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[We have looked at your request and cannot accept it:]]</p>
{{#ANSWER}}{{#SAID}}<p>{{TEXT}}</p>{{/SAID}}{{/ANSWER}}
<p>[[Your rights by law, among them those for faulty goods, stay as they are. Answer this mail if you see it otherwise.]]</p>
{{#THINGS}}<h2>[[The things]]</h2>
<table>
{{#LINE}}<tr><td>{{NAME}}{{#OPTIONS}}, {{TEXT}}{{/OPTIONS}}{{#EXEMPT}}<br><span class="quiet">[[No right of withdrawal: {{TEXT}}]]</span>{{/EXEMPT}}</td><td>{{QTY}}</td></tr>
{{/LINE}}</table>{{/THINGS}}
{{#SEE}}<p><a href="{{LINK}}">[[See your order]]</a></p>{{/SEE}}
{{>FOOT}}
