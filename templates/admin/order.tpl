{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Order {{NUMBER}}]]</h1><p>{{>STATUS}} {{>PAYMENT_STATE}}</p>
  <span><a class="btn ghost" href="/admin/slips?orders={{NUMBER}}">[[Packing slip]]</a> <a class="btn ghost" href="/admin/orders/{{NUMBER}}/documents">[[Documents]]</a> <a class="btn ghost" href="/order/{{ORDER_TOKEN}}">[[As the customer sees it]]</a></span>
</div>
{{#MOVED_ON}}<div class="errors" role="alert"><p><b>[[This order has moved on meanwhile: that could not be done any more. Here is how it stands now.]]</b></p></div>{{/MOVED_ON}}
{{#SHORT}}<div class="note warm"><p><b>[[Not enough in stock for this order]]</b></p><ul>{{#SHORT_LINE}}<li>[[{{QTY}} × {{NAME}}]]</li>{{/SHORT_LINE}}</ul><p>[[It can be sent when these have come: what you add to the stock is kept for it first. Otherwise cancel the order.]]</p></div>{{/SHORT}}
<div class="cols wide">
  <div>
    {{#DO}}<section class="card" aria-labelledby="o0">
      <h2 id="o0">[[What to do now]]</h2>
      {{#PAY}}<form class="act" method="post" action="/admin/orders/{{NUMBER}}/paid"><input type="hidden" name="token" value="{{TOKEN}}">
        <p>{{#DUE_STILL}}[[{{SUM}} is to come to your account with the reference {{REFERENCE}}. Compare with the bank statement first.]]{{/DUE_STILL}}{{#LATE}}[[This order is cancelled. Only if {{SUM}} came all the same with the reference {{REFERENCE}}:]]{{/LATE}}</p>
        <p><button class="btn{{#LATE}} ghost{{/LATE}}">[[Mark as paid]]</button></p></form>{{/PAY}}
      {{#SHIP}}<form class="act" method="post" action="/admin/orders/{{NUMBER}}/ship"><input type="hidden" name="token" value="{{TOKEN}}">
        {{#ERRORS}}<div class="errors" role="alert"><p><b>{{ERRORS_TITLE}}</b></p><ul>{{#ERROR}}<li><a href="#{{FIELD}}">{{MSG}}</a></li>{{/ERROR}}</ul></div>{{/ERRORS}}
        {{#PACKED}}<p>[[Packed]]: {{#IN_IT}}<br>{{QTY}} × {{NAME}}{{#OPTIONS}}, {{OPTIONS_TEXT}}{{/OPTIONS}}{{/IN_IT}}</p>{{/PACKED}}
        <div class="two">
          <p class="field"><label for="carrier">[[Carrier]]</label><input id="carrier" name="carrier" list="carriers" value="{{CARRIER}}" maxlength="60" autocomplete="off" aria-describedby="carrier-h"{{#CARRIER_ERR}} aria-invalid="true"{{/CARRIER_ERR}}><datalist id="carriers"><option value="Posti"></option><option value="Matkahuolto"></option><option value="PostNord"></option><option value="DHL"></option><option value="[[Other]]"></option></datalist><span class="hint" id="carrier-h">[[May stay empty]]</span>{{#CARRIER_ERR}}<span class="err">{{CARRIER_MSG}}</span>{{/CARRIER_ERR}}</p>
          <p class="field"><label for="tracking">[[Tracking number]]</label><input id="tracking" name="tracking" value="{{TRACKING}}" maxlength="100" autocomplete="off" aria-describedby="tracking-h"{{#TRACKING_ERR}} aria-invalid="true"{{/TRACKING_ERR}}><span class="hint" id="tracking-h">[[May stay empty]]</span>{{#TRACKING_ERR}}<span class="err">{{TRACKING_MSG}}</span>{{/TRACKING_ERR}}</p>
        </div>
        {{#SOME}}<details class="fold"><summary>[[Only a part of it]]</summary><div class="fields">{{#LEFT}}<p class="field"><label for="{{FIELD}}">{{NAME}}{{#OPTIONS}}, {{OPTIONS_TEXT}}{{/OPTIONS}}</label><input id="{{FIELD}}" name="{{FIELD}}" value="{{QTY}}" inputmode="numeric" autocomplete="off" aria-describedby="{{FIELD}}-h"><span class="hint" id="{{FIELD}}-h">[[of {{QTY}} that are left]]</span></p>{{/LEFT}}</div></details>{{/SOME}}
        <p><button class="btn">[[Ship]]</button> {{#SOME}}<button class="btn ghost" name="do" value="pack">[[Pack first]]</button> {{/SOME}}<span class="quiet small">[[The customer gets a mail.]]</span></p></form>{{/SHIP}}
      {{#READY}}<form class="act" method="post" action="/admin/orders/{{NUMBER}}/ready"><input type="hidden" name="token" value="{{TOKEN}}"><p><button class="btn">[[Ready for pickup]]</button> <span class="quiet small">[[The customer gets a mail.]]</span></p></form>{{/READY}}
      {{#DELIVERED}}<form class="act" method="post" action="/admin/orders/{{NUMBER}}/delivered"><input type="hidden" name="token" value="{{TOKEN}}">
        {{#IS_PICKUP}}{{#ERRORS}}<div class="errors" role="alert"><p><b>{{ERRORS_TITLE}}</b></p><ul>{{#ERROR}}<li><a href="#{{FIELD}}">{{MSG}}</a></li>{{/ERROR}}</ul></div>{{/ERRORS}}<p class="field"><label for="code">[[Code that the customer shows]]</label><input id="code" name="code" value="{{CODE}}" maxlength="20" inputmode="numeric" autocomplete="off" aria-describedby="code-h"{{#CODE_ERR}} aria-invalid="true"{{/CODE_ERR}}><span class="hint" id="code-h">[[Type it to be sure. May stay empty.]]</span>{{#CODE_ERR}}<span class="err">{{CODE_MSG}}</span>{{/CODE_ERR}}</p>
        <p><button class="btn">[[Mark as collected]]</button></p>{{/IS_PICKUP}}{{#IS_HOME}}<p><button class="btn ghost">[[Mark as delivered]]</button></p>{{/IS_HOME}}</form>{{/DELIVERED}}
      {{#REFUND}}<form class="act" action="/admin/orders/{{NUMBER}}/refund"><p>[[{{PAID}} of this order is with you.]]</p><p><button class="btn ghost">[[Refund]]</button> <span class="quiet small">[[You see the sum before it goes.]]</span></p></form>{{/REFUND}}
      {{#CHANGE}}<form class="act" action="/admin/orders/{{NUMBER}}/change"><p><button class="btn ghost">[[Change the order]]</button> <span class="quiet small">[[Things, delivery, address]]</span></p></form>{{/CHANGE}}
      {{#CANCEL}}<form class="act" action="/admin/orders/{{NUMBER}}/cancel"><p><button class="btn ghost">[[Cancel]]</button> <span class="quiet small">[[You are asked once more.]]</span></p></form>{{/CANCEL}}
    </section>{{/DO}}
    {{#CASE}}<section class="card{{#CASE_WARNED}} warned{{/CASE_WARNED}}" aria-labelledby="case{{CASE_ID}}">
      <h2 id="case{{CASE_ID}}">{{#CASE_WITHDRAWAL}}[[Withdrawal from the contract]]{{/CASE_WITHDRAWAL}}{{#CASE_RETURN}}[[Return]]{{/CASE_RETURN}}{{#CASE_CLAIM}}[[Claim]]{{/CASE_CLAIM}}{{#CASE_DONE}} <span class="pill">[[Closed]]</span>{{/CASE_DONE}}</h2>
      <p>{{CASE_NAME}}, {{CASE_AT}}</p>
      {{#CASE_SAYS}}<blockquote class="told">{{CASE_STATEMENT:pre_escape}}</blockquote>{{/CASE_SAYS}}
      {{#CASE_DUE}}<p>[[Pay the money back by {{CASE_DUE_AT}}. You may wait until the goods, or proof that they were sent, have come.]]</p>{{/CASE_DUE}}
      <p><a class="btn ghost" href="/admin/cases/{{CASE_ID}}">[[To the return]]</a></p>
    </section>{{/CASE}}
    <section class="card sheet" aria-labelledby="o2">
      <header><h2 id="o2">[[Goods]]</h2></header>
      <div class="scroll" role="group" aria-labelledby="o2" tabindex="0"><table>
        <thead><tr><th scope="col">[[Product]]</th><th scope="col" class="r">[[Quantity]]</th><th scope="col" class="r lo">[[Unit price]]</th><th scope="col" class="r lo">[[VAT]]</th><th scope="col" class="r">[[Sum]]</th></tr></thead>
        <tbody>{{#LINE}}<tr><th scope="row">{{NAME}}{{#OPTIONS}}<span class="quiet">, {{OPTIONS_TEXT}}</span>{{/OPTIONS}}<div class="quiet small">{{SKU}}{{#ADDED}} · [[added by the shop]]{{/ADDED}}{{#WAS}} · [[{{WAS_QTY}} ordered]]{{/WAS}}</div>{{#PART}}<div class="quiet small">{{PART_QTY}} × {{PART_NAME}}{{#PART_OPTIONS}}, {{PART_TEXT}}{{/PART_OPTIONS}} ({{PART_SKU}})</div>{{/PART}}</th><td class="r">{{QTY}}</td><td class="r lo">{{UNIT}}</td><td class="r lo">{{#TAXED}}{{RATE}}{{/TAXED}}{{#UNTAXED}}[[outside VAT]]{{/UNTAXED}}</td><td class="r">{{LINE_SUM}}{{#OFF}}<div class="quiet small">{{OFF_SUM}}</div>{{/OFF}}</td></tr>
        {{/LINE}}</tbody>
      </table></div>
      <dl class="pair sums">
        <dt>[[Goods]]</dt><dd>{{GOODS}}</dd>
        <dt>{{DELIVERY}}</dt><dd>{{DELIVERY_COST}}</dd>
        <dt><b>[[Total]]</b></dt><dd><b>{{TOTAL}}</b></dd>
        {{#TAX}}<dt class="quiet small">{{#TAXED}}[[of which VAT {{RATE}}]]{{/TAXED}}{{#UNTAXED}}[[outside VAT]]{{/UNTAXED}}</dt><dd class="quiet small">{{VAT}}</dd>{{/TAX}}
        {{#SAVING}}<dt class="quiet small">[[in it]]: {{LABEL}}</dt><dd class="quiet small">{{SAVED}}</dd>{{/SAVING}}
        <dt>[[Paid]]</dt><dd>{{PAID}}</dd>
        {{#GIFT}}<dt class="quiet small">[[of which by gift card]]</dt><dd class="quiet small">{{GIFT_SUM}}</dd>{{/GIFT}}
        {{#BACK}}<dt>[[Paid back]]</dt><dd>{{BACK_SUM}}</dd>{{/BACK}}
        {{#OPEN}}<dt class="warm">[[Still to be paid]]</dt><dd class="warm">{{OPEN_SUM}}</dd>{{/OPEN}}
        {{#OWED}}<dt class="warm">[[To be paid back to the customer]]</dt><dd class="warm">{{OWED_SUM}}</dd>{{/OWED}}
      </dl>
    </section>
    {{#SHIPMENTS}}<section class="card" aria-labelledby="o3">
      <h2 id="o3">[[Shipments]]</h2>
      <ul class="log">{{#SHIPMENT}}<li>{{>SHIPMENT_STATE}} {{#CARRIER}}{{CARRIER_NAME}} {{/CARRIER}}{{#TRACKED}}<a href="{{TRACKING_URL}}" rel="noreferrer">{{TRACKING_CODE}}</a>{{/TRACKED}}{{#TRACKING}}<b>{{TRACKING_CODE}}</b>{{/TRACKING}}{{#RESENT}} <span class="quiet">[[its goods go again]]</span>{{/RESENT}}
        <small>{{#IN_IT}}{{QTY}} × {{NAME}}{{#OPTIONS}}, {{OPTIONS_TEXT}}{{/OPTIONS}}<br>{{/IN_IT}}{{#SENT}}[[Sent]] {{SENT_AT}}{{/SENT}}{{#ARRIVED}} · [[arrived]] {{ARRIVED_AT}}{{/ARRIVED}}</small>
        {{#UNDER_WAY}}<details class="fold"><summary>[[What became of it]]</summary><form method="post" action="/admin/orders/{{NUMBER}}/shipments/{{SHIPMENT_ID}}"><input type="hidden" name="token" value="{{TOKEN}}"><p><button class="btn ghost" name="to" value="delivered">[[It has arrived]]</button> <button class="btn ghost" name="to" value="again">[[Lost: send it again]]</button> <button class="btn ghost" name="to" value="lost">[[Lost: do not send it again]]</button></p></form></details>{{/UNDER_WAY}}
        {{#UNPACK}}<form method="post" action="/admin/orders/{{NUMBER}}/shipments/{{SHIPMENT_ID}}"><input type="hidden" name="token" value="{{TOKEN}}"><p><button class="btn ghost" name="to" value="cancelled">[[Unpack]]</button></p></form>{{/UNPACK}}</li>{{/SHIPMENT}}</ul>
    </section>{{/SHIPMENTS}}
    {{#MONEY}}<section class="card" aria-labelledby="o5">
      <h2 id="o5">[[Payments and refunds]]</h2>
      <ul class="log">{{#ATTEMPT}}<li>{{>ATTEMPT_STATE}} {{WHO}} <b>{{AMOUNT}}</b>{{#PROBLEM}} <span class="warm">{{PROBLEM_TEXT}}</span>{{/PROBLEM}}<small>{{#MADE}}{{MADE_AT}}{{/MADE}}{{#ITS_REF}} · {{REF_TEXT}}{{/ITS_REF}}</small></li>{{/ATTEMPT}}
        {{#REFUNDED}}<li>{{>REFUND_STATE}} {{WHO}} <b>−{{AMOUNT}}</b>{{#PROBLEM}} <span class="warm">{{PROBLEM_TEXT}}</span>{{/PROBLEM}}<small>{{WHY}}{{#MADE}} · {{MADE_AT}}{{/MADE}}{{#ITS_REF}} · {{REF_TEXT}}{{/ITS_REF}}</small>
        {{#MEND}}<form method="post" action="/admin/orders/{{NUMBER}}/refunds/{{REFUND_ID}}"><input type="hidden" name="token" value="{{TOKEN}}"><p>{{#AGAIN}}<button class="btn" name="do" value="again">[[Try again]]</button> {{/AGAIN}}<button class="btn ghost" name="do" value="sent">[[I have sent it]]</button></p></form>{{/MEND}}</li>{{/REFUNDED}}</ul>
    </section>{{/MONEY}}
    <section class="card" aria-labelledby="o4">
      <h2 id="o4">[[What has happened]]</h2>
      <ul class="log">{{#EVENT}}<li>{{#OWN_NOTE}}<b>{{KIND}}</b>{{#NOTE}}<div class="told">{{NOTE_TEXT:pre_escape}}</div>{{/NOTE}}{{/OWN_NOTE}}{{#PLAIN}}{{KIND}}{{#NOTE}}: {{NOTE_TEXT}}{{/NOTE}}{{/PLAIN}} <small>{{AT}}{{#BY_STAFF}}, [[by the shop]]{{/BY_STAFF}}</small></li>{{/EVENT}}</ul>
      <form class="act" method="post" action="/admin/orders/{{NUMBER}}/note"><input type="hidden" name="token" value="{{TOKEN}}">
        <p class="field"><label for="text">[[Note]]</label><textarea id="text" name="text" rows="2" maxlength="2000" required aria-describedby="text-h"></textarea><span class="hint" id="text-h">[[Only you and your staff see it.]]</span>{{#NOTE_EMPTY}}<span class="err">[[Write something first.]]</span>{{/NOTE_EMPTY}}</p>
        <p><button class="btn ghost">[[Add note]]</button></p></form>
      <form class="act" method="post" action="/admin/orders/{{NUMBER}}/mail"><input type="hidden" name="token" value="{{TOKEN}}">
        <p class="field"><label for="mail">[[Mail]]</label><select id="mail" name="mail">{{#MAIL}}<option value="{{MAIL_CODE}}">{{MAIL_NAME}}</option>{{/MAIL}}</select></p>
        <p><button class="btn ghost">[[Send again]]</button></p></form>
    </section>
  </div>
  <div>
    <section class="card" aria-labelledby="p1">
      <h2 id="p1">[[Customer]]</h2>
      <address class="post">{{CUSTOMER}}{{#STREET}}<br>{{STREET_TEXT}}{{/STREET}}{{#CITY}}<br>{{POSTAL}} {{CITY_TEXT}}{{/CITY}}<br>{{COUNTRY}}</address>
      <p><a href="mailto:{{EMAIL}}">{{EMAIL}}</a>{{#PHONE}}<br><a href="tel:{{TEL}}">{{PHONE_TEXT}}</a>{{/PHONE}}</p>
      {{#COMPANY}}<p>{{COMPANY_NAME}}{{#BUSINESS}}<br>{{BUSINESS_ID}}{{/BUSINESS}}{{#VAT_NUMBER}}<br>{{VAT_ID}}{{/VAT_NUMBER}}{{#BUYER_REF}}<br><span class="quiet">{{BUYER_REF_TEXT}}</span>{{/BUYER_REF}}</p>{{/COMPANY}}
      {{#POINT}}<h3>[[Pickup point]]</h3><address class="post">{{POINT_NAME}}<br>{{POINT_STREET}}<br>{{POINT_PLACE}}</address>{{/POINT}}
      {{#BILLING}}<h3>[[Billed to]]</h3><address class="post">{{BILLING_NAME}}<br>{{BILLING_STREET}}<br>{{BILLING_PLACE}}</address>{{/BILLING}}
      <p><a class="link small" href="/admin/customers/{{ORDER_ID}}">[[All orders of this customer]]</a></p>
    </section>
    {{#MESSAGE}}<section class="card" aria-labelledby="p2"><h2 id="p2">[[Message of the customer]]</h2><p class="told">{{MESSAGE_TEXT:pre_escape}}</p></section>{{/MESSAGE}}
    <section class="card" aria-labelledby="p3">
      <h2 id="p3">[[Order]]</h2>
      <dl class="pair">
        <dt>[[Placed]]</dt><dd>{{PLACED}}</dd>
        <dt>[[Payment]]</dt><dd>{{PAYMENT}}</dd>
        {{#REF}}<dt>[[Reference]]</dt><dd>{{REFERENCE}}</dd>{{/REF}}
        <dt>[[Delivery]]</dt><dd>{{DELIVERY}}</dd>
        {{#PROMISED}}<dt{{#TOO_LATE}} class="warm"{{/TOO_LATE}}>[[Promised by]]</dt><dd{{#TOO_LATE}} class="warm"{{/TOO_LATE}}>{{PROMISED_DAY}}</dd>{{/PROMISED}}
        {{#PAID_ON}}<dt>[[Paid on]]</dt><dd>{{PAID_AT}}</dd>{{/PAID_ON}}
        {{#DUE}}<dt>[[Cancelled if unpaid on]]</dt><dd>{{DUE_AT}}</dd>{{/DUE}}
        <dt>[[Language]]</dt><dd>{{LOCALE}}</dd>
      </dl>
    </section>
    <section class="card" aria-labelledby="p4"><h2 id="p4">[[Changes]]</h2>{{>LOG}}</section>
  </div>
</div>
