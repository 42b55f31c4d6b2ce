{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>{{HEADING}}</h1></div>
{{>ERRORS}}
<div class="cols wide">
  <div>
    <section class="card" aria-labelledby="m1"><h2 id="m1">[[What it shows, in words]]</h2>
      <form method="post" action="/admin/media/{{ID}}"><input type="hidden" name="token" value="{{TOKEN}}">
        <div class="fields">{{>ALT}}<p><button class="btn" name="do" value="save">[[Save]]</button></p></div></form>
    </section>
    <section class="card" aria-labelledby="m2"><h2 id="m2">[[Put another picture in its place]]</h2>
      <p class="quiet small">[[Everywhere at once: every product, category and brand that shows this one shows the other. The words stay unless the other has its own.]]</p>
      <form method="post" action="/admin/media/{{ID}}/replace" enctype="multipart/form-data"><input type="hidden" name="token" value="{{TOKEN}}">
        <div class="fields"><p class="field"><label for="picture">[[The other picture]]</label><input type="file" id="picture" name="picture" accept="image/*"{{#NO_FILE}} aria-invalid="true" aria-describedby="picture-e"{{/NO_FILE}}>{{#NO_FILE}}<span class="err" id="picture-e">[[Choose a picture.]]</span>{{/NO_FILE}}</p><p><button class="btn ghost">[[Replace]]</button></p></div></form>
    </section>
  </div>
  <div>
    <section class="card" aria-labelledby="m3"><h2 id="m3">[[Picture]]</h2>
      {{#PICTURE}}<img src="{{SRC}}" width="320" height="400" alt="{{SAYS}}"><p class="quiet small">[[{{WIDTH}} × {{HEIGHT}} pixels]]</p>{{/PICTURE}}{{#PREPARING}}<p class="drop small">[[being prepared]]</p>{{/PREPARING}}{{#FAILED}}<p class="warm">[[could not be used]]: {{PROBLEM}}</p>{{/FAILED}}</section>
    <section class="card" aria-labelledby="m4"><h2 id="m4">[[Where it is used]]</h2>{{#USES}}<ul class="log">{{#USE}}<li>{{KIND}}: <a href="{{HREF}}">{{NAME}}</a></li>{{/USE}}</ul>{{/USES}}{{#NOWHERE}}<p class="quiet">[[Nowhere.]]</p>{{/NOWHERE}}</section>
    <section class="card" aria-labelledby="m5"><h2 id="m5">[[Changes]]</h2>{{>LOG}}</section>
  </div>
</div>
