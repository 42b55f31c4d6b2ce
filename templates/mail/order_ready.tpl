{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[Your order {{NUMBER}} waits for you: {{PLACE}}]]</p>
{{#HOURS}}<p>[[We are here {{TEXT}}.]]</p>{{/HOURS}}
<p>[[Tell us the number of the order when you come.]]</p>
<p><a href="{{LINK}}">[[See your order]]</a></p>
{{>LINES}}
{{>FOOT}}
