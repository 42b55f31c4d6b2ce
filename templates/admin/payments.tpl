{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Payments]]</h1></div>
<p><a class="link" href="/admin/settings">[[Settings]]</a></p>
{{>ERRORS}}
<form class="narrow" method="post" action="{{ACTION}}" autocomplete="off" data-watch>
  <input type="hidden" name="token" value="{{TOKEN}}">
  <button class="vh" tabindex="-1" aria-hidden="true">[[Save]]</button>
  {{#WAY}}<section class="card" aria-labelledby="way-{{WAY_CODE}}">
    <h2 id="way-{{WAY_CODE}}">{{NAME}}</h2>
    {{#STATE}}<p class="quiet">{{TEXT}}</p>{{/STATE}}
    {{#HOOK}}<p class="quiet">[[Enter this address as a webhook at Stripe:]] <code>{{URL}}</code></p>{{/HOOK}}
    <div class="fields">{{#PART}}{{>FIELD}}{{#LOCAL}}<fieldset class="group"><legend>{{LEGEND}}</legend><div class="fields">{{>FIELD}}</div></fieldset>{{/LOCAL}}{{/PART}}
      {{#SECRET}}<p class="field"><label for="{{CODE}}">{{LABEL}}</label><input id="{{CODE}}" name="{{CODE}}" type="password" value="" maxlength="200" autocomplete="off" spellcheck="false" aria-describedby="{{CODE}}-h">{{#WRONG}}<span class="err">{{TEXT}}</span>{{/WRONG}}<span class="quiet small" id="{{CODE}}-h">{{HINT}}</span></p>
      {{/SECRET}}
    </div>
    {{#TEST}}<p class="after"><button class="btn ghost" name="test" value="{{CODE}}">[[Test the connection]]</button> <span class="quiet small">[[Saves first.]]</span></p>{{/TEST}}
  </section>
  {{/WAY}}
  <div class="savebar"><p data-clean="" data-dirty="[[Changes are not saved yet]]"></p><a class="btn ghost" href="{{ACTION}}">[[Discard]]</a><button class="btn">[[Save]]</button></div>
</form>
