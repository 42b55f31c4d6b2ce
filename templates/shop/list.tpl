{{%AUTOESCAPE context="HTML"}}
<section aria-labelledby="found">
  <div class="bar">
    <h2 class="vh" id="found">[[Products]]</h2>
    <p class="quiet small">{{COUNT}}</p>
    {{#SORTS}}
    <details class="sort">
      <summary><span class="quiet">[[Sort]]</span> <b>{{NOW}}</b> <svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="m7 10 5 5 5-5"/></svg></summary>
      <ul>
        {{#SORT}}<li><a href="{{P}}{{PATH}}?sort={{CODE}}" rel="nofollow"{{#ON}} aria-current="true"{{/ON}}>{{LABEL}}</a></li>
        {{/SORT}}
      </ul>
    </details>
    {{/SORTS}}
  </div>
  {{#NONE}}<p>[[Nothing here just now. Have a look at the other shelves.]]</p>{{/NONE}}
  <ul class="grid">{{CARDS:none}}</ul>
  {{#PAGER}}
  <nav class="pages" aria-label="[[Pages]]">
    <ul>
      {{#PREV}}<li><a href="{{URL}}" rel="prev">[[Previous]]</a></li>{{/PREV}}
      {{#PAGE}}<li><a href="{{URL}}"{{#ON}} aria-current="page"{{/ON}}><span class="vh">[[Page]] </span>{{N}}</a></li>
      {{/PAGE}}
      {{#NEXT}}<li><a href="{{URL}}" rel="next">[[Next]]</a></li>{{/NEXT}}
    </ul>
  </nav>
  {{/PAGER}}
  {{#RANKED}}<p class="ranked">{{TEXT}} [[Nobody pays for a place.]]</p>{{/RANKED}}
</section>
