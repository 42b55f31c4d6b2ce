{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[Your order {{NUMBER}} was cancelled.]]</p>
{{#REASON}}<p>[[Reason]]: {{TEXT}}</p>{{/REASON}}
{{#REFUND}}<p>[[What you have paid comes back to you the way it was paid.]]</p>{{/REFUND}}
{{#UNPAID}}<p>[[There is nothing to pay.]]</p>{{/UNPAID}}
<p><a href="{{LINK}}">[[See your order]]</a></p>
{{>LINES}}
{{>FOOT}}
