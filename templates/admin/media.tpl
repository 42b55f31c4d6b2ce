{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Pictures]]</h1>
  <form class="find" role="search" action="/admin/media"><svg class="i" aria-hidden="true"><use href="#i-search"/></svg><label class="vh" for="q">[[Find a picture]]</label><input id="q" name="q" type="search" value="{{FIND}}" placeholder="[[Its words, or a product]]"><input type="hidden" name="show" value="{{SHOW}}"></form>
</div>
<p class="quiet">[[Say in one short sentence what each picture shows, for those who cannot see it and for search engines. What a language leaves empty is said in the shop’s first language.]]</p>
<nav class="chips" aria-label="[[Filters]]">
  {{#CHIP}}<a class="chip" href="{{HREF}}"{{#ON}} aria-current="true"{{/ON}}>{{NAME}} <span class="quiet small">{{COUNT}}</span></a>
  {{/CHIP}}
</nav>
{{>ERRORS}}
{{#LIST}}<form method="post" action="/admin/media" data-watch>
  <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="show" value="{{SHOW}}"><input type="hidden" name="q" value="{{FIND}}"><input type="hidden" name="page" value="{{PAGE}}">
  <div class="card sheet"><div class="scroll" role="region" aria-label="[[Pictures]]" tabindex="0"><table>
    <thead><tr><td><span class="vh">[[Picture]]</span></td><th scope="col" class="lo">[[Used by]]</th><th scope="col">[[What it shows]]</th></tr></thead>
    <tbody>{{#ROW}}<tr><td class="shot"><a href="/admin/media/{{ID}}" aria-label="[[Picture {{ID}}]]: {{PRODUCT}}">{{#PICTURE}}<img src="{{SRC}}" width="40" height="50" alt="" loading="lazy">{{/PICTURE}}{{#BLANK}}<span class="blank" aria-hidden="true"></span>{{/BLANK}}</a></td>
      <td class="lo"><a href="/admin/media/{{ID}}">{{#USED}}{{USED_TEXT}}{{/USED}}{{#UNUSED}}[[nothing]]{{/UNUSED}}</a><div class="quiet small">{{PRODUCT}}</div>{{#SILENT}}<span class="pill warm">[[missing]]</span>{{/SILENT}}{{#FAILED}}<span class="pill warm">[[could not be used]]</span>{{/FAILED}}</td>
      <td><div class="fields">{{#ALT}}<p class="field"><label class="small quiet" for="{{INPUT}}">{{LANG_NAME}}</label><input id="{{INPUT}}" name="{{INPUT}}" type="text" value="{{VALUE}}" lang="{{CODE}}" class="long" autocomplete="off"{{#WRONG}} aria-invalid="true" aria-describedby="{{INPUT}}-e"{{/WRONG}}>{{#WRONG}}<span class="err" id="{{INPUT}}-e">{{MESSAGE}}</span>{{/WRONG}}</p>{{/ALT}}</div></td></tr>
    {{/ROW}}</tbody>
  </table></div></div>
  {{>PAGER}}
  <div class="savebar"><p data-clean="" data-dirty="[[Changes are not saved yet]]"></p><button class="btn" name="do" value="save">[[Save]]</button></div>
</form>{{/LIST}}
{{#EMPTY}}<section class="card empty">{{#NONE}}<h2>[[No pictures yet]]</h2><p>[[They come with products: add one on a product’s page, or import them.]]</p><p><a class="btn" href="/admin/products">[[To the products]]</a></p>{{/NONE}}{{#NO_MATCH}}<h2>[[Nothing here]]</h2><p>[[No picture fits this search or filter.]]</p><p><a class="btn ghost" href="/admin/media">[[All pictures]]</a></p>{{/NO_MATCH}}</section>{{/EMPTY}}
