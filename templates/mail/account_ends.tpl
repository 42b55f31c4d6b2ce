{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[You have not used your account with us for a long time. We do not keep what nobody needs: it will be erased after {{DAY}}.]]</p>
<p>[[If you want to keep it, log in once:]]</p>
<p><a href="{{LOGIN}}">[[Log in]]</a></p>
<p>[[If not, there is nothing to do.]]</p>
{{>FOOT}}
