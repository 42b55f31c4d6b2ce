{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Gift cards]]</h1>
  <form class="find" role="search" action="/admin/gift-cards"><svg class="i" aria-hidden="true"><use href="#i-search"/></svg><label class="vh" for="q">[[Find by the last four characters, name or mail]]</label><input id="q" name="q" type="search" value="{{FIND}}" placeholder="[[Last four, name or mail]]"></form>
  <a class="btn" href="/admin/gift-cards/new" data-new>[[Give a gift card]]</a></div>
<p class="quiet">[[What customers still have on their cards: {{OWED}}. Codes are in their mails alone; nobody can read them here.]]</p>
<nav class="chips" aria-label="[[Filters]]">
  {{#CHIP}}<a class="chip" href="/admin/gift-cards?show={{SHOW}}"{{#ON}} aria-current="true"{{/ON}}>{{NAME}}</a>
  {{/CHIP}}
</nav>
{{#LIST}}<div class="card sheet"><div class="scroll" role="region" aria-label="[[Gift cards]]" tabindex="0"><table>
  <thead><tr><th scope="col">[[Ends in]]</th><th scope="col">[[State]]</th><th scope="col">[[For]]</th><th scope="col" class="lo">[[Since]]</th><th scope="col" class="r">[[Balance]]</th></tr></thead>
  <tbody>{{#ROW}}<tr><th scope="row"><a href="{{PATH}}">{{TAIL}}</a></th><td><span class="pill">{{STATE}}</span></td><td>{{WHO}}</td><td class="lo">{{SINCE}}</td><td class="r num">{{BALANCE}}</td></tr>
  {{/ROW}}</tbody></table></div></div>
{{>PAGER}}{{/LIST}}
{{#EMPTY}}<section class="card empty"><h2>[[No gift cards here]]</h2><p>[[Sell them as a product of the kind gift card, or give one to somebody.]]</p></section>{{/EMPTY}}
