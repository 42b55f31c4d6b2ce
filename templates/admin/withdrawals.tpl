{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Withdrawals]]</h1></div>
<p class="quiet">[[Customers who withdrew from the contract. The law gives them 14 days from delivery; the money goes back within 14 days of the notice, though you may wait until the goods or proof of sending have come.]]</p>
{{#CASE}}<section class="card" aria-labelledby="w{{ID}}">
  <header><h2 id="w{{ID}}">{{NAME}}, {{AT}}</h2><p>{{#OPEN}}<span class="pill warm">{{STATE}}</span>{{/OPEN}}{{#DONE}}<span class="pill good">{{STATE}}</span>{{/DONE}}</p></header>
  <p>{{#ORDER}}<a href="/admin/orders/{{NUMBER}}">[[Order {{NUMBER}}]]</a>{{/ORDER}}{{#NO_ORDER}}<span class="warm">[[No order fits “{{TYPED}}” and this address. Look for it yourself.]]</span>{{/NO_ORDER}} · <a href="mailto:{{EMAIL}}">{{EMAIL}}</a></p>
  <blockquote class="told">{{STATEMENT:pre_escape}}</blockquote>
  {{#DUE}}<p>[[Pay the money back by {{DUE_AT}}.]]</p>{{/DUE}}
  {{#REFUND}}<p><a class="btn ghost" href="/admin/orders/{{NUMBER}}/refund">[[Note the refund]]</a> <span class="quiet small">[[{{PAID}} of this order is with you.]]</span></p>{{/REFUND}}
  <form method="post" action="/admin/withdrawals/{{ID}}"><input type="hidden" name="token" value="{{TOKEN}}">
    <div class="fields narrow">
      <p class="field"><label for="state-{{ID}}">[[How far is it?]]</label><select id="state-{{ID}}" name="state">{{#IS_ACCEPTED}}<option value="accepted" selected>[[Waiting for the goods]]</option>{{/IS_ACCEPTED}}{{#IS_OPEN}}<option value="received"{{#IS_RECEIVED}} selected{{/IS_RECEIVED}}>[[Goods have come back]]</option>{{/IS_OPEN}}<option value="settled"{{#IS_SETTLED}} selected{{/IS_SETTLED}}>[[Money has been paid back: done]]</option></select></p>
      <p class="field"><label for="remark-{{ID}}">[[Your remark]]</label><textarea id="remark-{{ID}}" name="remark" rows="2" maxlength="2000" aria-describedby="remark-{{ID}}-h">{{REMARK:pre_escape}}</textarea><span class="hint" id="remark-{{ID}}-h">[[Only you see it.]]</span></p>
      <p><button class="btn ghost">[[Save remark]]</button></p>
    </div>
  </form>
</section>
{{/CASE}}
{{#EMPTY}}<section class="card empty"><h2>[[No withdrawals]]</h2><p>[[Nobody has withdrawn from a contract.]]</p></section>{{/EMPTY}}
