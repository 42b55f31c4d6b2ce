{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>{{GREETING}}</h1>
  <form action="/admin/products/new"><button class="btn">[[Add product]]</button></form>
</div>
{{#CLOSED}}<div class="note warm"><p>[[The shop is closed for a while: visitors see your notice.]] <a href="/admin/settings/open">[[Open it]]</a></p></div>{{/CLOSED}}
{{#FIRST_STEPS}}<section class="card" aria-labelledby="d0">
  <h2 id="d0">[[First steps]]</h2>
  <p class="quiet">[[What is still missing before customers can buy:]]</p>
  <ul class="todo">
    {{#STEP}}<li><a href="{{HREF}}"><span class="n" aria-hidden="true">○</span><span><b>{{WHAT}}</b><small>{{WHY}}</small></span><svg class="i" aria-hidden="true"><use href="#i-arrow"/></svg></a></li>{{/STEP}}
  </ul>
</section>{{/FIRST_STEPS}}
<div class="cols wide">
  <div>
    <section class="card" aria-labelledby="d1">
      <h2 id="d1">[[What to do now]]</h2>
      {{#TODO}}<ul class="todo">
        {{#ITEM}}<li><a href="{{HREF}}"><span class="n">{{COUNT}}</span><span><b>{{WHAT}}</b><small>{{WHY}}</small></span><svg class="i" aria-hidden="true"><use href="#i-arrow"/></svg></a></li>
        {{/ITEM}}
      </ul>{{/TODO}}
      {{#NOTHING}}<p class="quiet">[[Nothing is waiting for you. Enjoy your coffee.]]</p>{{/NOTHING}}
    </section>
    <section class="card sheet" aria-labelledby="d2">
      <header><h2 id="d2">[[Sales]]</h2><p class="quiet small">[[VAT and delivery included, cancelled orders left out]]</p></header>
      <div class="scroll"><table><thead><tr><th scope="col">[[Time]]</th><th scope="col" class="r">[[Orders]]</th><th scope="col" class="r">[[Sales]]</th><th scope="col" class="r lo">[[Average order]]</th></tr></thead>
      <tbody>{{#PERIOD}}<tr><th scope="row">{{NAME}}</th><td class="r">{{ORDERS}}</td><td class="r">{{SALES}}</td><td class="r lo">{{AVERAGE}}</td></tr>
      {{/PERIOD}}</tbody></table></div>
    </section>
  </div>
  <div>
    <section class="card sheet" aria-labelledby="d4">
      <header><h2 id="d4">[[Latest orders]]</h2><a class="link small" href="/admin/orders">[[All orders]]</a></header>
      {{#LATEST}}<div class="scroll"><table><thead><tr><th scope="col">[[Order]]</th><th scope="col">[[Status]]</th><th scope="col" class="r">[[Total]]</th></tr></thead><tbody>
        {{#ROW}}<tr><th scope="row"><a href="/admin/orders/{{NUMBER}}">{{NUMBER}}</a><div class="quiet small">{{CUSTOMER}}</div></th><td>{{>STATUS}}</td><td class="r">{{SUM}}</td></tr>
        {{/ROW}}
      </tbody></table></div>{{/LATEST}}
      {{#NO_ORDERS}}<p class="inset quiet">[[No orders yet.]]</p>{{/NO_ORDERS}}
    </section>
  </div>
</div>
