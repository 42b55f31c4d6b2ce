{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top">
    <h1>[[Reviews]]</h1>
    <p><a class="link" href="{{BACK}}">{{NAME}}</a></p>
  </div>
  {{#NONE}}<p>[[Nobody has reviewed it yet.]]</p>
  <p class="small quiet">[[Only people who bought it here can review. We check each against an order, publish good and bad alike, and pay for none.]]</p>{{/NONE}}
  {{#SOME}}<div class="marks">
    {{>MARKS}}
    <div>
      <form class="sieve" action="{{ACTION}}">
        <p class="field"><label for="sort">[[Sort]]</label><select id="sort" name="sort">{{#SORT}}<option value="{{VALUE}}"{{#ON}} selected{{/ON}}>{{LABEL}}</option>{{/SORT}}</select></p>
        <p class="field"><label for="stars">[[Stars]]</label><select id="stars" name="stars"><option value="">[[All]]</option>{{#STARS_OF}}<option value="{{VALUE}}"{{#ON}} selected{{/ON}}>{{LABEL}}</option>{{/STARS_OF}}</select></p>
        {{#VARIANTS}}<p class="field"><label for="variant">[[Which one]]</label><select id="variant" name="variant"><option value="">[[All]]</option>{{#VARIANT}}<option value="{{VALUE}}"{{#ON}} selected{{/ON}}>{{LABEL}}</option>{{/VARIANT}}</select></p>{{/VARIANTS}}
        {{#LANGUAGES}}<p class="field"><label for="lang">[[Language]]</label><select id="lang" name="lang"><option value="">[[All]]</option>{{#LANGUAGE}}<option value="{{VALUE}}" lang="{{VALUE}}"{{#ON}} selected{{/ON}}>{{LABEL}}</option>{{/LANGUAGE}}</select></p>{{/LANGUAGES}}
        <p><button class="btn ghost">[[Show]]</button></p>
      </form>
      {{#FOUND}}<p class="quiet small">{{TEXT}}</p>{{/FOUND}}
      {{#NO_MATCH}}<p>[[No review is like that.]] <a class="link" href="{{ACTION}}">[[All reviews]]</a></p>{{/NO_MATCH}}
      <ul>{{#ONE}}{{>SAID}}{{/ONE}}</ul>
      {{>PAGES}}
    </div>
  </div>{{/SOME}}
</div>
