{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Cancel order {{NUMBER}}?]]</h1></div>
<form class="card narrow" method="post" action="/admin/orders/{{NUMBER}}/cancel">
  <input type="hidden" name="token" value="{{TOKEN}}">
  <p>[[{{CUSTOMER}} ordered for {{TOTAL}}. The goods go back on the shelf at once and the customer gets a mail. This cannot be undone.]]</p>
  {{#WAS_PAID}}<p class="warm">[[{{PAID}} has been paid.]]</p>{{/WAS_PAID}}
  {{#NOT_PAID}}<p>[[Nothing has been paid yet.]]</p>{{/NOT_PAID}}
  {{#ERRORS}}<div class="errors" role="alert"><p><b>{{ERRORS_TITLE}}</b></p><ul>{{#ERROR}}<li><a href="#{{FIELD}}">{{MSG}}</a></li>{{/ERROR}}</ul></div>{{/ERRORS}}
  <div class="fields">
    <p class="field"><label for="reason">[[Reason]]</label><textarea id="reason" name="reason" rows="3" aria-describedby="reason-h"{{#REASON_ERR}} aria-invalid="true"{{/REASON_ERR}}>{{REASON:pre_escape}}</textarea><span class="hint" id="reason-h">[[May stay empty. The customer reads it in the mail.]]</span>{{#REASON_ERR}}<span class="err">{{REASON_MSG}}</span>{{/REASON_ERR}}</p>
    {{#WAS_PAID}}<p><label class="check"><input type="checkbox" name="refund" value="1"{{#REFUND_ON}} checked{{/REFUND_ON}}> [[Pay it back the way it was paid, now. Otherwise the order says that this is due.]]</label></p>{{/WAS_PAID}}
    <p><button class="btn">[[Cancel the order]]</button> <a class="btn ghost" href="/admin/orders/{{NUMBER}}">[[Keep it]]</a></p>
  </div>
</form>
