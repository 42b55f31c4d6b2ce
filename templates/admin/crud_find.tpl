{{%AUTOESCAPE context="HTML"}}
<fieldset class="group" id="{{NAME}}" tabindex="-1"><legend>{{LABEL}}</legend>
<div class="fields">
  <p class="field"><label for="{{NAME}}_find">[[Find a product, category or page]]</label><input id="{{NAME}}_find" name="{{NAME}}_find" type="text" value="{{FIND}}" autocomplete="off" aria-describedby="{{NAME}}_find-h"><span class="hint" id="{{NAME}}_find-h">[[A part of its name, or its SKU.]]</span></p>
  <p><button class="btn ghost" name="do" value="find">[[Find]]</button></p>
  <div role="status">{{#NOTHING}}<p class="quiet">[[Nothing of that name or SKU. Try a part of a word.]]</p>{{/NOTHING}}</div>
  <div>{{#TARGET}}<label class="check"><input type="radio" name="{{NAME}}" value="{{CODE}}"{{#ON}} checked{{/ON}}>{{WORDS}}</label>
  {{/TARGET}}<label class="check"><input type="radio" name="{{NAME}}" value="address"{{#FREE}} checked{{/FREE}}>[[This address:]]</label></div>
  <p class="field"><label class="vh" for="{{NAME}}_address">[[Address]]</label><input id="{{NAME}}_address" name="{{NAME}}_address" type="text" value="{{ADDRESS}}" placeholder="/c/table" autocomplete="off"{{#WRONG}} aria-invalid="true"{{/WRONG}} aria-describedby="{{NAME}}_address-e"><span class="err" id="{{NAME}}_address-e">{{#WRONG}}{{MESSAGE}}{{/WRONG}}</span></p>
</div></fieldset>
