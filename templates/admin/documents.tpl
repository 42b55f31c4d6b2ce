{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Documents of order {{NUMBER}}]]</h1></div>
<section class="card" aria-labelledby="d0">
  <h2 id="d0">[[Invoices and credit notes]]</h2>
  {{#NONE}}<p>[[None yet. The invoice is made when the order is paid, or at once when it is to be paid by invoice.]]</p>{{/NONE}}
  <ul>
  {{#PAPER}}<li><a class="link" href="/admin/orders/{{NUMBER}}/documents/{{LABEL}}.pdf">{{KIND}} {{LABEL}}</a> <span class="quiet">{{WHEN}} · {{SUM}}</span></li>
  {{/PAPER}}</ul>
</section>
<section class="card" aria-labelledby="d1">
  <h2 id="d1">[[For packing]]</h2>
  <ul>
    <li><a class="link" href="/admin/papers/packing-slips.pdf?orders={{NUMBER}}">[[Packing slip]]</a></li>
    <li><a class="link" href="/admin/papers/pick-list.pdf?orders={{NUMBER}}">[[Pick list]]</a></li>
    <li><a class="link" href="/admin/papers/gift-receipts.pdf?orders={{NUMBER}}">[[Gift receipt, without prices]]</a></li>
  </ul>
</section>
