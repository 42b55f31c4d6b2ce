{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[Somebody, probably you, asked for an account with this address. You have one already:]]</p>
<p><a href="{{LOGIN}}">[[Log in]]</a></p>
<p>[[If you do not know the password any more, choose a new one:]]</p>
<p><a href="{{FORGOT}}">[[Choose a new password]]</a></p>
<p class="quiet">[[If it was not you, do nothing.]]</p>
{{>FOOT}}
