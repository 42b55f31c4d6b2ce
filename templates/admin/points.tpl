{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Pickup points]]</h1></div>
<p class="quiet">[[Customers choose one where a delivery method goes to pickup points of its carrier.]]</p>
{{#REFUSED}}<div class="note warm" role="alert"><p>{{WHY}}</p></div>{{/REFUSED}}
{{#WRONG}}<div class="note warm" role="alert"><p><b>[[Nothing was changed: mend these and send the file again]]</b></p><ul>{{#PROBLEM}}<li>[[Line {{LINE}}]]: {{TEXT}}</li>{{/PROBLEM}}</ul></div>{{/WRONG}}
{{#DONE}}<div class="note" role="status"><p>[[New: {{ADDED}}, changed: {{CHANGED}}, as before: {{SAME}}, gone: {{ARCHIVED}}]]</p></div>{{/DONE}}
{{#LIST}}<section class="card sheet" aria-labelledby="list-h"><header><h2 id="list-h">[[In use]]</h2></header>
  <div class="scroll" role="group" aria-labelledby="list-h" tabindex="0"><table>
    <thead><tr><th scope="col">[[Carrier]]</th><th scope="col" class="r">[[Points]]</th><th scope="col">[[Changed last]]</th></tr></thead>
    <tbody>{{#ROW}}<tr><th scope="row">{{CARRIER}}</th><td class="r">{{POINTS}}</td><td>{{WHEN}}</td></tr>
    {{/ROW}}</tbody></table></div></section>{{/LIST}}
<section class="card" aria-labelledby="file-h"><header><h2 id="file-h">[[Send a list]]</h2>
  <p class="quiet small">[[A CSV file with the columns carrier, code, name, street, postal, city, country and hours. Points of its carriers that it does not hold go out of use; the same file again changes nothing.]]</p></header>
  <form method="post" action="/admin/points" enctype="multipart/form-data">
    <input type="hidden" name="token" value="{{TOKEN}}">
    <div class="fields"><div class="field"><label for="file">[[File]]</label><input type="file" id="file" name="file" accept=".csv,text/csv" required></div></div>
    <p><button class="btn">[[Send the list]]</button></p>
  </form>
</section>
<section class="card" aria-labelledby="carrier-h"><header><h2 id="carrier-h">Pakettikauppa</h2>
  <p class="quiet small">[[Posti, Matkahuolto and others tell their points themselves while customers look. When they do not answer, the points known stay.]]</p></header>
  <form method="post" action="/admin/points/carrier" autocomplete="off">
    <input type="hidden" name="token" value="{{TOKEN}}">
    <div class="fields">
      <div class="field"><label class="check"><input type="checkbox" name="on" value="1"{{#ON}} checked{{/ON}}><span>[[Ask it]]</span></label></div>
      <div class="field"><label for="url">[[Address of the service]]</label><input type="url" id="url" name="url" value="{{ADDRESS}}" required></div>
      <div class="field"><label for="key">[[API key]]</label><input type="password" id="key" name="key" autocomplete="new-password" aria-describedby="key-h"><span class="hint" id="key-h">{{#HAS_KEY}}[[One is kept. Empty: it stays.]]{{/HAS_KEY}}</span></div>
      <div class="field"><label for="secret">[[Secret]]</label><input type="password" id="secret" name="secret" autocomplete="new-password" aria-describedby="secret-h"><span class="hint" id="secret-h">{{#HAS_SECRET}}[[One is kept. Empty: it stays.]]{{/HAS_SECRET}}</span></div>
    </div>
    <p><button class="btn">[[Save]]</button> <button class="btn ghost" name="do" value="test">[[Save and test the connection]]</button></p>
  </form>
</section>
