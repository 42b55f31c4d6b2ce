{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Customers]]</h1>
  <form class="find" role="search" action="/admin/customers"><svg class="i" aria-hidden="true"><use href="#i-search"/></svg><label class="vh" for="q">[[Find a customer]]</label><input id="q" name="q" type="search" value="{{FIND}}" placeholder="[[Name, e-mail, city, company]]"></form>
</div>
{{#LIST}}
<div class="card sheet">
  <div class="scroll" role="region" aria-label="[[Customers]]" tabindex="0">
    <table>
      <thead><tr><th scope="col">[[Customer]]</th><th scope="col" class="lo">[[Email]]</th><th scope="col" class="lo">[[City]]</th><th scope="col" class="lo">[[Account]]</th><th scope="col" class="r wr">[[Orders]]</th><th scope="col" class="lo" aria-sort="descending">[[Last order]]</th><th scope="col" class="r wr">[[Bought for]]</th></tr></thead>
      <tbody>
        {{#ROW}}<tr><th scope="row"><a href="{{PATH}}">{{NAME}}</a><div class="quiet small hi any">{{EMAIL}}</div></th><td class="lo">{{EMAIL}}</td><td class="lo">{{CITY}}</td><td class="lo nw">{{>ACCOUNT}}</td><td class="r">{{ORDERS}}</td><td class="lo nw">{{LAST}}</td><td class="r">{{SPENT}}</td></tr>
        {{/ROW}}
      </tbody>
    </table>
  </div>
</div>
{{>PAGER}}
{{/LIST}}
{{#EMPTY}}
<section class="card empty">
  {{#NO_CUSTOMERS}}<h2>[[No customers yet]]</h2><p>[[Everybody who orders or has an account is listed here.]]</p>{{/NO_CUSTOMERS}}
  {{#NO_MATCH}}<h2>[[Nobody found]]</h2><p><a class="btn ghost" href="/admin/customers">[[All customers]]</a></p>{{/NO_MATCH}}
</section>
{{/EMPTY}}
