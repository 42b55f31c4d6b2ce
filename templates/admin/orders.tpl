{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Orders]]</h1>
  <form class="find" role="search" action="/admin/orders"><svg class="i" aria-hidden="true"><use href="#i-search"/></svg><label class="vh" for="q">[[Find an order]]</label><input id="q" name="q" type="search" value="{{FIND}}" placeholder="[[Number, name, e-mail, reference]]"></form>
</div>
<nav class="chips" aria-label="[[Filters]]">
  {{#CHIP}}<a class="chip" href="{{HREF}}"{{#ON}} aria-current="true"{{/ON}}>{{NAME}} <span class="quiet small">{{COUNT}}</span></a>
  {{/CHIP}}
</nav>
{{#LIST}}
<form class="card sheet" method="post" action="/admin/orders">
  <input type="hidden" name="token" value="{{TOKEN}}">
  <div class="scroll" role="region" aria-label="[[Orders]]" tabindex="0">
    <table>
      <thead><tr><td><span class="vh">[[Choose]]</span></td><th scope="col" aria-sort="descending">[[Order]]</th><th scope="col">[[Customer]]</th><th scope="col" class="xl">[[What]]</th><th scope="col" class="xl">[[Delivery]]</th><th scope="col" class="lo">[[Payment]]</th><th scope="col" class="lo">[[Status]]</th><th scope="col" class="r">[[Total]]</th></tr></thead>
      <tbody>
        {{#ROW}}<tr>
          <td><label class="tick"><input type="checkbox" name="order" value="{{NUMBER}}"><span class="vh">[[Choose order {{NUMBER}}]]</span></label></td>
          <th scope="row"><a href="/admin/orders/{{NUMBER}}">{{NUMBER}}</a><div class="quiet small nw">{{PLACED}}</div></th>
          <td>{{CUSTOMER}}<div class="quiet small">{{CITY}}</div>{{>NARROW_STATUS}}</td>
          <td class="xl">{{WHAT}}</td>
          <td class="xl">{{DELIVERY}}</td>
          <td class="lo">{{>PAYMENT}}</td>
          <td class="lo">{{>STATUS}}{{#WITHDRAWN}} <span class="pill warm">[[Withdrawn]]</span>{{/WITHDRAWN}}</td>
          <td class="r">{{SUM}}</td>
        </tr>
        {{/ROW}}
      </tbody>
    </table>
  </div>
  <div class="bulk"><b>[[Chosen orders]]</b> <button class="btn" name="do" value="ship">[[Mark as shipped]]</button> <button class="btn ghost" name="do" value="slips">[[Packing slips]]</button> <button class="btn ghost" name="do" value="slips_pdf">[[Packing slips (PDF)]]</button> <button class="btn ghost" name="do" value="pick">[[Pick list (PDF)]]</button></div>
</form>
{{>PAGER}}
{{/LIST}}
{{#EMPTY}}
<section class="card empty">
  {{#NO_ORDERS}}<h2>[[No orders yet]]</h2>
  <p>[[Orders come here as soon as somebody buys. Place one yourself to see how it looks.]]</p>
  <p><a class="btn" href="/">[[To the shop]]</a></p>{{/NO_ORDERS}}
  {{#NO_MATCH}}<h2>[[Nothing here]]</h2>
  <p>[[No order fits this search or filter.]]</p>
  <p><a class="btn ghost" href="/admin/orders">[[All orders]]</a></p>{{/NO_MATCH}}
</section>
{{/EMPTY}}
