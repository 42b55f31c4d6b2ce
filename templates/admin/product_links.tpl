{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
{{#STALE}}<div class="errors" role="alert"><p><b>[[Somebody saved this product while you were writing]]</b></p><p>[[Nothing of yours is lost: it still stands below. Press Save to store yours over theirs.]]</p></div>{{/STALE}}
{{>ERRORS}}
<form method="post" action="/admin/products/{{ID}}/links" enctype="multipart/form-data" data-watch>
  <input type="hidden" name="token" value="{{TOKEN}}">
  <input type="hidden" name="rev" value="{{REV}}">
  <div class="cols wide">
    <div>
      {{#KIND}}<section class="card" aria-labelledby="k-{{CODE}}"><h2 id="k-{{CODE}}">{{NAME}}</h2>
        <p class="quiet small">{{HINT}}</p>
        {{#LIST}}<table class="tight"><thead><tr><th scope="col">[[Position]]</th><th scope="col">[[Product]]</th><th scope="col">[[Remove]]</th></tr></thead><tbody>
          {{#ROW}}<tr><td><input class="tiny" type="text" inputmode="numeric" name="{{ORDER_NAME}}" value="{{ORDER}}" aria-label="[[Order of {{NAME}}]]" autocomplete="off"></td><th scope="row"><a href="/admin/products/{{TARGET}}">{{NAME}}</a>{{#HIDDEN}} <span class="pill">[[not in the shop]]</span>{{/HIDDEN}}</th><td><label class="tick"><input type="checkbox" name="{{DROP_NAME}}" value="1"{{#DROPPED}} checked{{/DROPPED}}><span class="vh">[[Remove {{NAME}}]]</span></label></td></tr>
          {{/ROW}}</tbody></table>{{/LIST}}
        {{#NONE}}<p class="quiet small">[[None yet.]]</p>{{/NONE}}
        <div class="fields">{{>ADD}}</div>
      </section>{{/KIND}}
    </div>
    <div>
      <section class="card" aria-labelledby="files"><h2 id="files">[[Documents]]</h2>
        <p class="quiet small">[[Manuals, safety data, declarations: PDF files of up to 10 MB that buyers download on the product’s page.]]</p>
        <div class="fields">
        {{#FILE}}<fieldset class="group"><legend>{{NAME}} <span class="quiet small">{{SIZE}}</span></legend>
          {{>FIELDS}}<label class="check"><input type="checkbox" name="{{DROP_NAME}}" value="1"{{#DROPPED}} checked{{/DROPPED}}>[[Remove]]</label></fieldset>{{/FILE}}
          <fieldset class="group"><legend>[[Add a document]]</legend>
            <p class="field"><label for="file">[[PDF file]]</label><input type="file" id="file" name="file" accept="application/pdf,.pdf"></p>
            {{>NEW_FIELDS}}</fieldset>
        </div>
      </section>
    </div>
  </div>
  <div class="savebar"><p data-clean="[[Everything is saved]]" data-dirty="[[Changes are not saved yet]]"></p><a class="btn ghost" href="/admin/products/{{ID}}/links">[[Discard]]</a><button class="btn">[[Save]]</button></div>
</form>
