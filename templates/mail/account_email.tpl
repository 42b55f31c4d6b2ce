{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[You want to use this address for your account. Open the link in the browser where you are logged in:]]</p>
<p><a href="{{LINK}}">[[Use this address]]</a></p>
<p class="quiet">[[The link works once, for a day. If it was not you, do nothing, and nothing changes.]]</p>
{{>FOOT}}
