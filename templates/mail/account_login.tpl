{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[Press the link, and you are logged in:]]</p>
<p><a href="{{LINK}}">[[Log in]]</a></p>
<p class="quiet">[[The link works once, for a quarter of an hour. If it was not you who asked for it, do nothing.]]</p>
{{>FOOT}}
