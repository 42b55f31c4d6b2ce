{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[We have your order {{NUMBER}} of {{PLACED}}.]]</p>
{{#UNPAID}}<p>{{#SENT}}[[We keep your things for you and pack them as soon as the payment is here.]]{{/SENT}}{{#MAILED}}[[It comes by e-mail as soon as the payment is here.]]{{/MAILED}}</p>{{/UNPAID}}
{{#PAID}}<p>{{#SENT}}[[It is paid. We write again when it is on its way or ready for you.]]{{/SENT}}{{#MAILED}}[[It is paid and comes by e-mail.]]{{/MAILED}}</p>{{/PAID}}
<p><a href="{{LINK}}">[[See your order]]</a></p>
{{>PAY}}
{{>LINES}}
{{>NEXT}}
<p class="quiet">[[You may withdraw from the contract within 14 days of getting the goods:]]<br><a href="{{WITHDRAW}}">[[Withdraw from contract here]]</a></p>
{{#TERMS}}<div class="quiet"><h2>{{TITLE}}</h2>
{{HTML:none}}</div>{{/TERMS}}
{{>FOOT}}
