{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Products]]</h1>
  <form class="find" role="search" action="/admin/products"><svg class="i" aria-hidden="true"><use href="#i-search"/></svg><label class="vh" for="q">[[Find a product]]</label><input id="q" name="q" type="search" value="{{FIND}}" placeholder="[[Name, SKU, GTIN]]"></form>
  <form action="/admin/products/new"><button class="btn">[[Add product]]</button></form>
</div>
{{#UNDO}}<form class="toast" method="post" action="/admin/products/{{UNDO_ID}}/restore"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="was" value="{{UNDO_WAS}}"><span role="status">[[{{UNDO_NAME}} is archived and no longer in the shop.]]</span> <button class="link">[[Undo]]</button></form>{{/UNDO}}
<nav class="chips" aria-label="[[Filters]]">
  {{#CHIP}}<a class="chip" href="{{HREF}}"{{#ON}} aria-current="true"{{/ON}}>{{NAME}} <span class="quiet small">{{COUNT}}</span></a>
  {{/CHIP}}
</nav>
{{#LIST}}
<div class="card sheet">
  <div class="scroll" role="region" aria-label="[[Products]]" tabindex="0">
    <table>
      <thead><tr><td><span class="vh">[[Picture]]</span></td><th scope="col">[[Product]]</th><th scope="col" class="lo">[[State]]</th><th scope="col" class="r lo">[[Variants]]</th><th scope="col" class="r">[[In stock]]</th><th scope="col" class="r">[[Price]]</th></tr></thead>
      <tbody>
        {{#ROW}}<tr><td class="shot">{{#PICTURE}}<img src="{{SRC}}" width="40" height="50" alt="" loading="lazy">{{/PICTURE}}{{#NO_PICTURE}}<span class="blank" aria-hidden="true"></span>{{/NO_PICTURE}}</td>
          <th scope="row"><a href="/admin/products/{{ID}}">{{NAME}}</a><div class="quiet small">{{SKU}}</div>{{#NOT_READY}}<span class="pill warm">[[not ready]]</span>{{/NOT_READY}}{{>NARROW_STATE}}</th>
          <td class="lo">{{>STATE}}</td><td class="r lo">{{VARIANTS}}</td>
          <td class="r">{{#COUNTED}}{{#FEW}}<span class="warm">{{STOCK}}</span>{{/FEW}}{{#MANY}}{{STOCK}}{{/MANY}}{{/COUNTED}}{{#UNCOUNTED}}<span class="quiet">–</span>{{/UNCOUNTED}}</td>
          <td class="r">{{#PRICED}}{{PRICE}}{{#UP_TO}}<span class="quiet"> – {{HIGH}}</span>{{/UP_TO}}{{/PRICED}}{{#UNPRICED}}<span class="warm">[[no price]]</span>{{/UNPRICED}}</td></tr>
        {{/ROW}}
      </tbody>
    </table>
  </div>
</div>
{{>PAGER}}
{{/LIST}}
{{#EMPTY}}
<section class="card empty">
  {{#NO_PRODUCTS}}<h2>[[No products yet]]</h2>
  <p>[[Add the first one: a name, a price and a picture are enough to begin. Have many already?]] <a href="/admin/import">[[Import them from a file]]</a></p>
  <form action="/admin/products/new"><button class="btn ghost">[[Add the first product]]</button></form>{{/NO_PRODUCTS}}
  {{#NO_MATCH}}<h2>[[Nothing here]]</h2>
  <p>[[No product fits this search or filter.]]</p>
  <p><a class="btn ghost" href="/admin/products">[[All products]]</a></p>{{/NO_MATCH}}
</section>
{{/EMPTY}}
