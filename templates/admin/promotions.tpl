{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Promotions]]</h1><a class="btn" href="/admin/promotions/new" data-new>[[Add promotion]]</a></div>
{{#UNDO}}<form class="toast" method="post" action="{{PATH}}/state"><input type="hidden" name="token" value="{{TOKEN}}"><span role="status">{{TEXT}}</span> <button class="link" name="do" value="restore">[[Undo]]</button></form>{{/UNDO}}
<nav class="chips" aria-label="[[Filters]]">
  {{#CHIP}}<a class="chip" href="/admin/promotions?show={{SHOW}}"{{#ON}} aria-current="true"{{/ON}}>{{NAME}}</a>
  {{/CHIP}}
</nav>
{{#LIST}}<div class="card sheet"><div class="scroll" role="region" aria-label="[[Promotions]]" tabindex="0"><table>
  <thead><tr><th scope="col">[[Name]]</th><th scope="col">[[State]]</th><th scope="col" class="lo">[[Ends]]</th><th scope="col" class="r">[[Uses]]</th><th scope="col" class="r">[[Taken off]]</th></tr></thead>
  <tbody>{{#ROW}}<tr><th scope="row"><a href="{{PATH}}">{{NAME}}</a>{{#CODED}} <span class="pill">[[by code]]</span>{{/CODED}}</th><td><span class="pill{{#LIVE}} good{{/LIVE}}">{{STATE}}</span></td><td class="lo">{{#UNTIL}}{{TIME}}{{/UNTIL}}</td><td class="r num">{{USED}}</td><td class="r num">{{COST}}</td></tr>
  {{/ROW}}</tbody></table></div></div>
{{>PAGER}}{{/LIST}}
{{#EMPTY}}<section class="card empty"><h2>[[No promotions here]]</h2><p>[[A percentage off, an amount off, buy some and get some, free delivery: by itself or with a code, for all goods or for some, from one moment to another.]]</p><p><a class="btn" href="/admin/promotions/new">[[Add promotion]]</a></p></section>{{/EMPTY}}
