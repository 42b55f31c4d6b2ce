{{%AUTOESCAPE context="HTML"}}
{{>TOP}}
{{#UNDO}}<form class="toast" method="post" action="/admin/products/{{UNDO_ID}}/plan"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="variant" value="{{UNDO_VARIANT}}"><input type="hidden" name="kind" value="{{UNDO_KIND}}"><input type="hidden" name="amount" value="{{UNDO_AMOUNT}}"><input type="hidden" name="from" value="{{UNDO_FROM}}"><input type="hidden" name="to" value="{{UNDO_TO}}"><span role="status">[[Cancelled.]]</span> <button class="link">[[Undo]]</button></form>{{/UNDO}}
{{>ERRORS}}
<section class="card sheet" aria-labelledby="coming-h">
  <header><h2 id="coming-h">[[What is to come]]</h2></header>
  {{#COMING}}<div class="scroll" role="group" aria-labelledby="coming-h" tabindex="0"><table>
    <thead><tr><th scope="col">[[From]]</th><th scope="col">[[Until]]</th><th scope="col">[[Variant]]</th><th scope="col">[[Kind]]</th><th scope="col" class="r">[[Price]]</th><th scope="col">[[As customers see it]]</th><td></td></tr></thead>
    <tbody>{{#ROW}}<tr><td class="nw">{{FROM}}</td><td class="nw">{{#ENDS}}{{TO}}{{/ENDS}}</td><th scope="row">{{LABEL}}<div class="quiet small">{{SKU}}</div></th><td>{{KIND}}</td><td class="r">{{AMOUNT}}</td>
      <td>{{#PERCENT}}−{{PERCENT_OFF}} %<div class="quiet small">[[lowest price of the 30 days before: {{PRIOR}}]]</div>{{/PERCENT}}{{#NO_PERCENT}}<span class="warm">[[no reduction: it was as cheap within the 30 days before]]</span>{{/NO_PERCENT}}{{#UNSEEN}}<span class="warm">[[not seen: another price is lower then]]</span>{{/UNSEEN}}</td>
      <td><form method="post" action="/admin/products/{{ID}}/plan/cancel"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="price" value="{{PRICE_ID}}"><button class="link" aria-label="[[Cancel price]]: {{SKU}}, {{FROM}}">[[Cancel price]]</button></form></td></tr>
      {{/ROW}}</tbody>
  </table></div>{{/COMING}}
  {{#NOTHING}}<div class="inset"><p class="quiet">[[No price is planned.]]</p></div>{{/NOTHING}}
</section>
<section class="card" aria-labelledby="plan-h">
  <h2 id="plan-h">[[Plan a sale or a price]]</h2>
  <form method="post" action="/admin/products/{{ID}}/plan"><input type="hidden" name="token" value="{{TOKEN}}">
    <div class="fields two">{{>FIELDS}}</div>
    <p class="quiet small">[[Where sales overlap, the lowest price counts. The percentage is worked out from the lowest price of the 30 days before, as the law wants.]]</p>
    <p><button class="btn">[[Plan it]]</button></p>
  </form>
</section>
<section class="card" aria-labelledby="publish-h">
  <h2 id="publish-h">[[When it is in the shop]]</h2>
  <form method="post" action="/admin/products/{{ID}}/publish"><input type="hidden" name="token" value="{{TOKEN}}">
    <div class="fields two">{{>PUBLISH}}</div>
    <p><button class="btn">[[Save]]</button> <span class="quiet small">[[A draft stays hidden whatever the dates say.]]</span></p>
  </form>
</section>
