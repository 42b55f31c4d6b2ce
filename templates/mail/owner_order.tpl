{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[Order {{NUMBER}} came {{PLACED}}.]]</p>
<p>{{NAME}}<br><a href="mailto:{{ADDRESS}}">{{ADDRESS}}</a>{{#PHONE}}<br>{{TEXT}}{{/PHONE}}</p>
<p>{{#PAID}}[[Paid.]]{{/PAID}}{{#UNPAID}}[[Not paid yet.]]{{/UNPAID}}</p>
<p><a href="{{LINK}}">[[Open it in the admin]]</a></p>
{{>LINES}}
{{>FOOT}}
