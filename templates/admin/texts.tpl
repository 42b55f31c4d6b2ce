{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Texts and pages]]</h1><a class="btn" href="/admin/texts/new">[[Add page]]</a></div>
{{#UNDO}}<form class="toast" method="post" action="/admin/texts/{{UNDO_ID}}/restore"><input type="hidden" name="token" value="{{TOKEN}}"><span role="status">{{UNDO_TEXT}}</span> <button class="link">[[Undo]]</button></form>{{/UNDO}}
{{#NO_PRIVACY}}<p class="note">[[The shop has no page about privacy yet.]] <a class="link" href="/admin/texts/new?role=privacy">[[Begin it with our words]]</a></p>{{/NO_PRIVACY}}
{{#LIST}}<div class="card sheet"><div class="scroll" role="region" aria-label="[[Pages]]" tabindex="0"><table>
  <thead><tr><th scope="col">[[Page]]</th><th scope="col" class="lo">[[Address]]</th><th scope="col">[[Languages]]</th></tr></thead>
  <tbody>{{#ROW}}<tr><th scope="row"><a href="/admin/texts/{{ID}}">{{TITLE}}</a></th><td class="lo">{{#PUBLIC}}<a href="{{PATH}}">{{PATH}}</a>{{/PUBLIC}}</td><td>{{#LANG}}<span class="pill{{#MISSING}} warm{{/MISSING}}">{{NAME}}{{#MISSING}} – [[missing]]{{/MISSING}}</span> {{/LANG}}</td></tr>
  {{/ROW}}</tbody></table></div></div>{{/LIST}}
{{#EMPTY}}<section class="card empty"><h2>[[No pages yet]]</h2><p>[[Terms, privacy, delivery and accessibility: the law wants a shop to have them.]]</p></section>{{/EMPTY}}
