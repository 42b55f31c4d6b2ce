{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Jobs that failed]]</h1></div>
<p class="quiet">[[Mail and pictures are made in the background and tried again for a day and a half. What still failed stands here.]]</p>
{{#LIST}}<div class="card sheet"><div class="scroll" role="region" aria-label="[[Jobs that failed]]" tabindex="0"><table>
  <thead><tr><th scope="col">[[Job]]</th><th scope="col">[[Why it failed]]</th><th scope="col" class="lo">[[Since]]</th><td><span class="vh">[[Do]]</span></td></tr></thead>
  <tbody>{{#ROW}}<tr><th scope="row">{{WHAT}}<div class="quiet small">{{KEY}}</div></th><td>{{PROBLEM}}</td><td class="lo nw">{{SINCE}}</td><td class="r"><form method="post" action="/admin/jobs/{{ID}}"><input type="hidden" name="token" value="{{TOKEN}}"><button class="btn ghost">[[Try again]]<span class="vh"> {{KEY}}</span></button></form></td></tr>
  {{/ROW}}</tbody></table></div></div>{{/LIST}}
{{#EMPTY}}<section class="card empty"><h2>[[All is well]]</h2><p>[[No job has failed.]]</p></section>{{/EMPTY}}
