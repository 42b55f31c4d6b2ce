{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Settings]]</h1></div>
<nav class="chips" aria-label="[[Parts of the settings]]">
  {{#CHIP}}<a class="chip" href="{{HREF}}"{{#ON}} aria-current="true"{{/ON}}>{{NAME}}</a>
  {{/CHIP}}
</nav>
{{>ERRORS}}
<form class="narrow" method="post" action="{{ACTION}}"{{#UPLOAD}} enctype="multipart/form-data"{{/UPLOAD}} data-watch>
  <input type="hidden" name="token" value="{{TOKEN}}">
  {{#UPLOAD}}<button class="vh" name="do" value="save" tabindex="-1" aria-hidden="true">[[Save]]</button>{{/UPLOAD}}
  <section class="card" aria-labelledby="s1">
    <h2 id="s1">{{HEADING}}</h2>
    <p class="quiet">{{INTRO}}</p>
    <div class="fields">{{#PART}}{{>FIELD}}{{#LOCAL}}<fieldset class="group"><legend>{{LEGEND}}</legend><div class="fields">{{>FIELD}}</div></fieldset>{{/LOCAL}}{{/PART}}</div>
  </section>
  {{>HOME_PICTURE}}
  <div class="savebar"><p data-clean="" data-dirty="[[Changes are not saved yet]]"></p><a class="btn ghost" href="{{ACTION}}">[[Discard]]</a><button class="btn">[[Save]]</button></div>
</form>
