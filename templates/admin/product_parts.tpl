{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
{{>ERRORS}}
<p class="quiet">[[A set is sold at its own price and has no stock of its own: it can be sold as long as its parts make one. Orders hold the parts, and the packing slip lists them.]]</p>
{{#NO_VARIANTS}}<p class="card">[[It has no variant yet: give it a price first.]] <a href="/admin/products/{{ID}}">[[Product]]</a></p>{{/NO_VARIANTS}}
<form method="post" action="/admin/products/{{ID}}/parts" data-watch><input type="hidden" name="token" value="{{TOKEN}}">
  {{#SET}}<details class="card fold set"{{#OPEN}} open{{/OPEN}}>
    <summary><h2>{{LABEL}}</h2> <span class="quiet small">{{SKU}}{{#PLAIN}} · [[not a set]]{{/PLAIN}}</span></summary>
    {{#COUNT}}<p>[[Sets that can be sold now]]: <b>{{SETS}}</b></p>{{/COUNT}}
    {{#PLAIN}}<p class="quiet small">[[Not a set: it has a stock of its own.]]</p>{{/PLAIN}}
    {{#PARTS}}<div class="scroll"><table>
      <thead><tr><th scope="col">[[Part]]</th><th scope="col">[[SKU]]</th><th scope="col">[[In one set]]</th></tr></thead>
      <tbody>{{#ROW}}<tr><th scope="row">{{PART_NAME}} <span class="quiet small">{{PART_LABEL}}</span></th><td>{{PART_SKU}}</td>
        <td><input class="short" type="text" inputmode="numeric" id="{{NAME}}" name="{{NAME}}" value="{{VALUE}}" aria-label="[[Quantity of {{PART_SKU}}]]" autocomplete="off"{{#WRONG}} aria-invalid="true" aria-describedby="{{NAME}}-e"{{/WRONG}}>{{#WRONG}}<span class="err" id="{{NAME}}-e">{{MESSAGE}}</span>{{/WRONG}}</td></tr>
        {{/ROW}}</tbody>
    </table></div>
    <p class="quiet small">[[0 takes a part out.]]</p>{{/PARTS}}
    <div class="two">
      <p class="field"><label for="{{ADD_NAME}}">[[Add a part]]</label><input id="{{ADD_NAME}}" name="{{ADD_NAME}}" value="{{ADD_VALUE}}" maxlength="100" autocomplete="off" aria-describedby="{{ADD_NAME}}-h{{#ADD_WRONG}} {{ADD_NAME}}-e{{/ADD_WRONG}}"{{#ADD_WRONG}} aria-invalid="true"{{/ADD_WRONG}}><span class="hint" id="{{ADD_NAME}}-h">[[Its SKU, or a piece of its name to search for.]]</span>{{#ADD_WRONG}}<span class="err" id="{{ADD_NAME}}-e">{{ADD_MESSAGE}}</span>{{/ADD_WRONG}}</p>
      <p class="field"><label for="{{QTY_NAME}}">[[How many in one set]]</label><input id="{{QTY_NAME}}" name="{{QTY_NAME}}" value="{{QTY_VALUE}}" inputmode="numeric" maxlength="3" autocomplete="off"{{#QTY_WRONG}} aria-invalid="true" aria-describedby="{{QTY_NAME}}-e"{{/QTY_WRONG}}>{{#QTY_WRONG}}<span class="err" id="{{QTY_NAME}}-e">{{QTY_MESSAGE}}</span>{{/QTY_WRONG}}</p>
    </div>
    {{#PICK}}<fieldset><legend class="small">[[Which of these?]]</legend>{{#FOUND}}<label class="check"><input type="radio" name="pick_{{VARIANT}}" value="{{PART}}">{{FOUND_NAME}} <span class="quiet small">{{FOUND_LABEL}} {{FOUND_SKU}}</span></label>
    {{/FOUND}}</fieldset>{{/PICK}}
  </details>{{/SET}}
  <div class="savebar"><p data-clean="[[Everything is saved]]" data-dirty="[[Changes are not saved yet]]"></p><a class="btn ghost" href="/admin/products/{{ID}}/parts">[[Discard]]</a><button class="btn">[[Save]]</button></div>
</form>
