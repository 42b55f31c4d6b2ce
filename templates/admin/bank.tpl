{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Bank]]</h1></div>
{{#PROBLEM}}<div class="errors" role="alert" tabindex="-1"><p><a href="#file">{{TEXT}}</a></p></div>{{/PROBLEM}}
<section class="card" aria-labelledby="in">
  <h2 id="in">[[Read a bank statement]]</h2>
  <p class="quiet">[[Your bank offers it as camt.053 (XML), TITO or a list of reference payments. Payments are matched with orders by their reference. An entry counts once, so you may send statements that overlap.]]</p>
  <form class="fields" method="post" action="/admin/bank" enctype="multipart/form-data">
    <input type="hidden" name="token" value="{{TOKEN}}">
    <div class="field"><label for="file">[[Bank statement]]</label><input id="file" name="file" type="file" accept=".xml,.tito,.txt,.nda,.ktl,text/plain,application/xml" required></div>
    <p><button class="btn">[[Read it]]</button></p>
  </form>
</section>
<nav class="chips" aria-label="[[Filters]]">
  {{#CHIP}}<a class="chip" href="{{HREF}}"{{#ON}} aria-current="true"{{/ON}}>{{NAME}} <span class="quiet small">{{COUNT}}</span></a>
  {{/CHIP}}
</nav>
{{#LIST}}
<section class="card sheet" aria-label="[[Entries]]"><div class="scroll" role="region" aria-label="[[Entries of the bank]]" tabindex="0"><table>
  <thead><tr><th scope="col">[[Day]]</th><th scope="col">[[Payer]]</th><th scope="col" class="lo">[[Reference]]</th><th scope="col" class="r">[[Amount]]</th><th scope="col">[[Order]]</th></tr></thead>
  <tbody>{{#ROW}}<tr>
    <th scope="row" class="nw">{{DAY}}</th>
    <td>{{PAYER}}<div class="quiet small">{{MESSAGE}}</div></td>
    <td class="lo nw">{{REFERENCE}}</td>
    <td class="r">{{SUM}}</td>
    <td>{{#ORDER}}<a href="/admin/orders/{{NUMBER}}">{{NUMBER}}</a> {{/ORDER}}<span class="quiet small">{{WHY}}</span>
      {{#ACT}}<form class="act" method="post" action="/admin/bank/{{ID}}"><input type="hidden" name="token" value="{{TOKEN}}">
        {{#CAN}}<div class="field"><label for="n{{ID}}">[[Pays order]]</label><input id="n{{ID}}" name="number" inputmode="numeric" value="{{NUMBER}}"></div>
        <p><button class="btn ghost" name="do" value="match">[[Match]]</button></p>{{/CAN}}
        <div class="field"><label for="w{{ID}}">[[Or leave it, because]]</label><input id="w{{ID}}" name="note" maxlength="200"></div>
        <p><button class="btn ghost" name="do" value="ignore">[[Leave it]]</button></p>
      </form>{{/ACT}}</td>
  </tr>
  {{/ROW}}</tbody></table></div></section>
{{>PAGER}}
{{/LIST}}
{{#EMPTY}}<section class="card empty"><h2>[[Nothing here]]</h2><p>[[Entries of the statements that you read come here: open ones wait for you to say whose they are.]]</p></section>{{/EMPTY}}
