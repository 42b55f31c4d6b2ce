{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[Somebody asks about {{PRODUCT}}:]]</p>
{{#ASKED}}<p>{{TEXT}}</p>{{/ASKED}}
{{#BY_MAIL}}<p>[[Your answer goes to them by mail, too.]]</p>{{/BY_MAIL}}
<p><a href="{{LINK}}">[[Answer it]]</a></p>
{{>FOOT}}
