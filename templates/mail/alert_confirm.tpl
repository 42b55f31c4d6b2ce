{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
{{#STOCK}}<p>[[Somebody asked us to write to this address when this can be had again:]]</p>{{/STOCK}}
{{#CHEAPER}}<p>[[Somebody asked us to write to this address when this costs less:]]</p>{{/CHEAPER}}
<p><a href="{{LINK}}"><b>{{NAME}}</b></a>{{#OPTIONS}}<br>{{TEXT}}{{/OPTIONS}}<br>{{PRICE}}</p>
<p><a href="{{CONFIRM}}">[[Yes, tell me]]</a></p>
<p class="quiet">[[One mail, and nothing else. If it was not you, do nothing: without the link nothing comes. The link works for a week.]]</p>
{{>FOOT}}
