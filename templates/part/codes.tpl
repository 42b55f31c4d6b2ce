{{%AUTOESCAPE context="HTML"}}
<details class="fold codes"{{#OPEN}} open{{/OPEN}}>
  <summary>[[Discount code or gift card]]</summary>
  <div>
    {{#LIST}}<ul class="small">{{#CARRIED}}<li><span><b>{{TEXT}}</b>{{#IDLE}} <span class="warm">{{WHY}}</span>{{/IDLE}}{{#LEFT}} <span class="quiet">[[{{AMOUNT}} left on it after this]]</span>{{/LEFT}}</span> <button class="link" name="drop" value="{{KEY}}" formnovalidate>[[Remove]]<span class="vh"> {{TEXT}}</span></button></li>
    {{/CARRIED}}</ul>{{/LIST}}
    <div class="row">
      <p class="field"><label class="vh" for="code">[[Discount code or gift card]]</label><input id="code" name="code" type="text" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="60" placeholder="[[Code]]" value="{{TYPED}}"{{#WRONG}} aria-invalid="true" aria-describedby="code-e"{{/WRONG}}>{{#PROBLEM}}<span class="err" id="code-e">{{MESSAGE}}</span>{{/PROBLEM}}</p>
      <button class="btn ghost" name="do" value="code" formnovalidate>[[Use code]]</button>
    </div>
  </div>
</details>
