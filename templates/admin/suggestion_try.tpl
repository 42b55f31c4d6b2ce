{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Suggestions]]</h1></div>
<nav class="chips" aria-label="[[Pages of suggestions]]">
  {{#TAB}}<a class="chip" href="{{HREF}}"{{#ON}} aria-current="page"{{/ON}}>{{NAME}}</a>
  {{/TAB}}
</nav>
<div class="cols half">
  <form class="card" action="/admin/suggestions/try">
    <h2>[[Beside a product]]</h2>
    <p class="field"><label for="product">[[Product]]</label><input id="product" name="product" type="text" value="{{PRODUCT}}" autocomplete="off"{{#PRODUCT_ERR}} aria-invalid="true"{{/PRODUCT_ERR}} aria-describedby="product-h product-e"><span class="hint" id="product-h">[[Its SKU or its name.]]</span><span class="err" id="product-e">{{#PRODUCT_ERR}}{{PRODUCT_MSG}}{{/PRODUCT_ERR}}</span></p>
    <p><button class="btn">[[Show]]</button></p>
  </form>
  <form class="card" method="post" action="/admin/suggestions/try">
    <h2>[[To a customer]]</h2>
    <input type="hidden" name="token" value="{{TOKEN}}">
    <p class="field"><label for="customer">[[Email, or number of an order]]</label><input id="customer" name="customer" type="text" value="{{CUSTOMER}}" autocomplete="off"{{#CUSTOMER_ERR}} aria-invalid="true"{{/CUSTOMER_ERR}} aria-describedby="customer-h customer-e"><span class="hint" id="customer-h">[[Look only when you have a reason, such as a question of theirs: it is written down who looked at whom.]]</span><span class="err" id="customer-e">{{#CUSTOMER_ERR}}{{CUSTOMER_MSG}}{{/CUSTOMER_ERR}}</span></p>
    <p><button class="btn">[[Look]]</button></p>
  </form>
</div>
{{#FOUND}}<h2>{{OF}}</h2>
{{#NOT_PERSONAL}}<div class="note"><p>[[They have switched suggestions off.]]</p></div>{{/NOT_PERSONAL}}{{#IS_HELD}}<div class="note"><p>[[They are held out: they see what everybody sees instead of this.]]</p></div>{{/IS_HELD}}
{{#NO_HISTORY}}<p class="quiet small">[[Their orders are not used: they objected.]]</p>{{/NO_HISTORY}}{{#NO_BROWSING}}<p class="quiet small">[[What they look at is not used: they have not accepted it.]]</p>{{/NO_BROWSING}}
<div class="cols half">{{#SHELF}}<section class="card" aria-labelledby="on-{{SHELF_CODE}}">
  <h3 id="on-{{SHELF_CODE}}">{{SHELF_NAME}}</h3>
  {{#LIST}}<p class="quiet small">{{SENTENCE}}</p>
  <ol class="told-list">{{#ROW}}<li><a href="/admin/products/{{ID}}">{{NAME}}</a>{{#PICKED}} <span class="pill">[[your pick]]</span>{{/PICKED}}</li>
  {{/ROW}}</ol>
  <ul class="plain small quiet">{{#WHY}}<li>{{WHY_TEXT}}</li>{{/WHY}}</ul>{{/LIST}}
  {{#NOTHING}}<p class="quiet">[[Nothing: this shelf would not be there.]]</p>{{/NOTHING}}
  {{#IS_OFF}}<p class="quiet">[[You have turned this shelf off.]]</p>{{/IS_OFF}}
</section>
{{/SHELF}}</div>{{/FOUND}}
