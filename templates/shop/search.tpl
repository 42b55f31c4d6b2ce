{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top">
    <h1>{{#ASKED}}[[Results for “{{QUERY}}”]]{{/ASKED}}{{#EMPTY}}[[Search]]{{/EMPTY}}</h1>
    {{#EMPTY}}<p>[[Write what you are looking for in the field above: a name, a colour, a product number.]]</p>{{/EMPTY}}
    {{#NOTHING}}<p>[[Nothing found. Try fewer or other words, or look around:]]</p>
    <ul class="subs" aria-label="[[Categories]]">
      {{#CAT}}<li><a class="chip" href="{{P}}{{PATH}}">{{NAME}} <span class="quiet small">{{N}}</span></a></li>
      {{/CAT}}
    </ul>{{/NOTHING}}
  </div>
  {{LIST:none}}
</div>
