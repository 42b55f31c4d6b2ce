{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[You have chosen a password for an account in our shop. Confirm that this address is yours, and the account is ready:]]</p>
<p><a href="{{LINK}}">[[Confirm the address]]</a></p>
<p class="quiet">[[The link works for a week. If it was not you, do nothing: without the link nobody sees your orders.]]</p>
{{>FOOT}}
