{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Products]]</h1><a class="btn" href="/admin/products/new" data-new>[[Add product]]</a></div>
{{#UNDO}}<form class="toast" method="post" action="/admin/products/bulk"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="was" value="{{UNDO_WAS}}"><span role="status">{{UNDO_TEXT}}</span> <button class="link" name="do" value="undo">[[Undo]]</button></form>{{/UNDO}}
{{#KEPT}}<div class="note warm" role="status"><p><b>[[Not ready to sell, and left as they were:]]</b></p><ul>{{#KEPT_ROW}}<li><a href="/admin/products/{{ID}}">{{NAME}}</a></li>{{/KEPT_ROW}}</ul></div>{{/KEPT}}
<form class="seek" role="search" action="/admin/products">
  <div class="find"><svg class="i" aria-hidden="true"><use href="#i-search"/></svg><label class="vh" for="q">[[Find a product]]</label><input id="q" name="q" type="search" value="{{FIND}}" placeholder="[[Name, SKU, GTIN]]"></div>
  <label class="vh" for="category">[[Category]]</label><select id="category" name="category"><option value="">[[Any category]]</option>{{#CATEGORY}}<option value="{{ID}}"{{#ON}} selected{{/ON}}>{{NAME}}</option>{{/CATEGORY}}</select>
  <label class="vh" for="brand">[[Brand]]</label><select id="brand" name="brand"><option value="">[[Any brand]]</option>{{#BRAND}}<option value="{{ID}}"{{#ON}} selected{{/ON}}>{{NAME}}</option>{{/BRAND}}</select>
  <input type="hidden" name="show" value="{{SHOW}}"><input type="hidden" name="sort" value="{{SORT}}"><input type="hidden" name="dir" value="{{DIR}}">
  <button class="btn ghost">[[Show]]</button>{{#FILTERED}} <a class="link" href="{{ALL_HREF}}">[[Clear]]</a>{{/FILTERED}}
</form>
<nav class="chips" aria-label="[[Filters]]">
  {{#CHIP}}<a class="chip" href="{{HREF}}"{{#ON}} aria-current="true"{{/ON}}>{{NAME}} <span class="quiet small">{{COUNT}}</span></a>
  {{/CHIP}}
</nav>
{{#LIST}}
<form class="card sheet" method="post" action="/admin/products/bulk">
  <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="show" value="{{SHOW}}"><input type="hidden" name="q" value="{{FIND}}"><input type="hidden" name="category" value="{{CATEGORY_NOW}}"><input type="hidden" name="brand" value="{{BRAND_NOW}}"><input type="hidden" name="sort" value="{{SORT}}"><input type="hidden" name="dir" value="{{DIR}}">
  <div class="scroll" role="region" aria-label="[[Products]]" tabindex="0">
    <table>
      <thead><tr><td><span class="vh">[[Choose]]</span></td><td class="lo"><span class="vh">[[Picture]]</span></td>{{#BY_NAME}}<th scope="col"{{#SORTED}} aria-sort="{{DIRECTION}}"{{/SORTED}}><a href="{{HREF}}">[[Product]]</a></th>{{/BY_NAME}}<th scope="col" class="lo">[[State]]</th><th scope="col" class="r lo">[[Variants]]</th>{{#BY_STOCK}}<th scope="col" class="r"{{#SORTED}} aria-sort="{{DIRECTION}}"{{/SORTED}}><a href="{{HREF}}">[[In stock]]</a></th>{{/BY_STOCK}}{{#BY_PRICE}}<th scope="col" class="r"{{#SORTED}} aria-sort="{{DIRECTION}}"{{/SORTED}}><a href="{{HREF}}">[[Price]]</a></th>{{/BY_PRICE}}</tr></thead>
      <tbody>
        {{#ROW}}<tr><td><label class="tick"><input type="checkbox" name="row" value="{{ID}}"><span class="vh">[[Choose {{NAME}}]]</span></label></td><td class="shot lo">{{#PICTURE}}<img src="{{SRC}}" width="40" height="50" alt="" loading="lazy">{{/PICTURE}}{{#NO_PICTURE}}<span class="blank" aria-hidden="true"></span>{{/NO_PICTURE}}</td>
          <th scope="row"><a href="/admin/products/{{ID}}">{{NAME}}</a><div class="quiet small">{{SKU}}</div>{{#NOT_READY}}<span class="pill warm">[[not ready]]</span>{{/NOT_READY}}{{>NARROW_STATE}}</th>
          <td class="lo">{{>STATE}}</td><td class="r lo">{{VARIANTS}}</td>
          <td class="r">{{#COUNTED}}{{#FEW}}<span class="warm">{{STOCK}}</span>{{/FEW}}{{#MANY}}{{STOCK}}{{/MANY}}{{/COUNTED}}{{#UNCOUNTED}}<span class="quiet">–</span>{{/UNCOUNTED}}</td>
          <td class="r">{{#PRICED}}{{PRICE}}{{#UP_TO}}<span class="quiet upto"> – {{HIGH}}</span>{{/UP_TO}}{{/PRICED}}{{#UNPRICED}}<span class="warm">[[no price]]</span>{{/UNPRICED}}</td></tr>
        {{/ROW}}
      </tbody>
    </table>
  </div>
  <div class="bulk"><b>[[Chosen]]</b> <button class="btn" name="do" value="active">[[Put on sale]]</button> <button class="btn ghost" name="do" value="draft">[[Hide]]</button> <button class="btn ghost" name="do" value="archived">[[Archive]]</button></div>
</form>
{{>PAGER}}
{{/LIST}}
{{#EMPTY}}
<section class="card empty">
  {{#NO_PRODUCTS}}<h2>[[No products yet]]</h2>
  <p>[[Add the first one: a name, a price and a picture are enough to begin. Have many already?]] <a href="/admin/import">[[Import them from a file]]</a></p>
  <p><a class="btn" href="/admin/products/new">[[Add the first product]]</a></p>{{/NO_PRODUCTS}}
  {{#NO_MATCH}}<h2>[[Nothing here]]</h2>
  <p>[[No product fits this search or filter.]]</p>
  <p><a class="btn ghost" href="/admin/products">[[All products]]</a></p>{{/NO_MATCH}}
</section>
{{/EMPTY}}
