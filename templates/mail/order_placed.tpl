{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[We have your order {{NUMBER}} of {{PLACED}}.]]</p>
{{#UNPAID}}<p>[[We keep your things for you and pack them as soon as the payment is here.]]</p>{{/UNPAID}}
{{#PAID}}<p>[[It is paid. We write again when it is on its way or ready for you.]]</p>{{/PAID}}
<p><a href="{{LINK}}">[[See your order]]</a></p>
{{>PAY}}
{{>LINES}}
<p class="quiet">[[You may withdraw from the contract within 14 days of getting the goods:]]<br><a href="{{WITHDRAW}}">[[Withdraw from contract here]]</a></p>
{{#TERMS}}<div class="quiet"><h2>{{TITLE}}</h2>
{{HTML:none}}</div>{{/TERMS}}
{{>FOOT}}
