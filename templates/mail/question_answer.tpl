{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[You asked us about {{PRODUCT}}:]]</p>
{{#ASKED}}<p class="quiet">{{TEXT}}</p>{{/ASKED}}
{{#ANSWER}}<p>{{TEXT}}</p>{{/ANSWER}}
<p><a href="{{LINK}}">{{PRODUCT}}</a></p>
{{>FOOT}}
