{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Home page]]</h1><a class="btn" href="/admin/home/new" data-new>[[Add section]]</a></div>
<p class="quiet">[[What you put on the home page beside its shelves: for everybody, or for the customers of one segment. The usual large picture and its words are in the settings.]] <a href="/admin/settings/home">[[Settings of the home page]]</a></p>
{{#LIST}}<div class="card sheet"><div class="scroll" role="region" aria-label="[[Sections]]" tabindex="0"><table>
  <thead><tr><th scope="col">[[Title]]</th><th scope="col">[[For whom]]</th><th scope="col" class="lo">[[When]]</th><th scope="col" class="r lo">[[Position]]</th><th scope="col">[[State]]</th></tr></thead>
  <tbody>{{#ROW}}<tr><th scope="row"><a href="{{PATH}}">{{TITLE}}</a><div class="quiet small">{{KIND}}</div></th><td>{{WHOSE}}</td><td class="lo">{{WHEN}}</td><td class="r num lo">{{POSITION}}</td><td><span class="pill{{#LIVE}} good{{/LIVE}}">{{STATE}}</span></td></tr>
  {{/ROW}}</tbody></table></div></div>{{/LIST}}
{{#EMPTY}}<section class="card empty"><h2>[[Nothing added yet]]</h2><p>[[A banner with a picture and a button, a row of a category’s goods, a few words, another large picture: add one, for everybody or for some.]]</p><p><a class="btn" href="/admin/home/new">[[Add section]]</a></p></section>{{/EMPTY}}
<section class="card" aria-labelledby="v1"><h2 id="v1">[[See it as others do]]</h2>
  <nav class="chips" aria-labelledby="v1">{{#PREVIEW}}<a class="chip" href="/admin/home/preview?segment={{ID}}">{{NAME}}</a>
  {{/PREVIEW}}</nav></section>
