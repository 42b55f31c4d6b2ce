{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Suggestions]]</h1></div>
<nav class="chips" aria-label="[[Pages of suggestions]]">
  {{#TAB}}<a class="chip" href="{{HREF}}"{{#ON}} aria-current="page"{{/ON}}>{{NAME}}</a>
  {{/TAB}}
</nav>
{{#PROBLEM}}<div class="errors" role="alert" tabindex="-1"><p><a href="#product">{{WHAT}}</a></p></div>{{/PROBLEM}}
<div class="cols wide">
  <div>
    <section class="card sheet" aria-labelledby="h1">
      <header><h2 id="h1">[[Your own choice]]</h2><p class="quiet small">[[What stands first, comes more often, or never comes, whatever the model says.]]</p></header>
      {{#PICKS}}<div class="scroll" role="region" aria-label="[[Chosen products]]" tabindex="0"><table>
        <thead><tr><th scope="col">[[Product]]</th><th scope="col">[[Shelf]]</th><th scope="col">[[How]]</th><th scope="col"><span class="vh">[[What to do]]</span></th></tr></thead>
        <tbody>{{#PICK}}<tr><th scope="row"><a href="/admin/products/{{PICK_PRODUCT}}">{{PICK_NAME}}</a></th><td>{{PICK_WHERE}}</td><td>{{PICK_KIND}}</td><td class="r"><form method="post" action="/admin/suggestions/shelves"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rail" value="{{PICK_RAIL}}"><input type="hidden" name="id" value="{{PICK_PRODUCT}}">{{#PICK_UP}}<button class="link" name="do" value="up">[[Up]]<span class="vh"> {{PICK_NAME}}</span></button> {{/PICK_UP}}<button class="link" name="do" value="unpick">[[Remove]]<span class="vh"> {{PICK_NAME}}, {{PICK_WHERE}}</span></button></form></td></tr>
        {{/PICK}}</tbody></table></div>{{/PICKS}}
      {{#NO_PICKS}}<p class="inset quiet">[[None yet: the model chooses alone.]]</p>{{/NO_PICKS}}
      <form class="inset" method="post" action="/admin/suggestions/shelves">
        <input type="hidden" name="token" value="{{TOKEN}}">
        <p class="field"><label for="product">[[Product]]</label><input id="product" name="product" type="text" value="{{TYPED}}" autocomplete="off"{{#PROBLEM}} aria-invalid="true"{{/PROBLEM}} aria-describedby="product-h product-e"><span class="hint" id="product-h">[[Its SKU or its name.]]</span><span class="err" id="product-e">{{#PROBLEM}}{{WHAT}}{{/PROBLEM}}</span></p>
        <div class="two">
          <p class="field"><label for="rail">[[Shelf]]</label><select id="rail" name="rail">{{#PICK_RAIL_CHOICE}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{NAME}}</option>{{/PICK_RAIL_CHOICE}}</select></p>
          <p class="field"><label for="kind">[[How]]</label><select id="kind" name="kind">{{#PICK_KIND_CHOICE}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{NAME}}</option>{{/PICK_KIND_CHOICE}}</select></p>
        </div>
        <p><button class="btn" name="do" value="pick">[[Add]]</button></p>
      </form>
    </section>
    <section class="card sheet" aria-labelledby="h2">
      <header><h2 id="h2">[[Shelves]]</h2></header>
      <div class="scroll" role="region" aria-label="[[Shelves, and whether they are shown]]" tabindex="0"><table>
        <thead><tr><th scope="col">[[Shelf]]</th><th scope="col" class="lo">[[Where it stands]]</th><th scope="col">[[Now]]</th><th scope="col"><span class="vh">[[What to do]]</span></th></tr></thead>
        <tbody>{{#RAIL}}<tr><th scope="row">{{RAIL_NAME}}</th><td class="lo">{{RAIL_PLACE}}</td><td>{{#RAIL_ON}}<span class="pill good">[[shown]]</span>{{/RAIL_ON}}{{#RAIL_OFF}}<span class="pill">[[off]]</span>{{/RAIL_OFF}}</td><td class="r"><form method="post" action="/admin/suggestions/shelves"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rail" value="{{RAIL_CODE}}">{{#RAIL_ON}}<input type="hidden" name="active" value="0"><button class="link" name="do" value="switch">[[Turn off]]<span class="vh"> {{RAIL_NAME}}</span></button>{{/RAIL_ON}}{{#RAIL_OFF}}<input type="hidden" name="active" value="1"><button class="link" name="do" value="switch">[[Turn on]]<span class="vh"> {{RAIL_NAME}}</span></button>{{/RAIL_OFF}}</form></td></tr>
        {{/RAIL}}</tbody></table></div>
    </section>
  </div>
  <div>
    <section class="card" aria-labelledby="h3">
      <h2 id="h3">[[The model]]</h2>
      <p class="quiet small">[[What goes with what, learned from your own orders on your own machine, every night.]]</p>
      {{#NO_MODEL}}<p>[[There is none yet. It is made by the worker, within minutes.]]</p>{{/NO_MODEL}}
      {{#MODEL}}<dl class="pair">
        <dt>[[Made]]</dt><dd>{{AT}}<br><small class="quiet">{{WHY}}</small></dd>
        <dt>[[Orders]]</dt><dd>{{ORDERS}}</dd>
        <dt>[[Customers]]</dt><dd>{{CUSTOMERS}}</dd>
        <dt>[[Products]]</dt><dd>{{PRODUCTS}}</dd>
        <dt>[[It took]]</dt><dd>{{TOOK}}</dd>
      </dl>
      <p class="small">{{METHOD}}</p>
      {{#LONELY}}<p class="small">[[Products without neighbours: {{LONELY_N}}. They come by themselves once they are bought or have properties in common with others.]]</p><ul class="plain small">{{#LONELY_ONE}}<li><a href="/admin/products/{{LONELY_ID}}">{{LONELY_NAME}}</a></li>{{/LONELY_ONE}}</ul>{{/LONELY}}
      {{#NONE_LONELY}}<p class="small quiet">[[Every product has neighbours.]]</p>{{/NONE_LONELY}}{{/MODEL}}
      <form method="post" action="/admin/suggestions/shelves"><input type="hidden" name="token" value="{{TOKEN}}"><p><button class="btn ghost" name="do" value="model">[[Make it anew now]]</button></p></form>
      {{#MODELS}}<details class="fold"><summary>[[The last ones]]</summary><div class="scroll" role="region" aria-label="[[Models that were made]]" tabindex="0"><table class="tight"><thead><tr><th scope="col">[[Made]]</th><th scope="col" class="r">[[Orders]]</th><th scope="col">[[State]]</th></tr></thead><tbody>{{#MODEL_ROW}}<tr><th scope="row">{{MODEL_AT}}<br><small class="quiet">{{MODEL_WHY}}</small></th><td class="r">{{MODEL_ORDERS}}</td><td>{{MODEL_STATE}}<br><small class="quiet">{{MODEL_TOOK}}</small></td></tr>{{/MODEL_ROW}}</tbody></table></div></details>{{/MODELS}}
    </section>
  </div>
</div>
