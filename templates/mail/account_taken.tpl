{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[Somebody, probably you, wants to use this address for another account. It has an account of its own already:]]</p>
<p><a href="{{LOGIN}}">[[Log in]]</a></p>
<p>[[If you do not know the password any more, choose a new one:]]</p>
<p><a href="{{FORGOT}}">[[Choose a new password]]</a></p>
<p class="quiet">[[If it was not you, do nothing, and nothing changes.]]</p>
{{>FOOT}}
