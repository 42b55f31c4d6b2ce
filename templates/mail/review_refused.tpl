{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[We have read your review of {{PRODUCT}} and do not show it, for this reason:]]</p>
<p><b>{{RULE}}</b></p>
{{#REASON}}<p>{{TEXT}}</p>{{/REASON}}
<h2>[[What you wrote]]</h2>
<p>[[{{STARS}} of 5 stars]]</p>
{{#TITLED}}<p><b>{{TEXT}}</b></p>{{/TITLED}}
{{#SAID}}<p>{{TEXT}}</p>{{/SAID}}
<p>[[A low number of stars is never a reason. You can change the review and send it again, or answer this mail if you see it otherwise.]]</p>
<p><a href="{{LINK}}">[[Change your review]]</a></p>
{{>FOOT}}
