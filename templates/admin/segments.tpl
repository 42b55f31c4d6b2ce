{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Segments]]</h1><a class="btn" href="/admin/segments/new" data-new>[[Add segment]]</a></div>
<p class="quiet">[[Customers who have something in common: for banners and sections of the home page, coupons and letters. Who is in which is worked out each night and after each order. Prices are the same for everybody.]]</p>
{{#LIST}}<div class="card sheet"><div class="scroll" role="region" aria-label="[[Segments]]" tabindex="0"><table>
  <thead><tr><th scope="col">[[Name]]</th><th scope="col" class="r">[[Customers]]</th><th scope="col" class="r lo">[[Bought for]]</th><th scope="col" class="r lo">[[Average order]]</th><th scope="col" class="r wr">[[Of the turnover]]</th></tr></thead>
  <tbody>{{#ROW}}<tr><th scope="row"><a href="{{PATH}}">{{NAME}}</a>{{#STOPPED}} <span class="pill">[[not in use]]</span>{{/STOPPED}}<div class="quiet small any">{{RULES}}</div><div class="quiet small hi">{{SPENT}}</div></th><td class="r num">{{CUSTOMERS}}</td><td class="r num lo">{{SPENT}}</td><td class="r num lo">{{AVERAGE}}</td><td class="r num">{{SHARE}}</td></tr>
  {{/ROW}}</tbody></table></div></div>{{/LIST}}
{{#EMPTY}}<section class="card empty"><h2>[[No segments yet]]</h2><p>[[Take one of those below, or make your own.]]</p></section>{{/EMPTY}}
{{#PROPOSALS}}<section class="card" aria-labelledby="g1"><h2 id="g1">[[Ready to add]]</h2>
  <form method="post" action="/admin/segments"><input type="hidden" name="token" value="{{TOKEN}}">
  <table class="tight"><thead><tr><th scope="col">[[Segment]]</th><td></td></tr></thead><tbody>{{#PROPOSAL}}<tr><th scope="row">{{NAME}}<div class="quiet small any">{{TOLD}}</div></th><td class="r"><button class="btn ghost" name="proposal" value="{{CODE}}">[[Add]]<span class="vh"> {{NAME}}</span></button></td></tr>
  {{/PROPOSAL}}</tbody></table></form></section>{{/PROPOSALS}}
