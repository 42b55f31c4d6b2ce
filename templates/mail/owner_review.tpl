{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[A buyer has reviewed {{PRODUCT}}: {{STARS}} of 5 stars.]] {{#WAITS}}[[It is not shown before you have read it.]]{{/WAITS}}</p>
{{#TITLED}}<p><b>{{TEXT}}</b></p>{{/TITLED}}
{{#SAID}}<p>{{TEXT}}</p>{{/SAID}}
<p><a href="{{LINK}}">[[To the review]]</a></p>
{{>FOOT}}
