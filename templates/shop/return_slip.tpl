{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top no-print">
    <h1>[[How to send it back]]</h1>
    <p><a class="link" href="{{SELF}}">[[Order {{NUMBER}}]]</a></p>
    {{#HOW}}<p class="lines">{{TEXT}}</p>{{/HOW}}
    <p>[[Print this page and put it into the parcel, or write the number on a piece of paper.]] {{#SHOP_PAYS}}[[We pay for the way back.]]{{/SHOP_PAYS}}{{#BUYER_PAYS}}[[You pay for the way back.]]{{/BUYER_PAYS}}</p>
  </div>
  <section class="slip" aria-labelledby="slip">
    <div><h2 id="slip">[[Return slip]]</h2><p class="code">{{CODE}}</p></div>
    {{#QR}}<svg class="qr" role="img" aria-label="[[QR code with the number]]" viewBox="0 0 {{WIDTH}} {{HEIGHT}}" width="136" height="136" shape-rendering="crispEdges"><path d="{{PATH}}"/></svg>{{/QR}}
    <div><h3>[[Recipient]]</h3><p class="lines">{{ADDRESS:pre_escape}}</p></div>
    {{#LABEL}}<p>[[Return code for the carrier:]] <b>{{TEXT}}</b></p>{{/LABEL}}
    <div><h3>[[Sender]]</h3><p>{{NAME}}, [[order {{NUMBER}}]]</p></div>
    <ul>{{#THING}}<li>{{QTY}} × {{THING_NAME}}{{#OPTIONS}}, {{TEXT}}{{/OPTIONS}}</li>{{/THING}}</ul>
  </section>
  <section class="block no-print" aria-labelledby="sent">
    <h2 id="sent">[[Have you sent it?]]</h2>
    {{#SENT}}<p>[[You told us on {{AT}}.]]</p>{{/SENT}}
    <form class="form narrow" method="post" action="{{SELF}}/case/{{NTH}}/sent"><input type="hidden" name="token" value="{{TOKEN}}">
      <p class="field"><label for="tracking">[[Tracking number]]</label><input id="tracking" name="tracking" value="{{TRACKING}}" maxlength="100" autocomplete="off" required aria-describedby="tracking-h"><span class="hint" id="tracking-h">[[It proves that the things are on their way.]]</span></p>
      <p><button class="btn ghost">[[Tell the shop]]</button></p>
    </form>
  </section>
</div>
