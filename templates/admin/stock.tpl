{{%AUTOESCAPE context="HTML"}}
<section class="card sheet" aria-labelledby="stock-h" id="stock">
  <header><h2 id="stock-h">[[Stock]]</h2></header>
  {{#SHORTS}}<div class="note warm"><p><b>[[Orders wait for these]]</b></p><ul>{{#SHORT}}<li><a href="/admin/orders/{{NUMBER}}">[[Order {{NUMBER}}]]</a>: [[{{QTY}} × {{LABEL}}]]</li>{{/SHORT}}</ul><p>[[What comes is kept for them first, the oldest order before the others. They can be sent then, or be cancelled.]]</p></div>{{/SHORTS}}
  <form method="post" action="/admin/products/{{ID}}/stock">
    <input type="hidden" name="token" value="{{TOKEN}}">
    <div class="scroll" role="group" aria-labelledby="stock-h" tabindex="0"><table>
      <thead><tr><th scope="col">[[Variant]]</th>{{#PLACES}}<th scope="col">[[Place]]</th>{{/PLACES}}<th scope="col" class="r">[[On hand]]</th><th scope="col" class="r">[[Held for orders]]</th><th scope="col" class="r">[[Can be sold]]</th><th scope="col">[[Change or count]]</th></tr></thead>
      <tbody>{{#ROW}}<tr><th scope="row" class="nw">{{LABEL}}<div class="quiet small">{{SKU}}</div></th>{{#PLACE}}<td>{{PLACE_NAME}}</td>{{/PLACE}}<td class="r">{{ON_HAND}}</td><td class="r">{{HELD}}</td><td class="r">{{SELLABLE}}</td>
        <td><input class="short" type="text" inputmode="numeric" id="{{NAME}}" name="{{NAME}}" value="{{VALUE}}" aria-label="[[Change or count of {{AT}}]]" autocomplete="off"{{#WRONG}} aria-invalid="true" aria-describedby="{{NAME}}-e"{{/WRONG}}>{{#WRONG}}<span class="err" id="{{NAME}}-e">{{MESSAGE}}</span>{{/WRONG}}</td></tr>
        {{/ROW}}</tbody>
    </table></div>
    <div class="inset"><div class="fields three">{{>FIELDS}}</div>
    <p><button class="btn ghost">[[Adjust stock]]</button> <span class="quiet small">[[Rows left empty stay as they are. Save other changes on this page first.]]</span></p></div>
  </form>
  {{#CARRY}}<form class="inset" method="post" action="/admin/products/{{ID}}/carry">
    <input type="hidden" name="token" value="{{TOKEN}}">
    <details class="fold"><summary>[[Move to another place]]</summary>
    <div class="fields three">
      <p class="field"><label for="what">[[What]]</label><select id="what" name="what">{{#WHAT}}<option value="{{WHAT_ID}}">{{WHAT_NAME}}</option>{{/WHAT}}</select></p>
      <p class="field"><label for="from">[[Out of]]</label><select id="from" name="from">{{#FROM}}<option value="{{PLACE_ID}}">{{PLACE_NAME}}</option>{{/FROM}}</select></p>
      <p class="field"><label for="to">[[Into]]</label><select id="to" name="to">{{#TO}}<option value="{{PLACE_ID}}">{{PLACE_NAME}}</option>{{/TO}}</select></p>
      <p class="field"><label for="carry_qty">[[How many]]</label><input class="short" type="text" inputmode="numeric" id="carry_qty" name="carry_qty" autocomplete="off" required></p>
    </div>
    <p><button class="btn ghost">[[Move]]</button></p></details>
  </form>{{/CARRY}}
  {{#MOVES}}<div class="inset"><details class="fold"><summary>[[Movements]]</summary><div class="scroll" role="group" aria-label="[[Movements]]" tabindex="0"><table class="tight"><thead><tr><th scope="col">[[When]]</th><th scope="col">[[SKU]]</th><th scope="col" class="r">[[Change in stock]]</th><th scope="col">[[Why]]</th><th scope="col">[[Who]]</th></tr></thead>
    <tbody>{{#MOVE}}<tr><td class="nw">{{WHEN}}</td><td>{{SKU}}</td><td class="r">{{DELTA}}</td><td>{{REASON}}{{#NOTE}}: {{NOTE_TEXT}}{{/NOTE}}</td><td>{{WHO}}</td></tr>
    {{/MOVE}}</tbody></table></div></details></div>{{/MOVES}}
</section>
