{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Searches]]</h1></div>
<p class="quiet">[[What customers looked for in the last 30 days: the words alone, never who. Kept for 90 days.]]</p>
<nav class="chips" aria-label="[[Filters]]">
  <a class="chip" href="/admin/searches"{{#AT_MISSED}} aria-current="true"{{/AT_MISSED}}>[[Found nothing]]</a>
  <a class="chip" href="/admin/searches?show=all"{{#AT_ALL}} aria-current="true"{{/AT_ALL}}>[[Most asked]]</a>
</nav>
{{#LIST}}
<div class="card sheet">
  <div class="scroll" role="region" aria-label="[[Searches]]" tabindex="0">
    <table>
      <thead><tr><th scope="col">[[Search words]]</th><th scope="col" class="lo">[[Language]]</th><th scope="col" class="r">[[Times]]</th><th scope="col" class="r">[[Found]]</th><th scope="col" class="lo">[[Last]]</th><th scope="col"><span class="vh">[[What to do]]</span></th></tr></thead>
      <tbody>
        {{#ROW}}<tr><th scope="row"><a href="{{P}}/search?q={{QUERY:url_query_escape}}">{{QUERY}}</a></th><td class="lo">{{LANGUAGE}}</td><td class="r">{{TIMES}}</td><td class="r">{{RESULTS}}{{#MISSED}} <span class="pill warm">[[nothing]]</span>{{/MISSED}}</td><td class="lo nw">{{DAY}}</td><td class="r"><a class="link" href="/admin/synonyms/new?term={{QUERY:url_query_escape}}&amp;locale={{LOCALE}}">[[Add synonym]]<span class="vh"> {{QUERY}}</span></a></td></tr>
        {{/ROW}}
      </tbody>
    </table>
  </div>
</div>
{{>PAGER}}
{{/LIST}}
{{#EMPTY}}
<section class="card empty">
  {{#NO_MISSES}}<h2>[[Every search found something]]</h2><p>[[What customers look for in vain stands here, so that you can give it another name or take it into the shop.]]</p>{{/NO_MISSES}}
  {{#NO_SEARCHES}}<h2>[[Nobody has searched yet]]</h2><p>[[New searches stand here after a minute or so.]]</p>{{/NO_SEARCHES}}
</section>
{{/EMPTY}}
