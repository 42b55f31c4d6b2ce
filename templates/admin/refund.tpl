{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Refund for order {{NUMBER}}]]</h1></div>
<form class="card narrow" method="post" action="/admin/orders/{{NUMBER}}/refund">
  <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}"><input type="hidden" name="seen" value="{{SEEN}}">
  <p>[[{{PAID}} that {{CUSTOMER}} paid is with you.]]</p>
  {{#DUE}}<p class="warm">[[The customer withdrew from the contract: pay the money back by {{DUE_AT}}. You may wait until the goods, or proof that they were sent, have come.]]</p>{{/DUE}}
  {{#WAITS}}<p>[[The goods have not left. If some are not to be sent, change the order or cancel it instead, so that others can buy them.]]</p>{{/WAITS}}
  {{#ERRORS}}<div class="errors" role="alert"><p><b>{{ERRORS_TITLE}}</b></p><ul>{{#ERROR}}<li><a href="#{{FIELD}}">{{MSG}}</a></li>{{/ERROR}}</ul></div>{{/ERRORS}}
  {{#ASKED}}<div class="note" role="status"><p><b>[[Now {{SUM}} goes back. Press Refund if that is right.]]</b></p></div>{{/ASKED}}
  <fieldset class="fields"><legend><b>[[What goes back]]</b></legend>
    {{#LINE}}<p class="field"><label for="{{FIELD}}">{{NAME}}{{#OPTIONS}}, {{OPTIONS_TEXT}}{{/OPTIONS}}</label><input id="{{FIELD}}" name="{{FIELD}}" value="{{QTY}}" inputmode="numeric" autocomplete="off" aria-describedby="{{FIELD}}-h"><span class="hint" id="{{FIELD}}-h">[[of {{MOST}}, together {{WORTH}}]]</span></p>{{/LINE}}
    {{#HAS_DELIVERY}}<p><label class="check"><input type="checkbox" name="delivery" value="1"{{#DELIVERY_ON}} checked{{/DELIVERY_ON}}> [[The delivery, {{DELIVERY_SUM}}]]</label></p>{{/HAS_DELIVERY}}
    <p class="field"><label for="amount">[[Amount]]</label><input id="amount" name="amount" value="{{AMOUNT}}" inputmode="decimal" autocomplete="off" aria-describedby="amount-h"{{#AMOUNT_ERR}} aria-invalid="true"{{/AMOUNT_ERR}}><span class="hint" id="amount-h">[[Instead of the things above: so much off the whole order. Then they do not count.]]</span>{{#AMOUNT_ERR}}<span class="err">{{AMOUNT_MSG}}</span>{{/AMOUNT_ERR}}</p>
  </fieldset>
  <div class="fields">
    <p class="field"><label for="reason">[[Reason]]</label><select id="reason" name="reason"><option value="goodwill"{{#REASON_IS_goodwill}} selected{{/REASON_IS_goodwill}}>[[To make good]]</option><option value="return"{{#REASON_IS_return}} selected{{/REASON_IS_return}}>[[Goods came back]]</option><option value="withdrawal"{{#REASON_IS_withdrawal}} selected{{/REASON_IS_withdrawal}}>[[Withdrawal from the contract]]</option><option value="claim"{{#REASON_IS_claim}} selected{{/REASON_IS_claim}}>[[Something was wrong with it]]</option><option value="cancelled"{{#REASON_IS_cancelled}} selected{{/REASON_IS_cancelled}}>[[The order was cancelled]]</option><option value="too_much"{{#REASON_IS_too_much}} selected{{/REASON_IS_too_much}}>[[Paid too much]]</option></select></p>
    <p class="field"><label for="note">[[A word to the customer]]</label><textarea id="note" name="note" rows="2" maxlength="1000" aria-describedby="note-h"{{#NOTE_ERR}} aria-invalid="true"{{/NOTE_ERR}}>{{NOTE:pre_escape}}</textarea><span class="hint" id="note-h">[[May stay empty. It stands in the mail.]]</span>{{#NOTE_ERR}}<span class="err">{{NOTE_MSG}}</span>{{/NOTE_ERR}}</p>
    <p><label class="check"><input type="checkbox" name="to_gift_card" value="1"{{#TO_GIFT_CARD_ON}} checked{{/TO_GIFT_CARD_ON}}> [[To a gift card instead, as the customer has agreed]]</label></p>
    <h2>[[Where it goes]]</h2>
    <dl class="pair">{{#WAY}}<dt>{{WHO}}</dt><dd>{{PART}}</dd>{{/WAY}}<dt><b>[[Together]]</b></dt><dd><b>{{SUM}}</b></dd></dl>
    {{#LESS}}<p class="warm">[[That is more than is with you: the rest is only not asked for any more.]]</p>{{/LESS}}
    {{#HAND}}<p><label class="check"><input type="checkbox" name="sent" value="1"{{#SENT_ON}} checked{{/SENT_ON}}> [[I have sent it from my bank, or send it at once: note it as paid back]]</label></p>{{/HAND}}
    <p><button class="btn">[[Refund]]</button> <button class="btn ghost" name="show" value="1">[[Show the sum]]</button> <a class="btn ghost" href="/admin/orders/{{NUMBER}}">[[Not now]]</a></p>
    <p class="quiet small">[[You always see the sum before it goes. It stands in the order’s books with your name and cannot be undone; the customer gets a mail, and a credit note if the order has an invoice.]]</p>
  </div>
</form>
