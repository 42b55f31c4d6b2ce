{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Questions]]</h1></div>
<p class="quiet">[[What visitors ask about products. Whoever left an address gets your answer by mail, in the language they asked in.]]</p>
<nav class="chips" aria-label="[[Filters]]">
  {{#CHIP}}<a class="chip" href="{{HREF}}"{{#ON}} aria-current="true"{{/ON}}>{{NAME}} <span class="quiet small">{{COUNT}}</span></a>
  {{/CHIP}}
</nav>
{{#LIST}}
<section class="card sheet">
  <div class="scroll" role="region" aria-label="[[Questions]]" tabindex="0">
    <table>
      <thead><tr><th scope="col">[[Product]]</th><th scope="col">[[Question]]</th><th scope="col" class="lo">[[Status]]</th></tr></thead>
      <tbody>
        {{#ROW}}<tr>
          <th scope="row"><a href="/admin/questions/{{ID}}">{{PRODUCT}}</a><div class="quiet small nw">{{AT}}</div></th>
          <td lang="{{LANG}}">{{SAID}}</td>
          <td class="lo">{{>STATE}}</td>
        </tr>
        {{/ROW}}
      </tbody>
    </table>
  </div>
</section>
{{>PAGER}}
{{/LIST}}
{{#EMPTY}}
<section class="card empty"><h2>[[Nothing here]]</h2><p>[[No question fits this filter.]]</p></section>
{{/EMPTY}}
