{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[Your order {{NUMBER}} waits for you: {{PLACE}}]]</p>
{{#HOURS}}<p>[[We are here {{TEXT}}.]]</p>{{/HOURS}}
<p><b>[[Show this code when you come: {{CODE}}]]</b></p>
<p><a href="{{LINK}}">[[See your order]]</a></p>
{{>LINES}}
{{>FOOT}}
