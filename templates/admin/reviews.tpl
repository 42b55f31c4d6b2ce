{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Reviews]]</h1></div>
<p class="quiet">[[Only who has bought a thing and got it can review it. Show good and bad alike: the page of the product says so, and to leave out the bad ones is against the law. Answer a bad one instead.]]</p>
<nav class="chips" aria-label="[[Filters]]">
  {{#CHIP}}<a class="chip" href="{{HREF}}"{{#ON}} aria-current="true"{{/ON}}>{{NAME}} <span class="quiet small">{{COUNT}}</span></a>
  {{/CHIP}}
</nav>
{{#LIST}}
<form class="card sheet" method="post" action="/admin/reviews">
  <input type="hidden" name="token" value="{{TOKEN}}">
  <div class="scroll" role="region" aria-label="[[Reviews]]" tabindex="0">
    <table>
      <thead><tr><td><span class="vh">[[Choose]]</span></td><th scope="col">[[Product]]</th><th scope="col">[[Reviews]]</th><th scope="col" class="lo">[[Writer]]</th><th scope="col" class="lo">[[Status]]</th></tr></thead>
      <tbody>
        {{#ROW}}<tr>
          <td>{{#TICK}}<label class="tick"><input type="checkbox" name="review" value="{{ID}}-{{REV}}"><span class="vh">[[Choose the review of {{PRODUCT}}]]</span></label>{{/TICK}}</td>
          <th scope="row"><a href="/admin/reviews/{{ID}}">{{PRODUCT}}</a><div class="quiet small nw">{{AT}}</div></th>
          <td><span class="rated">{{>STARS}}</span><div lang="{{LANG}}">{{SAID}}</div>{{#PICTURES}}<div class="quiet small">{{WORDS}}</div>{{/PICTURES}}</td>
          <td class="lo">{{WRITER}}</td>
          <td class="lo">{{>STATE}}</td>
        </tr>
        {{/ROW}}
      </tbody>
    </table>
  </div>
  {{#BULK}}<div class="bulk"><b>[[Chosen reviews]]</b> <button class="btn">[[Show]]</button></div>{{/BULK}}
</form>
{{>PAGER}}
{{/LIST}}
{{#EMPTY}}
<section class="card empty"><h2>[[Nothing here]]</h2><p>[[No review fits this filter.]]</p></section>
{{/EMPTY}}
