{{%AUTOESCAPE context="HTML"}}
{{#ASIDE}}<div class="listing">
{{FACETS:none}}{{/ASIDE}}<section aria-labelledby="found">
  <div class="bar">
    <h2 class="vh" id="found">[[Products]]</h2>
    {{#CHOSEN}}{{CHIPS:none}}{{/CHOSEN}}
    <p class="quiet small">{{COUNT}}</p>
    {{#SORTS}}
    <details class="sort">
      <summary><span class="quiet">[[Sort]]</span> <b>{{NOW}}</b> <svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="m7 10 5 5 5-5"/></svg></summary>
      <ul>
        {{#SORT}}<li><a href="{{URL}}" rel="nofollow"{{#ON}} aria-current="true"{{/ON}}>{{LABEL}}</a></li>
        {{/SORT}}
      </ul>
    </details>
    {{/SORTS}}
  </div>
  {{#NONE}}<p>[[Nothing here just now. Have a look at the other shelves.]]</p>{{/NONE}}
  {{#NO_MATCH}}<p>[[Nothing has all of this at once. Take a filter away to see more.]]</p>{{/NO_MATCH}}
  {{#YOURS}}<p class="order">[[Ordered for you.]] <a href="{{OTHER}}" rel="nofollow">[[Shop’s order]]</a> · <a href="{{P}}/search/how#you">[[How it works]]</a>{{#KEEP}} · <button class="link" form="add" formaction="{{P}}/account/profile" name="list_order" value="you">[[Always order for me]]</button>{{/KEEP}}</p>{{/YOURS}}
  {{#OURS}}<p class="order">[[In the shop’s order.]] <a href="{{OTHER}}" rel="nofollow">[[For you]]</a>{{#KEEP}} · <button class="link" form="add" formaction="{{P}}/account/profile" name="list_order" value="shop">[[Always the shop’s order]]</button>{{/KEEP}}</p>{{/OURS}}
  <ul class="grid"><!-- live cards -->{{CARDS:none}}<!-- /live --></ul>
  {{#PAGER}}
  <nav class="pages" aria-label="[[Pages]]">
    <ul>
      {{#PREV}}<li><a href="{{URL}}" rel="{{HOW}}prev">[[Previous]]</a></li>{{/PREV}}
      {{#PAGE}}<li><a href="{{URL}}"{{#FILTERED}} rel="nofollow"{{/FILTERED}}{{#ON}} aria-current="page"{{/ON}}><span class="vh">[[Page]] </span>{{N}}</a></li>
      {{/PAGE}}
      {{#NEXT}}<li><a href="{{URL}}" rel="{{HOW}}next">[[Next]]</a></li>{{/NEXT}}
    </ul>
  </nav>
  {{/PAGER}}
  {{#RANKED}}<p class="ranked">{{TEXT}} [[Nobody pays for a place.]]</p>{{/RANKED}}
</section>{{#END}}</div>{{/END}}
