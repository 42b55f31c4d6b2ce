{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Letters]]</h1><a class="btn" href="/admin/subscribers/new" data-new>[[Ask somebody]]</a></div>
<p class="quiet">[[Addresses that asked for letters and proved it. Nobody is put here without pressing the link in a mail.]]</p>
<form class="seek" role="search" action="/admin/subscribers">
  <div class="find"><svg class="i" aria-hidden="true"><use href="#i-search"/></svg><label class="vh" for="q">[[Find an address]]</label><input id="q" name="q" type="search" value="{{FIND}}" placeholder="[[Part of an address]]"></div>
  <label class="vh" for="locale">[[Language]]</label><select id="locale" name="locale"><option value="">[[Any language]]</option>{{#LANGUAGE}}<option value="{{VALUE}}"{{#ON}} selected{{/ON}}>{{NAME}}</option>{{/LANGUAGE}}</select>
  <label class="vh" for="topic">[[Topic]]</label><select id="topic" name="topic"><option value="">[[Any topic]]</option>{{#TOPIC}}<option value="{{VALUE}}"{{#ON}} selected{{/ON}}>{{NAME}}</option>{{/TOPIC}}</select>
  <input type="hidden" name="show" value="{{SHOW}}">
  <button class="btn ghost">[[Show]]</button> <button class="btn ghost" formaction="/admin/subscribers/export">[[Export]]</button>
</form>
<nav class="chips" aria-label="[[Filters]]">
  {{#CHIP}}<a class="chip" href="{{HREF}}"{{#ON}} aria-current="true"{{/ON}}>{{NAME}} <span class="quiet small">{{COUNT}}</span></a>
  {{/CHIP}}
</nav>
{{#LIST}}<div class="card sheet"><div class="scroll" role="region" aria-label="[[Letters]]" tabindex="0"><table>
  <thead><tr><th scope="col">[[E-mail]]</th><th scope="col">[[State]]</th><th scope="col" class="lo">[[Topics]]</th><th scope="col" class="lo">[[Language]]</th><th scope="col" class="lo">[[Since]]</th></tr></thead>
  <tbody>{{#ROW}}<tr><th scope="row" class="any"><a href="/admin/subscribers/{{ID}}">{{EMAIL}}</a></th><td><span class="pill">{{STATE}}</span></td><td class="lo">{{TOPICS}}</td><td class="lo">{{LANGUAGE}}</td><td class="lo nw">{{SINCE}}</td></tr>
  {{/ROW}}</tbody></table></div></div>
{{>PAGER}}{{/LIST}}
{{#EMPTY}}<section class="card empty"><h2>[[Nobody here]]</h2><p>[[Customers ask for letters at the foot of the shop’s pages, in the checkout and in their account.]]</p></section>{{/EMPTY}}
