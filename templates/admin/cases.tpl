{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Returns]]</h1>
  <form class="find" role="search" action="/admin/cases"><input type="hidden" name="show" value="all"><svg class="i" aria-hidden="true"><use href="#i-search"/></svg><label class="vh" for="q">[[Find a return]]</label><input id="q" name="q" type="search" value="{{FIND}}" placeholder="[[Order number, name, e-mail]]"></form>
</div>
<p class="quiet">[[Withdrawals from the contract, returns by your own promise, and claims that something is wrong. After a withdrawal the law wants the money back within 14 days of the notice, though you may wait until the goods or proof of sending have come.]]</p>
<nav class="chips" aria-label="[[Filters]]">
  {{#CHIP}}<a class="chip" href="{{HREF}}"{{#ON}} aria-current="true"{{/ON}}>{{NAME}} <span class="quiet small">{{COUNT}}</span></a>
  {{/CHIP}}
</nav>
{{#LIST}}
<section class="card sheet">
  <div class="scroll" role="region" aria-label="[[Returns]]" tabindex="0">
    <table>
      <thead><tr><th scope="col">[[Return]]</th><th scope="col">[[Customer]]</th><th scope="col" class="lo">[[Order]]</th><th scope="col">[[Status]]</th><th scope="col" class="lo">[[Pay back by]]</th></tr></thead>
      <tbody>
        {{#ROW}}<tr>
          <th scope="row"><a href="/admin/cases/{{ID}}">{{CODE}}</a><div class="quiet small nw">{{AT}}</div></th>
          <td>{{NAME}}<div class="quiet small">{{KIND}}</div><div class="quiet small">{{REASON}}</div></td>
          <td class="lo">{{#ORDER}}<a href="/admin/orders/{{NUMBER}}">{{NUMBER}}</a>{{/ORDER}}{{#NO_ORDER}}<span class="warm">[[none found]]</span>{{/NO_ORDER}}</td>
          <td>{{>STATE}}</td>
          <td class="lo nw">{{#DUE}}{{DUE_AT}}{{#WAITS}}<div class="quiet small">[[nothing has come yet]]</div>{{/WAITS}}{{#CAME}}<div class="quiet small">[[came {{CAME_AT}}]]</div>{{/CAME}}{{#PAST}}<div class="small warm">[[past]]</div>{{/PAST}}{{/DUE}}</td>
        </tr>
        {{/ROW}}
      </tbody>
    </table>
  </div>
</section>
{{>PAGER}}
{{/LIST}}
{{#EMPTY}}
<section class="card empty"><h2>[[Nothing here]]</h2><p>[[No return fits this search or filter.]]</p></section>
{{/EMPTY}}
