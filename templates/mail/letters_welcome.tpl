{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[Thank you: from now on our letters come to this address.]]</p>
<p><a href="{{END}}">[[Choose what they are about, or end them]]</a></p>
{{>FOOT}}
