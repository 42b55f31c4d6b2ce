{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Refund for order {{NUMBER}}]]</h1></div>
<form class="card narrow" method="post" action="/admin/orders/{{NUMBER}}/refund">
  <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}">
  <p>[[{{PAID}} that {{CUSTOMER}} paid is with you.]]</p>
  {{#DUE}}<p class="warm">[[The customer withdrew from the contract: pay the money back by {{DUE_AT}}. You may wait until the goods, or proof that they were sent, have come.]]</p>{{/DUE}}
  <p>{{#BANK}}[[Send the money from your bank to the customer’s account: this page moves no money.]]{{/BANK}}{{#OTHER}}[[Send the money back the way it came, with your payment provider: this page moves no money.]]{{/OTHER}}</p>
  <p>[[What you note here goes into the order’s books with your name and the time, and cannot be undone. The customer sees the sum on the order’s page. When nothing is left, the order says that it was paid back.]]</p>
  {{#WAITS}}<p>[[The goods have not left. If they are not to be sent, cancel the order too, so that others can buy them.]]</p>{{/WAITS}}
  {{#ERRORS}}<div class="errors" role="alert"><p><b>{{ERRORS_TITLE}}</b></p><ul>{{#ERROR}}<li><a href="#{{FIELD}}">{{MSG}}</a></li>{{/ERROR}}</ul></div>{{/ERRORS}}
  <div class="fields">
    <p class="field"><label for="amount">[[Paid back]]</label><input id="amount" name="amount" value="{{AMOUNT}}" inputmode="decimal" autocomplete="off" required{{#AMOUNT_ERR}} aria-invalid="true" aria-describedby="amount-e"{{/AMOUNT_ERR}}>{{#AMOUNT_ERR}}<span class="err" id="amount-e">{{AMOUNT_MSG}}</span>{{/AMOUNT_ERR}}</p>
    <p><button class="btn">[[Refund]]</button> <a class="btn ghost" href="/admin/orders/{{NUMBER}}">[[Not now]]</a></p>
  </div>
</form>
