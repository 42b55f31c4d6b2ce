{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[Somebody, probably you, asked us to send letters to this address. It gets them already; nothing has changed.]]</p>
<p><a href="{{END}}">[[Choose what they are about, or end them]]</a></p>
{{>FOOT}}
