{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Wanted]]</h1></div>
<p class="quiet">[[What customers have put on their lists and wait for: numbers alone, never who. A good list to order by.]]</p>
<nav class="chips" aria-label="[[Filters]]">
  <a class="chip" href="/admin/wanted"{{#AT_AWAITED}} aria-current="true"{{/AT_AWAITED}}>[[Most awaited]]</a>
  <a class="chip" href="/admin/wanted?show=wished"{{#AT_WISHED}} aria-current="true"{{/AT_WISHED}}>[[On most lists]]</a>
</nav>
{{#LIST}}
<div class="card sheet">
  <div class="scroll" role="region" aria-label="[[Wanted]]" tabindex="0">
    <table>
      <thead><tr><th scope="col">[[Product]]</th><th scope="col" class="lo">[[SKU]]</th><th scope="col" class="r wr">[[Wait for it]]</th><th scope="col" class="r wr">[[Wait for a lower price]]</th><th scope="col" class="r wr">[[On lists]]</th><th scope="col" class="r wr">[[In stock]]</th></tr></thead>
      <tbody>
        {{#ROW}}<tr><th scope="row"><a href="{{HREF}}">{{NAME}}</a>{{#OPTIONS}}<div class="quiet small">{{TEXT}}</div>{{/OPTIONS}}</th><td class="lo nw">{{SKU}}</td><td class="r">{{WAIT}}</td><td class="r">{{CHEAPER}}</td><td class="r">{{LISTS}}</td><td class="r nw">{{#STOCK}}{{N}}{{/STOCK}}{{#OUT}}<span class="pill warm">[[sold out]]</span>{{/OUT}}{{#UNCOUNTED}}<span class="quiet">[[not counted]]</span>{{/UNCOUNTED}}{{#OFF_SALE}}<span class="quiet">[[not on sale]]</span>{{/OFF_SALE}}</td></tr>
        {{/ROW}}
      </tbody>
    </table>
  </div>
</div>
{{>PAGER}}
{{/LIST}}
{{#EMPTY}}
<section class="card empty">
  <h2>[[Nobody waits for anything]]</h2><p>[[What customers save to their lists, and what they want to be told of, stands here.]]</p>
</section>
{{/EMPTY}}
