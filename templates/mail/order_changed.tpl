{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[We have changed your order {{NUMBER}}. It is below as it is now.]]</p>
{{#WHY}}<p>{{TEXT}}</p>{{/WHY}}
{{#OPEN}}<p><b>[[Still to be paid: {{SUM}}]]</b></p>
<p><a href="{{LINK}}">[[Pay the rest]]</a></p>{{/OPEN}}
{{#BACK}}<p>[[You have paid more than it costs now: {{SUM}} comes back to you.]]</p>{{/BACK}}
{{#EVEN}}<p><a href="{{LINK}}">[[See your order]]</a></p>{{/EVEN}}
{{>PAY}}
{{>LINES}}
{{>FOOT}}
