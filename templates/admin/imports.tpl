{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Import and export]]</h1></div>
{{#PROBLEM}}<div class="errors" role="alert" tabindex="-1"><p><a href="#file">{{TEXT}}</a></p></div>{{/PROBLEM}}
<section class="card" aria-labelledby="in">
  <h2 id="in">[[Products in]]</h2>
  <p class="quiet">[[A list of products from Shopify, WooCommerce or Puoti. First we look it through and tell you what would come of it: nothing changes before you say so.]]</p>
  <form class="fields" method="post" action="/admin/import" enctype="multipart/form-data">
    <input type="hidden" name="token" value="{{TOKEN}}">
    <div class="field"><label for="file">[[Products, as CSV]]</label><input id="file" name="file" type="file" accept=".csv,text/csv" required></div>
    <div class="field"><label for="pictures">[[Pictures, as a zip (if you have them)]]</label><input id="pictures" name="pictures" type="file" accept=".zip,application/zip"><p class="quiet small">[[A picture belongs to the product whose address or SKU is the file’s name: kide-mug.jpg, kide-mug-2.jpg. Larger than 20 MB together: by the command on the server.]]</p></div>
    <div class="two">
      <div class="field"><label for="format">[[It comes from]]</label><select id="format" name="format"><option value="">[[Find out]]</option><option value="shopify">Shopify</option><option value="woocommerce">WooCommerce</option><option value="puoti">Puoti</option></select></div>
      <div class="field"><label for="locale">[[The texts are in]]</label><select id="locale" name="locale">{{#LOCALE}}<option value="{{CODE}}"{{#ON}} selected{{/ON}}>{{NAME}}</option>{{/LOCALE}}</select></div>
    </div>
    <p><button class="btn">[[Look it through]]</button></p>
  </form>
</section>
<section class="card" aria-labelledby="out">
  <h2 id="out">[[Products out]]</h2>
  <p class="quiet">[[All products of any state. Puoti’s own list holds everything and can be imported again.]]</p>
  <p><a class="btn ghost" href="/admin/export?format=puoti">[[Download for Puoti]]</a> <a class="btn ghost" href="/admin/export?format=shopify">[[Download for Shopify]]</a></p>
</section>
{{#LIST}}<section class="card sheet" aria-labelledby="past"><header><h2 id="past">[[Imports so far]]</h2></header><div class="scroll" role="region" aria-label="[[Imports]]" tabindex="0"><table>
  <thead><tr><th scope="col">[[File]]</th><th scope="col">[[State]]</th><th scope="col" class="r">[[Products]]</th><th scope="col" class="lo">[[When]]</th></tr></thead>
  <tbody>{{#ROW}}<tr><th scope="row"><a href="/admin/import/{{ID}}">{{FILENAME}}</a></th><td>{{STATE}}</td><td class="r">{{PRODUCTS}}</td><td class="lo nw">{{AT}}</td></tr>
  {{/ROW}}</tbody></table></div></section>{{/LIST}}
