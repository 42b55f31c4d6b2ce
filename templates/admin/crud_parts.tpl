{{%AUTOESCAPE context="HTML"}}
<div class="card"><header><h2 id="parts">{{TITLE}}</h2><p class="quiet small">{{HINT}}</p></header>
  <div class="scroll" role="region" aria-labelledby="parts" tabindex="0"><table class="tight">
    <thead><tr>{{#HEAD}}<th scope="col">{{LABEL}}</th>{{/HEAD}}{{#COUNTS}}<th scope="col" class="r">[[Used by]]</th>{{/COUNTS}}{{#NOCOUNTS}}<td></td>{{/NOCOUNTS}}<td><span class="vh">[[Remove]]</span></td></tr></thead>
    <tbody>{{#ROW}}<tr>{{#CELL}}<td><input id="{{NAME}}" name="{{NAME}}" type="text" value="{{VALUE}}" aria-label="{{LABEL}}"{{#SHORT}} class="short" inputmode="numeric"{{/SHORT}}{{#WRONG}} aria-invalid="true" aria-describedby="{{NAME}}-e"{{/WRONG}} autocomplete="off">{{#SWATCH}}<svg width="40" height="8" aria-hidden="true"><rect width="40" height="8" fill="{{COLOUR}}"/></svg>{{/SWATCH}}{{#WRONG}}<span class="err" id="{{NAME}}-e">{{MESSAGE}}</span>{{/WRONG}}</td>{{/CELL}}
      <td class="r">{{USES}}</td><td>{{#FREE}}<label class="check"><input type="checkbox" id="{{GONE}}" name="{{GONE}}" value="1"{{#CHECKED}} checked{{/CHECKED}}><span><span class="vh">{{ROW_NAME}}: </span>[[remove]]</span></label>{{/FREE}}</td></tr>
    {{/ROW}}</tbody>
  </table></div>
</div>
