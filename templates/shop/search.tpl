{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top">
    <h1>{{#ASKED}}[[Results for “{{QUERY}}”]]{{/ASKED}}{{#EMPTY}}[[Search]]{{/EMPTY}}</h1>
    {{#EMPTY}}<p>[[Write what you are looking for in the field above: a name, a colour, a product number.]]</p>{{/EMPTY}}
    {{#MENDED}}<p>[[Showing results for]] <b>{{WORDS}}</b>. <a href="{{P}}/search?q={{TYPED:url_query_escape}}&amp;exact=1" rel="nofollow">[[Search for “{{TYPED}}” instead]]</a></p>{{/MENDED}}
    {{#SOME}}<p>[[Nothing matches all of your words. These match most of them.]]</p>{{/SOME}}
    {{#NOTHING}}<p>[[We found nothing for that. Check the spelling, or try fewer or more general words.]]</p>
    {{#TALK}}<p>[[Ask us, we may have it:]] {{#PHONE}}<a href="tel:{{TEL}}">{{NUMBER}}</a>{{/PHONE}} {{#MAIL}}<a href="mailto:{{ADDRESS}}">{{ADDRESS}}</a>{{/MAIL}}</p>{{/TALK}}{{/NOTHING}}
    {{#LOOK}}<ul class="subs" aria-label="[[Categories]]">
      {{#CAT}}<li><a class="chip" href="{{P}}{{PATH}}">{{NAME}} <span class="quiet small">{{N}}</span></a></li>
      {{/CAT}}
    </ul>{{/LOOK}}
  </div>
  {{LIST:none}}
  {{#BEST}}<section class="shelf" aria-labelledby="best"><header><h2 id="best">[[Most bought]]</h2></header>
    <ul class="rail">{{CARDS:none}}</ul></section>{{/BEST}}
  {{#HOW}}<p class="ranked">{{#CUT}}[[Only the most bought of very many are shown: a further word narrows them down.]] {{/CUT}}<a href="{{P}}/search/how">[[How results are ordered]]</a></p>{{/HOW}}
</div>
