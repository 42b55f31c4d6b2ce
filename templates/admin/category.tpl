{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>{{HEADING}}</h1>{{#PUBLIC}}<a class="btn ghost" href="{{SHOP_HREF}}">[[See in the shop]]</a>{{/PUBLIC}}</div>
{{>ERRORS}}
<form method="post" action="{{ACTION}}" enctype="multipart/form-data" data-watch>
  <input type="hidden" name="token" value="{{TOKEN}}">
  <div class="cols wide">
    <div>
      <section class="card" aria-labelledby="a1"><h2 id="a1">[[Name and text]]</h2>
        {{#LANG}}<details class="fold"{{#OPEN}} open{{/OPEN}}><summary>{{LANG_NAME}}{{#MISSING}} <span class="pill warm">[[missing]]</span>{{/MISSING}}</summary><div class="fields">{{>WORDS}}</div></details>{{/LANG}}
      </section>
    </div>
    <div>
      <section class="card" aria-labelledby="b1"><h2 id="b1">[[Place]]</h2>
        <div class="fields">
          <p class="field"><label for="parent">[[Below]]</label><select id="parent" name="parent"{{#PARENT_WRONG}} aria-invalid="true" aria-describedby="parent-e"{{/PARENT_WRONG}}><option value="0">[[At the top]]</option>{{#PARENT}}<option value="{{ID}}"{{#SELECTED}} selected{{/SELECTED}}>{{NAME}}</option>{{/PARENT}}</select>{{#PARENT_WRONG}}<span class="err" id="parent-e">{{MESSAGE}}</span>{{/PARENT_WRONG}}</p>
          {{>PLACE}}
        </div>
      </section>
      <section class="card" aria-labelledby="b3"><h2 id="b3">[[Products]]</h2><div class="fields">{{>RULE}}</div></section>
      {{>HOME_PICTURE}}
      {{#KNOWN}}<section class="card" aria-labelledby="b2"><h2 id="b2">[[Changes]]</h2>{{>LOG}}<p><a class="link small" href="{{ACTION}}/archive">[[Archive this category]]</a></p></section>{{/KNOWN}}
    </div>
  </div>
  <div class="savebar"><p data-clean="" data-dirty="[[Changes are not saved yet]]"></p><a class="btn ghost" href="/admin/categories">[[Discard]]</a><button class="btn">[[Save]]</button></div>
</form>
