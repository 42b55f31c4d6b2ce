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
        <div class="two">
          <p class="field"><label for="carrier">[[Carrier]]</label><input id="carrier" name="carrier" list="carriers" value="{{CARRIER}}" maxlength="60" autocomplete="off" aria-describedby="carrier-h"{{#CARRIER_ERR}} aria-invalid="true"{{/CARRIER_ERR}}><datalist id="carriers"><option value="Posti"></option><option value="Matkahuolto"></option><option value="PostNord"></option><option value="DHL"></option><option value="[[Other]]"></option></datalist><span class="hint" id="carrier-h">[[May stay empty]]</span>{{#CARRIER_ERR}}<span class="err">{{CARRIER_MSG}}</span>{{/CARRIER_ERR}}</p>
          <p class="field"><label for="tracking">[[Tracking number]]</label><input id="tracking" name="tracking" value="{{TRACKING}}" maxlength="100" autocomplete="off" aria-describedby="tracking-h"{{#TRACKING_ERR}} aria-invalid="true"{{/TRACKING_ERR}}><span class="hint" id="tracking-h">[[May stay empty]]</span>{{#TRACKING_ERR}}<span class="err">{{TRACKING_MSG}}</span>{{/TRACKING_ERR}}</p>
        </div>
        <p><button class="btn">[[Ship]]</button> <span class="quiet small">[[The customer gets a mail.]]</span></p></form>{{/SHIP}}
      {{#READY}}<form class="act" method="post" action="/admin/orders/{{NUMBER}}/ready"><input type="hidden" name="token" value="{{TOKEN}}"><p><button class="btn">[[Ready for pickup]]</button> <span class="quiet small">[[The customer gets a mail.]]</span></p></form>{{/READY}}
      {{#DELIVERED}}<form class="act" method="post" action="/admin/orders/{{NUMBER}}/delivered"><input type="hidden" name="token" value="{{TOKEN}}">{{#IS_PICKUP}}<div class="field"><label for="code">[[Code that the customer shows]]</label><input class="short" type="text" id="code" name="code" inputmode="numeric" autocomplete="off" maxlength="12"><p class="quiet small">[[Checked before it counts as handed over. Empty: you know the customer otherwise.]]</p></div>{{/IS_PICKUP}}<p><button class="btn{{#SECOND}} ghost{{/SECOND}}">{{#IS_PICKUP}}[[Mark as collected]]{{/IS_PICKUP}}{{#IS_HOME}}[[Mark as delivered]]{{/IS_HOME}}</button></p></form>{{/DELIVERED}}
      {{#REFUND}}<form class="act" action="/admin/orders/{{NUMBER}}/refund"><p>[[{{PAID}} of this order is with you.]]</p><p><button class="btn ghost">[[Refund]]</button> <span class="quiet small">[[You are asked once more.]]</span></p></form>{{/REFUND}}
      {{#CANCEL}}<form class="act" action="/admin/orders/{{NUMBER}}/cancel"><p><button class="btn ghost">[[Cancel]]</button> <span class="quiet small">[[You are asked once more.]]</span></p></form>{{/CANCEL}}
    </section>{{/DO}}
    {{#CASE}}<section class="card warned" aria-labelledby="o1">
      <h2 id="o1">[[Withdrawal from the contract]]</h2>
      <p>[[{{CASE_NAME}} withdrew on {{CASE_AT}}.]]</p>
      <blockquote class="told">{{CASE_STATEMENT:pre_escape}}</blockquote>
      {{#CASE_DUE}}<p>[[Pay the money back by {{CASE_DUE_AT}}. You may wait until the goods, or proof that they were sent, have come.]]</p>{{/CASE_DUE}}
      <p><a class="btn ghost" href="/admin/cases/{{CASE_ID}}">[[To the withdrawal]]</a></p>
    </section>{{/CASE}}
    <section class="card sheet" aria-labelledby="o2">
      <header><h2 id="o2">[[Goods]]</h2></header>
      <div class="scroll" role="group" aria-labelledby="o2" tabindex="0"><table>
        <thead><tr><th scope="col">[[Product]]</th><th scope="col" class="r">[[Quantity]]</th><th scope="col" class="r lo">[[Unit price]]</th><th scope="col" class="r lo">[[VAT]]</th><th scope="col" class="r">[[Sum]]</th></tr></thead>
        <tbody>{{#LINE}}<tr><th scope="row">{{NAME}}{{#OPTIONS}}<span class="quiet">, {{OPTIONS_TEXT}}</span>{{/OPTIONS}}<div class="quiet small">{{SKU}}</div>{{#PART}}<div class="quiet small">{{PART_QTY}} × {{PART_NAME}}{{#PART_OPTIONS}}, {{PART_TEXT}}{{/PART_OPTIONS}} ({{PART_SKU}})</div>{{/PART}}</th><td class="r">{{QTY}}</td><td class="r lo">{{UNIT}}</td><td class="r lo">{{#TAXED}}{{RATE}}{{/TAXED}}{{#UNTAXED}}[[outside VAT]]{{/UNTAXED}}</td><td class="r">{{LINE_SUM}}</td></tr>
        {{/LINE}}</tbody>
      </table></div>
      <dl class="pair sums">
        <dt>[[Goods]]</dt><dd>{{GOODS}}</dd>
        <dt>{{DELIVERY}}</dt><dd>{{DELIVERY_COST}}</dd>
        <dt><b>[[Total]]</b></dt><dd><b>{{TOTAL}}</b></dd>
        {{#TAX}}<dt class="quiet small">{{#TAXED}}[[of which VAT {{RATE}}]]{{/TAXED}}{{#UNTAXED}}[[outside VAT]]{{/UNTAXED}}</dt><dd class="quiet small">{{VAT}}</dd>{{/TAX}}
        <dt>[[Paid]]</dt><dd>{{PAID}}</dd>
        {{#OPEN}}<dt class="warm">[[Still to be paid]]</dt><dd class="warm">{{OPEN_SUM}}</dd>{{/OPEN}}
        {{#OWED}}<dt class="warm">[[To be paid back to the customer]]</dt><dd class="warm">{{OWED_SUM}}</dd>{{/OWED}}
      </dl>
    </section>
    {{#SHIPMENTS}}<section class="card" aria-labelledby="o3">
      <h2 id="o3">[[Shipments]]</h2>
      <ul class="log">{{#SHIPMENT}}<li>{{#CARRIER}}{{CARRIER_NAME}} {{/CARRIER}}{{#TRACKING}}<b>{{TRACKING_CODE}}</b> {{/TRACKING}}{{>SHIPMENT_STATE}}{{#SENT}}<small>{{SENT_AT}}</small>{{/SENT}}</li>{{/SHIPMENT}}</ul>
    </section>{{/SHIPMENTS}}
    <section class="card" aria-labelledby="o4">
      <h2 id="o4">[[What has happened]]</h2>
      <ul class="log">{{#EVENT}}<li>{{KIND}}{{#NOTE}}: {{NOTE_TEXT}}{{/NOTE}} <small>{{AT}}{{#BY_STAFF}}, [[by the shop]]{{/BY_STAFF}}</small></li>{{/EVENT}}</ul>
    </section>
  </div>
  <div>
    <section class="card" aria-labelledby="p1">
      <h2 id="p1">[[Customer]]</h2>
      <address class="post">{{CUSTOMER}}{{#STREET}}<br>{{STREET_TEXT}}{{/STREET}}{{#CITY}}<br>{{POSTAL}} {{CITY_TEXT}}{{/CITY}}<br>{{COUNTRY}}</address>
      <p><a href="mailto:{{EMAIL}}">{{EMAIL}}</a>{{#PHONE}}<br><a href="tel:{{TEL}}">{{PHONE_TEXT}}</a>{{/PHONE}}</p>
      <p><a class="link small" href="/admin/customers/{{ORDER_ID}}">[[All orders of this customer]]</a></p>
    </section>
    {{#MESSAGE}}<section class="card" aria-labelledby="p2"><h2 id="p2">[[Message of the customer]]</h2><p class="told">{{MESSAGE_TEXT:pre_escape}}</p></section>{{/MESSAGE}}
    <section class="card" aria-labelledby="p3">
      <h2 id="p3">[[Order]]</h2>
      <dl class="pair">
        <dt>[[Placed]]</dt><dd>{{PLACED}}</dd>
        <dt>[[Payment]]</dt><dd>{{PAYMENT}}</dd>
        {{#REF}}<dt>[[Reference]]</dt><dd>{{REFERENCE}}</dd>{{/REF}}
        {{#PAID_ON}}<dt>[[Paid on]]</dt><dd>{{PAID_AT}}</dd>{{/PAID_ON}}
        {{#DUE}}<dt>[[Cancelled if unpaid on]]</dt><dd>{{DUE_AT}}</dd>{{/DUE}}
        <dt>[[Language]]</dt><dd>{{LOCALE}}</dd>
      </dl>
    </section>
    <section class="card" aria-labelledby="p4"><h2 id="p4">[[Changes]]</h2>{{>LOG}}</section>
  </div>
</div>
