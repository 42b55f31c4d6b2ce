{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Bookkeeping]]</h1></div>
{{#PROBLEM}}<div class="errors" role="alert" tabindex="-1"><p><a href="#from">{{TEXT}}</a></p></div>{{/PROBLEM}}
<form class="card" action="/admin/books">
  <div class="two">
    <div class="field"><label for="from">[[First day]]</label><input id="from" name="from" type="date" value="{{FROM}}" required></div>
    <div class="field"><label for="to">[[Last day]]</label><input id="to" name="to" type="date" value="{{TO}}" required></div>
  </div>
  <p><button class="btn">[[Show]]</button></p>
</form>
{{#SALES}}<section class="card sheet" aria-labelledby="b0"><header><h2 id="b0">[[Invoices and credit notes]]</h2></header><div class="scroll" role="region" aria-label="[[Sums per VAT rate]]" tabindex="0"><table>
  <thead><tr><th scope="col">[[What]]</th><th scope="col">[[Country]]</th><th scope="col" class="r">[[VAT rate]]</th><th scope="col" class="r lo">[[Without VAT]]</th><th scope="col" class="r">[[VAT]]</th><th scope="col" class="r">[[With VAT]]</th></tr></thead>
  <tbody>{{#ROW}}<tr><th scope="row">{{WHAT}}</th><td>{{COUNTRY}}</td><td class="r">{{RATE}}</td><td class="r lo">{{NET}}</td><td class="r">{{VAT}}</td><td class="r">{{GROSS}}</td></tr>
  {{/ROW}}<tr><th scope="row">[[Together]]</th><td></td><td></td><td class="r lo">{{ALL_NET}}</td><td class="r"><b>{{ALL_VAT}}</b></td><td class="r"><b>{{ALL_GROSS}}</b></td></tr></tbody></table></div></section>{{/SALES}}
{{#MONEY}}<section class="card sheet" aria-labelledby="b1"><header><h2 id="b1">[[Money]]</h2></header><div class="scroll" role="region" aria-label="[[Sums by way]]" tabindex="0"><table>
  <thead><tr><th scope="col">[[What]]</th><th scope="col">[[Way]]</th><th scope="col" class="r">[[Count]]</th><th scope="col" class="r">[[Amount]]</th></tr></thead>
  <tbody>{{#ROW}}<tr><th scope="row">{{WHAT}}</th><td>{{WAY}}</td><td class="r">{{COUNT}}</td><td class="r">{{GROSS}}</td></tr>
  {{/ROW}}</tbody></table></div></section>{{/MONEY}}
{{#NONE}}<section class="card empty"><h2>[[Nothing in these days]]</h2><p>[[No invoice was made and no money came or went.]]</p></section>{{/NONE}}
<section class="card" aria-labelledby="b2">
  <h2 id="b2">[[To take along]]</h2>
  <p class="quiet">[[CSV for your bookkeeper’s program: per day and VAT rate, and every document by itself.]]</p>
  <p><a class="btn ghost" href="/admin/books/books.csv?from={{FROM}}&amp;to={{TO}}">[[Days and rates]]</a> <a class="btn ghost" href="/admin/books/documents.csv?from={{FROM}}&amp;to={{TO}}">[[Documents]]</a></p>
</section>
<section class="card" aria-labelledby="b3">
  <h2 id="b3">[[One Stop Shop]]</h2>
  <p class="quiet">[[Sales to consumers elsewhere in the EU per country and rate, for the quarter’s return. Credits of earlier quarters stand apart as corrections.]]</p>
  <ul>{{#QUARTER}}<li><a class="link" href="/admin/books/oss.csv?quarter={{CODE}}">{{NAME}}</a></li>
  {{/QUARTER}}</ul>
</section>
