{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[What this shop knew of you is erased. This is the last mail to this address; it is not kept.]]</p>
<p>[[What stays, because it has to:]]</p>
<ul>{{#KEPT}}<li>{{WHAT}}{{#UNTIL}} ([[until {{DAY}}]]){{/UNTIL}}. {{WHY}}</li>{{/KEPT}}</ul>
<p>[[What you paid with a card or your bank is also with the payment service, which keeps it by its own rules. Your rights as a buyer stay: show your receipt.]]</p>
{{>FOOT}}
