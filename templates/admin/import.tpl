{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>{{FILENAME}}</h1></div>
<p class="quiet">{{FORMAT}} · {{AT}}</p>
<section class="card" aria-labelledby="state">
  <div role="status"><h2 id="state">{{STATE}}</h2></div>
  {{#WAIT}}<p>[[This page looks again by itself. You may also leave: the work goes on.]]</p>
  {{#PROGRESS}}<p><progress max="{{TOTAL}}" value="{{DONE}}" aria-label="[[Products]]">{{DONE}}</progress> [[{{DONE}} of {{TOTAL}} products]]</p>{{/PROGRESS}}{{/WAIT}}
  {{#SUMS}}<ul class="log">{{#LINE}}<li>{{TEXT}}</li>{{/LINE}}</ul>{{/SUMS}}
  {{#APPLY}}<form method="post" action="/admin/import/{{ID}}"><input type="hidden" name="token" value="{{TOKEN}}"><button class="btn" name="do" value="apply">{{APPLY_TEXT}}</button> <span class="quiet small">[[Nothing has changed yet.]]</span></form>{{/APPLY}}
  {{#DONE}}<p><a class="btn" href="/admin/products">[[See the products]]</a> <a class="btn ghost" href="/admin/products?show=notready">[[What is not ready to sell]]</a></p>{{/DONE}}
  {{#ANOTHER}}<p>[[Nothing has changed in the shop. Mend the file, then send it again.]]</p>
  <p><a class="btn" href="/admin/import">[[Send another file]]</a></p>{{/ANOTHER}}
  {{#REPORT}}<h3>[[What was noticed]]</h3>
  <ul class="log">{{#LINE}}<li>{{TEXT}}</li>{{/LINE}}</ul>
  {{#MORE}}<p class="quiet">[[There is more in the whole report.]]</p>{{/MORE}}{{/REPORT}}
  {{#WHOLE}}<p><a href="/admin/import/{{ID}}/report">[[Download the whole report]]</a></p>{{/WHOLE}}
</section>
{{#MAPS}}<section class="card" aria-labelledby="maps">
  <h2 id="maps">[[Columns that we do not know]]</h2>
  <p class="quiet">[[Say what they are, and we look again. What you leave empty is not imported.]]</p>
  <form class="fields" method="post" action="/admin/import/{{ID}}"><input type="hidden" name="token" value="{{TOKEN}}">
    {{#KNOWN}}<p>{{THEIRS}}: {{OURS}}</p>{{/KNOWN}}
    {{#MAP}}<div class="field"><label for="ours_{{N}}">{{THEIRS}}</label><input type="hidden" name="theirs_{{N}}" value="{{THEIRS}}"><select id="ours_{{N}}" name="ours_{{N}}"><option value="">[[Not imported]]</option>{{#OURS}}<option>{{NAME}}</option>{{/OURS}}</select></div>{{/MAP}}
    <p><button class="btn ghost" name="do" value="map">[[Look again]]</button></p>
  </form>
</section>{{/MAPS}}
{{#SAMPLE}}<div class="card sheet"><div class="scroll" role="region" aria-label="[[The first rows]]" tabindex="0"><table>
  <thead><tr><th scope="col">[[Column]]</th><th scope="col" colspan="{{ROWS}}">[[The first rows]]</th></tr></thead>
  <tbody>{{#COLUMN}}<tr><th scope="row">{{NAME}}</th>{{#CELL}}<td>{{TEXT}}</td>{{/CELL}}</tr>
  {{/COLUMN}}</tbody></table></div></div>{{/SAMPLE}}
