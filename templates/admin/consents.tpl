{{%AUTOESCAPE context="HTML"}}
<ul class="log">{{#ANSWER}}<li><span class="quiet small nw">{{TIME}}</span> <b>{{PURPOSE}}: {{#YES}}[[yes]]{{/YES}}{{#NO}}[[no]]{{/NO}}</b> <span class="quiet">{{CHANNEL}}</span><br><span class="small">“{{WORDS}}” <span class="quiet">([[wording {{VERSION}}]])</span></span></li>{{/ANSWER}}
</ul>
{{#NEVER}}<p class="quiet">[[Never asked.]]</p>{{/NEVER}}
