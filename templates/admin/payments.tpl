{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Payments]]</h1></div>
<p><a class="link" href="/admin/settings">[[Settings]]</a></p>
{{>ERRORS}}
<form class="narrow" method="post" action="{{ACTION}}" autocomplete="off" data-watch>
  <input type="hidden" name="token" value="{{TOKEN}}">
  <button class="vh" tabindex="-1" aria-hidden="true">[[Save]]</button>
  {{#WAY}}<section class="card way" aria-labelledby="way-{{WAY_CODE}}"><details class="fold"{{#OPEN}} open{{/OPEN}}>
    <summary><h2 id="way-{{WAY_CODE}}">{{NAME}}</h2>{{#THROUGH}}<span class="quiet small">{{COMPANY}}</span>{{/THROUGH}}{{#PILL}}{{#ON}}<span class="pill good">{{TEXT}}</span>{{/ON}}{{#OFF}}<span class="pill">{{TEXT}}</span>{{/OFF}}{{#LACKS}}<span class="pill warm">{{TEXT}}</span>{{/LACKS}}{{/PILL}}</summary>
    {{#STATE}}<p class="quiet">{{TEXT}}</p>{{/STATE}}
    {{#HOOK}}<p class="quiet">[[Enter this address as a webhook at Stripe:]] <code>{{URL}}</code></p>{{/HOOK}}
    <div class="fields">{{#PART}}{{>FIELD}}{{/PART}}
      {{#SECRET}}<p class="field"><label for="{{CODE}}">{{LABEL}}</label><input id="{{CODE}}" name="{{CODE}}" type="password" value="" maxlength="200" autocomplete="off" spellcheck="false" aria-describedby="{{CODE}}-h">{{#WRONG}}<span class="err">{{TEXT}}</span>{{/WRONG}}<span class="quiet small" id="{{CODE}}-h">{{HINT}}</span></p>
      {{/SECRET}}
      <details class="fold"{{#WORDS_OPEN}} open{{/WORDS_OPEN}}><summary>[[Own words]]</summary><div class="fields">{{#LOCAL}}<fieldset class="group"><legend>{{LEGEND}}</legend><div class="fields">{{>FIELD}}</div></fieldset>{{/LOCAL}}</div></details>
    </div>
    {{#TEST}}<p class="after"><button class="btn ghost" name="test" value="{{CODE}}">[[Test the connection]]</button> <span class="quiet small">[[Saves first.]]</span></p>{{/TEST}}
  </details></section>
  {{/WAY}}
  <div class="savebar"><p data-clean="" data-dirty="[[Changes are not saved yet]]"></p><a class="btn ghost" href="{{ACTION}}">[[Discard]]</a><button class="btn">[[Save]]</button></div>
</form>
