{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>{{KIND}} {{CODE}}</h1><p>{{>STATE}}{{#LATE}} <span class="pill warm">[[After the 14 days]]</span>{{/LATE}}</p></div>
{{#MOVED_ON}}<div class="errors" role="alert"><p><b>[[This has moved on meanwhile, or there is not that much left of the order: that could not be done. Here is how it stands now.]]</b></p></div>{{/MOVED_ON}}
{{#ERRORS}}<div class="errors" role="alert"><p><b>{{ERRORS_TITLE}}</b></p><ul>{{#ERROR}}<li><a href="#{{FIELD}}">{{MSG}}</a></li>{{/ERROR}}</ul></div>{{/ERRORS}}
{{#NOT_LEFT}}<div class="note warm"><p>[[The order has not left your shop. Do not send these things; cancel the order when nothing of it is to be sent.]]</p></div>{{/NOT_LEFT}}
<div class="cols wide">
  <div>
    {{#DO}}<section class="card" aria-labelledby="c0">
      <h2 id="c0">[[What to do now]]</h2>
      {{#ACCEPT}}<form class="act" method="post" action="/admin/cases/{{ID}}/accept"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}">
        <p class="field"><label for="label">[[Code of the way back]]</label><input id="label" name="label" value="{{LABEL}}" maxlength="100" autocomplete="off" aria-describedby="label-h"{{#LABEL_ERR}} aria-invalid="true"{{/LABEL_ERR}}><span class="hint" id="label-h">[[The carrier’s return code, if this one has its own. Empty: the one of the settings.]]</span>{{#LABEL_ERR}}<span class="err">{{LABEL_MSG}}</span>{{/LABEL_ERR}}</p>
        <p><button class="btn">[[Accept]]</button> <span class="quiet small">[[The customer gets a mail that says how to send it back.]]</span></p></form>{{/ACCEPT}}
      {{#REFUSE}}<form class="act" method="post" action="/admin/cases/{{ID}}/refuse"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}">
        <p class="field"><label for="answer">[[Why not]]</label><textarea id="answer" name="answer" rows="3" maxlength="2000" required aria-describedby="answer-h"{{#ANSWER_ERR}} aria-invalid="true"{{/ANSWER_ERR}}>{{ANSWER:pre_escape}}</textarea><span class="hint" id="answer-h">[[The customer reads it.]]</span>{{#ANSWER_ERR}}<span class="err">{{ANSWER_MSG}}</span>{{/ANSWER_ERR}}</p>
        <p><button class="btn ghost">[[Refuse]]</button></p></form>{{/REFUSE}}
      {{#RECEIVE}}<form class="act" method="post" action="/admin/cases/{{ID}}/receive"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}">
        <h3>[[What has come back?]]</h3>
        {{#AWAITED}}<div class="two">
          <p class="field"><label for="got_{{LINE_ID}}">{{LINE_NAME}}{{#LINE_OPTIONS}}, {{OPTIONS_TEXT}}{{/LINE_OPTIONS}}: [[pieces]]</label><input id="got_{{LINE_ID}}" name="got_{{LINE_ID}}" value="{{GOT}}" inputmode="numeric" autocomplete="off" aria-describedby="got_{{LINE_ID}}-h"><span class="hint" id="got_{{LINE_ID}}-h">[[{{MOST}} awaited]]</span></p>
          <p class="field"><label for="how_{{LINE_ID}}">[[What becomes of it]]</label><select id="how_{{LINE_ID}}" name="how_{{LINE_ID}}"><option value="restock"{{#RESTOCK}} selected{{/RESTOCK}}>[[Back on the shelf, to be sold]]</option><option value="damaged"{{#DAMAGED}} selected{{/DAMAGED}}>[[Cannot be sold any more]]</option><option value="keep"{{#KEEP}} selected{{/KEEP}}>[[The customer may keep it]]</option></select></p>
        </div>{{/AWAITED}}
        <p><button class="btn">[[Goods have come back]]</button> <span class="quiet small">[[The customer gets a mail.]]</span></p></form>{{/RECEIVE}}
      {{#SENT}}<form class="act" method="post" action="/admin/cases/{{ID}}/sent"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}">
        <p class="field"><label for="tracking">[[Tracking number of the way back]]</label><input id="tracking" name="tracking" value="{{TRACKING}}" maxlength="100" autocomplete="off"{{#TRACKING_ERR}} aria-invalid="true"{{/TRACKING_ERR}} aria-describedby="tracking-h"><span class="hint" id="tracking-h">[[Once the customer has shown that it is on its way, you may not wait for the goods any longer.]]</span>{{#TRACKING_ERR}}<span class="err">{{TRACKING_MSG}}</span>{{/TRACKING_ERR}}</p>
        <p><button class="btn ghost">[[Proof of sending has come]]</button></p></form>{{/SENT}}
      {{#SETTLE}}<form class="act" method="post" action="/admin/cases/{{ID}}/settle"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}">
        <h3>[[Pay back and close]]</h3>
        <dl class="pair sums"><dt>[[The things]]</dt><dd>{{GOODS_SUM}}</dd><dt>[[The delivery]]</dt><dd>{{DELIVERY_SUM}}</dd><dt><b>[[Together]]</b></dt><dd><b>{{TOTAL_SUM}}</b></dd></dl>
        <p class="quiet small">{{#ALL}}[[All of the order is withdrawn: its delivery goes back too, up to the price of your cheapest standard delivery.]] {{/ALL}}[[The money goes back the way it was paid.]]</p>
        <p class="field"><label for="amount">[[To be paid back]]</label><input id="amount" name="amount" value="{{AMOUNT}}" inputmode="decimal" autocomplete="off" required aria-describedby="amount-h"{{#AMOUNT_ERR}} aria-invalid="true"{{/AMOUNT_ERR}}><span class="hint" id="amount-h">[[Less only if the thing has lost value by more handling than trying it out needs. 0: nothing goes back from here.]]</span>{{#AMOUNT_ERR}}<span class="err">{{AMOUNT_MSG}}</span>{{/AMOUNT_ERR}}</p>
        <p class="field"><label for="less">[[A word to the customer]]</label><textarea id="less" name="less" rows="2" maxlength="2000" aria-describedby="less-h"{{#LESS_ERR}} aria-invalid="true"{{/LESS_ERR}}>{{LESS:pre_escape}}</textarea><span class="hint" id="less-h">[[May stay empty. Say why, if it is less.]]</span>{{#LESS_ERR}}<span class="err">{{LESS_MSG}}</span>{{/LESS_ERR}}</p>
        <p><label class="check"><input type="checkbox" name="to_gift_card" value="1"{{#TO_GIFT_CARD_ON}} checked{{/TO_GIFT_CARD_ON}}> [[To a gift card instead, as the customer has agreed]]</label></p>
        <p><button class="btn">[[Settle]]</button> <span class="quiet small">[[The customer gets a mail.]]</span></p></form>{{/SETTLE}}
    </section>{{/DO}}
    <section class="card" aria-labelledby="c1">
      <h2 id="c1">[[What the customer says]]</h2>
      <p>[[{{NAME}}, {{AT}}]]</p>
      {{#STATEMENT}}<blockquote class="told">{{STATEMENT_TEXT:pre_escape}}</blockquote>{{/STATEMENT}}
      {{#REASON}}<p><b>{{REASON_TEXT}}</b></p>{{/REASON}}
      {{#MESSAGE}}<p class="told">{{MESSAGE_TEXT:pre_escape}}</p>{{/MESSAGE}}
      {{#ANSWER}}<h3>[[Your answer]]</h3><p class="told">{{ANSWER_TEXT:pre_escape}}</p>{{/ANSWER}}
    </section>
    {{#THINGS}}<section class="card sheet" aria-labelledby="c2">
      <header><h2 id="c2">[[The things]]</h2></header>
      <div class="scroll" role="group" aria-labelledby="c2" tabindex="0"><table>
        <thead><tr><th scope="col">[[Product]]</th><th scope="col" class="r">[[Quantity]]</th><th scope="col">[[Came back]]</th></tr></thead>
        <tbody>{{#LINE}}<tr><th scope="row">{{NAME}}{{#OPTIONS}}<span class="quiet">, {{OPTIONS_TEXT}}</span>{{/OPTIONS}}{{#EXEMPT}}<div class="small warm">[[No right of withdrawal: {{EXEMPT_TEXT}}]]</div>{{/EXEMPT}}</th><td class="r">{{QTY}}</td><td>{{#GOT}}{{GOT_QTY}} <span class="quiet small">{{DECISION}}</span>{{/GOT}}</td></tr>
        {{/LINE}}</tbody>
      </table></div>
    </section>{{/THINGS}}
  </div>
  <div>
    {{#DUE}}<section class="card{{#PAST}} warned{{/PAST}}" aria-labelledby="c3">
      <h2 id="c3">[[The money]]</h2>
      <p>[[Pay it back by {{DUE_AT}}.]]{{#PAST}} <b class="warm">[[That day is past.]]</b>{{/PAST}}</p>
      <p>{{#WAITS}}[[You may wait until the goods, or proof that they were sent, have come. Neither has come yet.]]{{/WAITS}}{{#CAME}}[[The goods or proof of sending came {{CAME_AT}}: there is nothing to wait for.]]{{/CAME}}</p>
    </section>{{/DUE}}
    <section class="card" aria-labelledby="c4">
      <h2 id="c4">[[Order]]</h2>
      {{#ORDER}}<dl class="pair"><dt>[[Order]]</dt><dd><a href="/admin/orders/{{NUMBER}}">{{NUMBER}}</a></dd><dt>[[Placed]]</dt><dd>{{PLACED}}</dd>{{#DELIVERED}}<dt>[[Delivered]]</dt><dd>{{DELIVERED_AT}}</dd>{{/DELIVERED}}<dt>[[Paid]]</dt><dd>{{PAID}}</dd></dl>{{/ORDER}}
      {{#NO_ORDER}}<p class="warm">[[No order fits “{{TYPED}}” and this address. Look for it yourself.]]</p>{{/NO_ORDER}}
      <p><a href="mailto:{{EMAIL}}">{{EMAIL}}</a></p>
      {{#LABEL_CODE}}<p>[[Code of the way back]]: <b>{{LABEL_TEXT}}</b></p>{{/LABEL_CODE}}
      {{#TRACKED}}<p>[[Tracking number]]: <b>{{TRACKING_TEXT}}</b></p>{{/TRACKED}}
    </section>
    <section class="card" aria-labelledby="c5">
      <h2 id="c5">[[Your remark]]</h2>
      {{#REMARK_FORM}}<form method="post" action="/admin/cases/{{ID}}/remark"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}">
        <p class="field"><label class="vh" for="remark">[[Your remark]]</label><textarea id="remark" name="remark" rows="3" maxlength="2000" aria-describedby="remark-h"{{#REMARK_ERR}} aria-invalid="true"{{/REMARK_ERR}}>{{REMARK:pre_escape}}</textarea><span class="hint" id="remark-h">[[Only you see it.]]</span>{{#REMARK_ERR}}<span class="err">{{REMARK_MSG}}</span>{{/REMARK_ERR}}</p>
        <p><button class="btn ghost">[[Save remark]]</button></p></form>{{/REMARK_FORM}}
    </section>
    <section class="card" aria-labelledby="c6"><h2 id="c6">[[Changes]]</h2>{{>LOG}}</section>
  </div>
</div>
