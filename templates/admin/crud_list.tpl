{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>{{TITLE}}</h1>
  <form class="find" role="search" action="/admin/{{THINGS}}"><svg class="i" aria-hidden="true"><use href="#i-search"/></svg><label class="vh" for="q">{{FIND_LABEL}}</label><input id="q" name="q" type="search" value="{{FIND}}" placeholder="{{FIND_LABEL}}">{{#KEEP}}<input type="hidden" name="{{KEEP_NAME}}" value="{{KEEP_VALUE}}">{{/KEEP}}</form>
  <a class="btn" href="/admin/{{THINGS}}/new" data-new>{{ADD}}</a>
</div>
{{#UNDO}}<form class="toast" method="post" action="/admin/{{THINGS}}/bulk"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="do" value="restore">{{#UNDO_ROW}}<input type="hidden" name="row" value="{{UNDO_ID}}">{{/UNDO_ROW}}<span role="status">{{UNDO_TEXT}}</span> <button class="link">[[Undo]]</button></form>{{/UNDO}}
{{#ABOUT}}<p class="quiet">{{ABOUT_TEXT}}</p>{{/ABOUT}}
<nav class="chips" aria-label="[[Filters]]">
  {{#CHIP}}<a class="chip" href="{{HREF}}"{{#ON}} aria-current="true"{{/ON}}>{{NAME}} <span class="quiet small">{{COUNT}}</span></a>
  {{/CHIP}}
</nav>
{{#LIST}}
<form class="card sheet" method="post" action="/admin/{{THINGS}}/bulk">
  <input type="hidden" name="token" value="{{TOKEN}}">
  <div class="scroll" role="region" aria-label="{{TITLE}}" tabindex="0">
    <table>
      <thead><tr><td><span class="vh">[[Choose]]</span></td>{{#HEAD}}<th scope="col"{{#CLASSED}} class="{{CLASS}}"{{/CLASSED}}{{#SORTED}} aria-sort="{{DIRECTION}}"{{/SORTED}}>{{#SORTS}}<a href="{{HREF}}">{{LABEL}}</a>{{/SORTS}}{{#STANDS}}{{LABEL}}{{/STANDS}}</th>{{/HEAD}}</tr></thead>
      <tbody>
        {{#ROW}}<tr>
          <td><label class="tick"><input type="checkbox" name="row" value="{{ID}}"><span class="vh">[[Choose {{NAME}}]]</span></label></td>
          <th scope="row"><a href="/admin/{{THINGS}}/{{ID}}">{{NAME}}</a></th>
          {{#CELL}}<td{{#CLASSED}} class="{{CLASS}}"{{/CLASSED}}>{{#PILL}}<span class="pill">{{VALUE}}</span>{{/PILL}}{{#SWATCH}}<svg width="20" height="20" aria-hidden="true"><rect width="20" height="20" fill="{{VALUE}}"/></svg> {{VALUE}}{{/SWATCH}}{{#TEXT}}{{VALUE}}{{/TEXT}}</td>{{/CELL}}
        </tr>
        {{/ROW}}
      </tbody>
    </table>
  </div>
  <div class="bulk"><b>[[Chosen]]</b> {{#ACT}}<button class="btn ghost" name="do" value="{{DO}}">{{LABEL}}</button> {{/ACT}}</div>
</form>
{{>PAGER}}
{{/LIST}}
{{#EMPTY}}
<section class="card empty">
  {{#NONE}}<h2>{{EMPTY_TITLE}}</h2>
  <p>{{EMPTY_TEXT}}</p>
  <p><a class="btn" href="/admin/{{THINGS}}/new">{{ADD}}</a></p>{{/NONE}}
  {{#NO_MATCH}}<h2>[[Nothing here]]</h2>
  <p>[[Nothing fits this search or filter.]]</p>
  <p><a class="btn ghost" href="/admin/{{THINGS}}">[[Show all]]</a></p>{{/NO_MATCH}}
</section>
{{/EMPTY}}
