{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[Somebody, probably you, asked us to send letters to this address. We do so once you confirm it:]]</p>
<p><a href="{{LINK}}">[[Confirm the letters]]</a></p>
<p class="quiet">[[The link works for a week. If it was not you, do nothing: no letters come, and the address is forgotten.]]</p>
{{>FOOT}}
