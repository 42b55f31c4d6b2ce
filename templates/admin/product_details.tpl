{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
{{#STALE}}<div class="errors" role="alert"><p><b>[[Somebody saved this product while you were writing]]</b></p><p>[[Nothing of yours is lost: it still stands below. Press Save to store yours over theirs.]]</p></div>{{/STALE}}
{{>ERRORS}}
<form method="post" action="/admin/products/{{ID}}/details" data-watch>
  <input type="hidden" name="token" value="{{TOKEN}}">
  <input type="hidden" name="rev" value="{{REV}}">
  <div class="cols wide">
    <div>
      <section class="card" aria-labelledby="p1"><h2 id="p1">[[Properties]]</h2>
        <p class="quiet small">[[What buyers compare and filter by. They stand in the table of facts on the product’s page, in every language at once.]] <a href="/admin/attributes">[[Attributes]]</a></p>
        {{#NO_ATTRIBUTE}}<p>[[There are no attributes yet.]] <a href="/admin/attributes/new">[[Add the first one]]</a></p>{{/NO_ATTRIBUTE}}
        <div class="folds">
        {{#CHOICES}}<details class="fold"><summary>{{NAME}}{{#CHOSEN}}: <span class="quiet">{{NAMES}}</span>{{/CHOSEN}}</summary>
          <div class="ticks" role="group" aria-label="{{NAME}}">{{#VALUE}}<label class="check"><input type="checkbox" name="{{FIELD}}" value="{{VALUE_ID}}"{{#ON}} checked{{/ON}}>{{#SWATCH}}<svg class="dot" viewBox="0 0 20 20" width="14" height="14" aria-hidden="true"><circle cx="10" cy="10" r="9" fill="{{COLOUR}}" stroke="#857d72"/></svg> {{/SWATCH}}{{VALUE_NAME}}</label>{{/VALUE}}</div>
          {{>NEW_VALUE}}</details>{{/CHOICES}}
          </div><div class="two">{{#PLAIN}}{{>PLAIN_FIELD}}{{/PLAIN}}</div>
      </section>
      <section class="card" aria-labelledby="p2"><h2 id="p2">[[Unit price, deposit, next delivery]]</h2>
        <div class="scroll" role="group" aria-labelledby="p2" tabindex="0"><table class="tight">
          <thead><tr><th scope="col">[[Variant]]</th><th scope="col">[[Content]]</th><th scope="col">[[Unit]]</th><th scope="col">[[Deposit €]]</th><th scope="col">[[Comes again]]</th></tr></thead>
          <tbody>{{#ROW}}<tr><th scope="row" class="nw">{{LABEL}}</th>
            {{#CELL}}<td><input id="{{NAME}}" name="{{NAME}}" type="{{TYPE}}" value="{{VALUE}}" aria-label="{{FIELD_LABEL}}" autocomplete="off"{{#WRONG}} aria-invalid="true" aria-describedby="{{NAME}}-e"{{/WRONG}}>{{#WRONG}}<span class="err" id="{{NAME}}-e">{{MESSAGE}}</span>{{/WRONG}}</td>{{/CELL}}
            {{#UNIT_CELL}}<td><select name="{{NAME}}" aria-label="{{FIELD_LABEL}}"><option value="">–</option>{{#UNIT}}<option value="{{CODE}}"{{#ON}} selected{{/ON}}>{{UNIT_NAME}}</option>{{/UNIT}}</select></td>{{/UNIT_CELL}}
            {{#CELL_2}}<td><input id="{{NAME}}" name="{{NAME}}" type="{{TYPE}}" value="{{VALUE}}" aria-label="{{FIELD_LABEL}}" autocomplete="off"{{#WRONG}} aria-invalid="true" aria-describedby="{{NAME}}-e"{{/WRONG}}>{{#WRONG}}<span class="err" id="{{NAME}}-e">{{MESSAGE}}</span>{{/WRONG}}</td>{{/CELL_2}}</tr>{{/ROW}}</tbody>
        </table></div>
        <p class="quiet small">[[250 g of tea is 0.25 kg: the price of a kilogram is then shown beside the price, as the law wants. A deposit is part of the price and not of the unit price.]]</p>
      </section>
      <section class="card" aria-labelledby="p3"><h2 id="p3">[[Repair and spare parts]]</h2>
        <div class="fields">{{>REPAIR}}</div>
      </section>
    </div>
    <div>
      <section class="card" aria-labelledby="p4"><h2 id="p4">[[Durability]]</h2>
        <p class="quiet small">[[Buyers must be told what the maker promises beyond the law’s own liability for defects.]]</p>
        <div class="fields">{{>PROMISE}}</div>
      </section>
      <section class="card" aria-labelledby="p5"><h2 id="p5">[[Size guide]]</h2>
        <div class="fields"><p class="field"><label for="size_guide">[[Size guide]]</label><select id="size_guide" name="size_guide"><option value="0">[[None]]</option>{{#GUIDE}}<option value="{{GUIDE_ID}}"{{#ON}} selected{{/ON}}>{{GUIDE_NAME}}</option>{{/GUIDE}}</select></p><p class="small"><a href="/admin/size-guides">[[Size guides]]</a></p></div>
      </section>
      <section class="card" aria-labelledby="p6"><h2 id="p6">[[Responsible person in the EU]]</h2>
        <p class="quiet small">[[Needed when the maker is outside the EU. Empty: that of the brand.]]</p>
        <div class="fields">{{>RESPONSIBLE}}</div>
      </section>
    </div>
  </div>
  <div class="savebar"><p data-clean="[[Everything is saved]]" data-dirty="[[Changes are not saved yet]]"></p><a class="btn ghost" href="/admin/products/{{ID}}/details">[[Discard]]</a><button class="btn">[[Save]]</button></div>
</form>
