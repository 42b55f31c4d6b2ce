{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[Here you choose a new password for your account:]]</p>
<p><a href="{{LINK}}">[[Choose a new password]]</a></p>
<p class="quiet">[[The link works once, for two hours. If it was not you, do nothing.]]</p>
{{>FOOT}}
