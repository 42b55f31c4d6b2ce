{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>{{NAME}}</h1></div>
<div class="cols wide">
  <div>
    <section class="card sheet" aria-labelledby="c1">
      <header><h2 id="c1">[[Orders]]</h2></header>
      <div class="scroll" role="group" aria-labelledby="c1" tabindex="0"><table>
        <thead><tr><th scope="col">[[Order]]</th><th scope="col" class="lo">[[What]]</th><th scope="col">[[Status]]</th><th scope="col" class="r">[[Total]]</th></tr></thead>
        <tbody>{{#ROW}}<tr><th scope="row"><a href="/admin/orders/{{NUMBER}}">{{NUMBER}}</a><div class="quiet small nw">{{PLACED}}</div></th><td class="lo">{{WHAT}}</td><td>{{>STATUS}}</td><td class="r">{{SUM}}</td></tr>
        {{/ROW}}{{#NO_ORDERS}}<tr><td colspan="4" class="quiet">[[No orders yet.]]</td></tr>
        {{/NO_ORDERS}}</tbody>
      </table></div>
    </section>
    {{>PAGER}}
    <section class="card" aria-labelledby="c3"><h2 id="c3">[[What they allowed, and when]]</h2>{{>CONSENTS}}</section>
  </div>
  <div>
    <section class="card" aria-labelledby="c2">
      <h2 id="c2">[[Customer]]</h2>
      <p><a href="mailto:{{EMAIL}}">{{EMAIL}}</a></p>
      <dl class="pair">{{#CITY_KNOWN}}<dt>[[City]]</dt><dd>{{CITY}}</dd>{{/CITY_KNOWN}}<dt>[[Orders]]</dt><dd>{{ORDERS}}</dd><dt>[[Bought for]]</dt><dd>{{SPENT}}</dd></dl>
      {{#GROUP}}<form method="post" action="{{PATH}}/group"><input type="hidden" name="token" value="{{TOKEN}}">
        <p class="field"><label for="group">[[Customer group]]</label><select id="group" name="group"><option value="0">[[None]]</option>{{#CHOICE}}<option value="{{VALUE}}"{{#ON}} selected{{/ON}}>{{LABEL}}</option>{{/CHOICE}}</select></p>
        <p><button class="btn ghost">[[Save]]</button></p></form>{{/GROUP}}
    </section>
    {{#ACCOUNT}}<section class="card" aria-labelledby="c5">
      <h2 id="c5">[[Account]]</h2>
      <dl class="pair">{{#FACT}}<dt>{{LABEL}}</dt><dd>{{VALUE}}</dd>{{/FACT}}</dl>
      {{#CODES}}<details class="fold"><summary>[[Lost the app for one-time codes?]]</summary>
        <p class="quiet small">[[The account asks for a code after the password. Turn that off only when you are sure who is asking: call back, or ask about an order. We tell them by mail.]]</p>
        <form method="post" action="{{PATH}}"><input type="hidden" name="token" value="{{TOKEN}}"><p><button class="btn ghost">[[Turn off one-time codes]]</button></p></form></details>{{/CODES}}
    </section>{{/ACCOUNT}}
    {{#WORTH}}<section class="card" aria-labelledby="c6">
      <h2 id="c6">[[Value]]</h2>
      {{#VALUE}}<dl class="pair">{{#FACT}}<dt>{{LABEL}}</dt><dd>{{VALUE}}</dd>{{/FACT}}</dl>
      <p class="quiet small">[[5 is the best fifth of your customers; of the price level, the dearest.]]</p>{{/VALUE}}
      {{#NO_VALUE}}<p class="quiet">[[Nothing is worked out: they have not ordered, or do not want their orders to be used.]]</p>{{/NO_VALUE}}
    </section>
    <section class="card" aria-labelledby="c7">
      <h2 id="c7">[[Segments]]</h2>
      {{#NO_SEGMENT}}<p class="quiet">[[In none.]]</p>{{/NO_SEGMENT}}
      {{#SEGMENT}}<h3><a href="{{PATH}}">{{NAME}}</a></h3><ul>{{#WHY}}<li>{{TEXT}}</li>{{/WHY}}</ul>{{/SEGMENT}}
    </section>{{/WORTH}}
    <section class="card" aria-labelledby="c4">
      <h2 id="c4">[[Privacy]]</h2>
      <p class="quiet">[[Download or erase what the shop knows of them.]]</p>
      <form method="post" action="/admin/privacy"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="email" value="{{EMAIL}}"><p><button class="btn ghost">[[Look it up]]</button></p></form>
    </section>
  </div>
</div>
