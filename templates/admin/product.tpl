{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
{{#STALE}}<div class="errors" role="alert"><p><b>[[Somebody saved this product while you were writing]]</b></p><p>[[Nothing of yours is lost: it still stands below. Press Save to store yours over theirs.]] <a href="/admin/products/{{ID}}">[[Look at what is stored now]]</a></p></div>{{/STALE}}
{{>ERRORS}}
{{>READY}}
<form method="post" action="{{ACTION}}" enctype="multipart/form-data" data-watch>
  <input type="hidden" name="token" value="{{TOKEN}}">
  <input type="hidden" name="rev" value="{{REV}}">
  {{#KEPT}}<input type="hidden" name="kept" value="{{KEPT_ID}}">{{/KEPT}}
  <button class="vh" name="do" value="save" tabindex="-1" aria-hidden="true">[[Save]]</button>
  <div class="cols wide">
    <div>
      <section class="card" aria-labelledby="a1">
        <h2 id="a1">[[Name and text]]</h2>
        {{#LANG}}<details class="fold"{{#OPEN}} open{{/OPEN}}><summary>{{LANG_NAME}}{{#MISSING}} <span class="pill warm">[[missing]]</span>{{/MISSING}}</summary>
          <div class="fields">{{>WORDS}}
            <details class="fold"{{#OPEN_MORE}} open{{/OPEN_MORE}}><summary>[[Address and search engines]]</summary><div class="fields">{{>MORE_WORDS}}</div></details>
          </div></details>{{/LANG}}
      </section>
      <section class="card" aria-labelledby="a2">
        <h2 id="a2">[[Pictures]]</h2>
        <ul class="thumbs">
          {{#PICTURE}}<li>{{#IMAGE}}<img src="{{SRC}}" width="320" height="400" alt="{{ALT}}">{{/IMAGE}}{{#PREPARING}}<p class="drop small">[[being prepared]]</p>{{/PREPARING}}{{#FAILED}}<p class="drop small warm">[[could not be used]]: {{PROBLEM}}</p>{{/FAILED}}
            {{#SILENT}}<a class="pill warm" href="#alt_{{MEDIA}}_{{ROOT}}">[[no words]]<span class="vh"> [[picture {{POSITION}}]]</span></a>{{/SILENT}}{{#OWN}}{{#FIRST}}<span class="small quiet">[[First: shown in lists]]</span>{{/FIRST}}
            <div class="moves">{{#EARLIER}}<button class="link" name="earlier" value="{{MEDIA}}">[[Earlier]]<span class="vh"> [[picture {{POSITION}}]]</span></button>{{/EARLIER}}{{#NEXT}}<button class="link" name="later" value="{{MEDIA}}">[[Later]]<span class="vh"> [[picture {{POSITION}}]]</span></button>{{/NEXT}}{{#LATER}}<button class="link" name="first" value="{{MEDIA}}">[[Make first]]<span class="vh"> [[picture {{POSITION}}]]</span></button>{{/LATER}}
            <button class="link" name="drop" value="{{MEDIA}}">[[Remove]]<span class="vh"> [[picture {{POSITION}}]]</span></button></div>{{/OWN}}</li>
          {{/PICTURE}}
          <li><label class="drop" for="picture"><span class="small">[[Add pictures]]<br><span class="quiet">[[or drop them here]]</span><br><span data-files></span></span><input type="file" id="picture" name="picture" accept="image/*" multiple></label></li>
        </ul>
        {{#ALTS}}<details class="fold"{{#OPEN}} open{{/OPEN}}><summary>[[What the pictures show, in words]]</summary>
          <p class="quiet small">[[For those who cannot see them, and for search engines. One short sentence each.]]</p>
          <div class="fields">{{#ALT_ROW}}<fieldset class="group"><legend>[[Picture {{POSITION}}]]</legend><div class="three">{{#ALT_FIELD}}<p class="field"><label for="{{NAME}}">{{LANG_NAME}}</label><input id="{{NAME}}" name="{{NAME}}" value="{{VALUE}}" maxlength="400" autocomplete="off"></p>{{/ALT_FIELD}}</div></fieldset>{{/ALT_ROW}}</div>
        </details>{{/ALTS}}
      </section>
      {{#FRESH}}<section class="card" aria-labelledby="a3">
        <h2 id="a3">[[Price and stock]]</h2>
        <div class="fields two">{{>FRESH_FIELDS}}</div>
      </section>{{/FRESH}}
      {{#VARIANTS}}<section class="card sheet" aria-labelledby="a5" id="variants">
        <header><h2 id="a5">[[Variants]]</h2></header>
        <div class="scroll" role="group" aria-labelledby="a5" tabindex="0"><table>
          <thead><tr><th scope="col">[[Variant]]</th><th scope="col">[[Price €]]</th><th scope="col">[[Sale price €]]</th><th scope="col" class="r lo">[[30-day low]]</th><th scope="col" class="r">[[In stock]]</th></tr></thead>
          <tbody>{{#ROW}}<tr><th scope="row" class="nw">{{LABEL}}<div class="quiet small">{{SKU_NOW}}</div></th>
            <td><input type="text" inputmode="decimal" id="{{PRICE_NAME}}" name="{{PRICE_NAME}}" value="{{PRICE}}" aria-label="[[Price of {{LABEL}}]]" autocomplete="off"{{#PRICE_WRONG}} aria-invalid="true" aria-describedby="{{PRICE_NAME}}-e"{{/PRICE_WRONG}}>{{#PRICE_WRONG}}<span class="err" id="{{PRICE_NAME}}-e">{{MESSAGE}}</span>{{/PRICE_WRONG}}</td>
            <td><input type="text" inputmode="decimal" id="{{SALE_NAME}}" name="{{SALE_NAME}}" value="{{SALE}}" aria-label="[[Sale price of {{LABEL}}]]" autocomplete="off"{{#SALE_WRONG}} aria-invalid="true" aria-describedby="{{SALE_NAME}}-e"{{/SALE_WRONG}}>{{#SALE_WRONG}}<span class="err" id="{{SALE_NAME}}-e">{{MESSAGE}}</span>{{/SALE_WRONG}}</td>
            <td class="r lo nw">{{#LOW}}{{LOW_PRICE}}{{/LOW}}</td>
            <td class="r nw">{{#COUNTED}}<a href="#stock">{{SELLABLE}}</a>{{#HELD}} <span class="quiet small">([[{{HELD_N}} held]])</span>{{/HELD}}{{/COUNTED}}{{#UNCOUNTED}}<span class="quiet">[[not counted]]</span>{{/UNCOUNTED}}{{#WANTED}}<div class="quiet small">{{#WAIT}}<a href="/admin/wanted">[[{{N}} wait for it]]</a>{{/WAIT}}{{#LISTS}}{{#DOT}} · {{/DOT}}[[on {{N}} lists]]{{/LISTS}}{{#CHEAPER}}{{#DOT}} · {{/DOT}}[[{{N}} wait for a lower price]]{{/CHEAPER}}</div>{{/WANTED}}</td></tr>
            {{/ROW}}</tbody>
        </table></div>
        <div class="inset"><div class="fields narrow">{{>SALE_UNTIL}}</div><p class="quiet small">[[Empty the sale price to end a sale. The lowest price of the 30 days before a sale is shown to buyers by itself, as the law wants.]]</p>
        <details class="fold"{{#OPEN_CODES}} open{{/OPEN_CODES}}><summary>[[Codes, weight, picture, removing]]</summary>
          <div class="scroll" role="group" aria-label="[[Codes of the variants]]" tabindex="0"><table class="tight">
            <thead><tr><th scope="col">[[Variant]]</th><th scope="col">[[SKU]]</th><th scope="col">[[GTIN]]</th><th scope="col">[[Weight, g]]</th><th scope="col">[[Picture]]</th><th scope="col">[[Count stock]]</th><th scope="col">[[Sell when out]]</th><th scope="col">[[Remove]]</th></tr></thead>
            <tbody>{{#CODES}}<tr><th scope="row" class="nw">{{LABEL}}</th>
              {{#CODE}}<td><input class="{{WIDTH}}" id="{{NAME}}" name="{{NAME}}" value="{{VALUE}}" aria-label="{{FIELD_LABEL}}" autocomplete="off"{{#WRONG}} aria-invalid="true" aria-describedby="{{NAME}}-e"{{/WRONG}}>{{#WRONG}}<span class="err" id="{{NAME}}-e">{{MESSAGE}}</span>{{/WRONG}}</td>{{/CODE}}
              <td><select name="{{MEDIA_NAME}}" aria-label="[[Picture of {{LABEL}}]]"><option value="0">[[The first]]</option>{{#CHOICE}}<option value="{{MEDIA}}"{{#SELECTED}} selected{{/SELECTED}}>{{CHOICE_NAME}}</option>{{/CHOICE}}</select></td>
              <td><label class="tick"><input type="checkbox" name="{{TRACKED_NAME}}" value="1"{{#TRACKED}} checked{{/TRACKED}}><span class="vh">[[Count the stock of {{LABEL}}]]</span></label></td>
              <td><label class="tick"><input type="checkbox" name="{{BACKORDER_NAME}}" value="1"{{#BACKORDER}} checked{{/BACKORDER}}><span class="vh">[[Sell {{LABEL}} also when it is out]]</span></label></td>
              <td><label class="tick"><input type="checkbox" name="{{DROP_NAME}}" value="1"{{#DROP}} checked{{/DROP}}><span class="vh">[[Remove {{LABEL}}]]</span></label></td></tr>
              {{/CODES}}</tbody>
          </table></div>
          <p class="quiet small">[[A removed variant leaves the shop when you save; old orders keep it. “Make variants” brings it back.]]</p>
        </details></div>
      </section>{{/VARIANTS}}
      <section class="card" aria-labelledby="a4">
        <h2 id="a4">[[Options]]</h2>
        <p class="quiet small">[[Does it come in colours or sizes? Name the option and list its values with commas: each combination becomes a variant with its own price and stock. Otherwise leave this empty.]]</p>
        <div class="fields">
        {{#OPTION}}<fieldset class="group"><legend>{{OPTION_NAME}}</legend>
          <details class="fold"{{#OPEN}} open{{/OPEN}}><summary>[[Names and colours]]: <span class="quiet">{{VALUES}}</span></summary>
          <div class="scroll"><table class="tight"><thead><tr><td></td>{{#HEAD}}<th scope="col">{{LANG_NAME}}</th>{{/HEAD}}<th scope="col">[[Colour]]</th></tr></thead><tbody>
            <tr><th scope="row">[[Option]]</th>{{#CELL}}<td><input name="{{NAME}}" id="{{NAME}}" value="{{VALUE}}" aria-label="{{LABEL}}" maxlength="80" autocomplete="off"{{#WRONG}} aria-invalid="true"{{/WRONG}}></td>{{/CELL}}<td></td></tr>
            {{#VALUE_ROW}}<tr><th scope="row">{{VALUE_NAME}}</th>{{#CELL}}<td><input name="{{NAME}}" id="{{NAME}}" value="{{VALUE}}" aria-label="{{LABEL}}" maxlength="80" autocomplete="off"{{#WRONG}} aria-invalid="true"{{/WRONG}}></td>{{/CELL}}</tr>
            {{/VALUE_ROW}}</tbody></table></div></details>
          <div class="fields">{{>MORE_VALUES}}</div></fieldset>{{/OPTION}}
        {{#NEW_OPTION}}<fieldset class="group"><legend>[[Option {{N}}]]</legend><div class="two">{{>NEW_FIELDS}}</div></fieldset>{{/NEW_OPTION}}
        {{#MORE_OPTIONS}}<details class="fold"{{#OPEN}} open{{/OPEN}}><summary>[[Another option]]</summary><div class="fields">{{#NEW_OPTION}}<fieldset class="group"><legend>[[Option {{N}}]]</legend><div class="two">{{>NEW_FIELDS}}</div></fieldset>{{/NEW_OPTION}}</div></details>{{/MORE_OPTIONS}}
        </div>
        <p><button class="btn ghost" name="do" value="variants">[[Make variants]]</button> <span class="quiet small">[[Saves the product and makes the combinations that are missing.]]</span></p>
      </section>
      <section class="card" aria-labelledby="a6">
        <h2 id="a6">[[Safety and maker]]</h2>
        <p class="quiet small">[[EU law wants the maker’s name and addresses shown with the product.]]</p>
        <div class="fields">{{>MAKER}}</div>
      </section>
    </div>
    <div>
      <section class="card" aria-labelledby="b1">
        <h2 id="b1">[[In the shop]]</h2>
        <div class="fields">{{>HEAD_FIELDS}}
          <fieldset class="group"><legend>[[Categories]]</legend>
            <div class="box">{{#CATEGORY}}<label class="check"><input type="checkbox" name="category" value="{{CATEGORY_ID}}"{{#ON}} checked{{/ON}}>{{CATEGORY_NAME}}</label>{{/CATEGORY}}</div>
            {{#NO_CATEGORY}}<p class="small">[[There are no categories yet.]] <a href="/admin/categories/new">[[Add one]]</a></p>{{/NO_CATEGORY}}
          </fieldset>
        </div>
      </section>
      {{#KNOWN}}<section class="card" aria-labelledby="b2">
        <h2 id="b2">[[Price history]]</h2>
        {{#PRICES}}<table class="tight"><thead><tr><th scope="col">[[From]]</th><th scope="col">[[SKU]]</th><th scope="col" class="r">[[Price]]</th></tr></thead><tbody>{{#PRICE_ROW}}<tr><td class="nw">{{FROM}}</td><td>{{SKU}}</td><td class="r">{{#ASKED}}{{AMOUNT}}{{/ASKED}}{{#NOT_ASKED}}–{{/NOT_ASKED}}</td></tr>{{/PRICE_ROW}}</tbody></table>{{/PRICES}}
        {{#NO_PRICES}}<p class="quiet small">[[No price has been set yet.]]</p>{{/NO_PRICES}}
      </section>
      <section class="card" aria-labelledby="b3"><h2 id="b3">[[Changes]]</h2>{{>LOG}}
        {{#CAN_ARCHIVE}}<p><button class="link" form="archive">[[Archive this product]]</button></p>{{/CAN_ARCHIVE}}</section>{{/KNOWN}}
    </div>
  </div>
  <div class="savebar"><p data-clean="{{CLEAN}}" data-dirty="[[Changes are not saved yet]]"></p><a class="btn ghost" href="{{DISCARD}}">[[Discard]]</a><button class="btn" name="do" value="save">[[Save]]</button></div>
</form>
{{#ARCHIVE}}<form id="archive" method="post" action="/admin/products/{{ID}}/archive"><input type="hidden" name="token" value="{{TOKEN}}"></form>{{/ARCHIVE}}
{{>STOCK}}
