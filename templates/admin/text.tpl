{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>{{HEADING}}</h1>{{#PUBLIC}}<a class="btn ghost" href="{{SHOP_HREF}}">[[See in the shop]]</a>{{/PUBLIC}}</div>
{{#STALE}}<div class="errors" role="alert"><p><b>[[Somebody saved this page while you were writing]]</b></p><p>[[Nothing of yours is lost: it still stands below. Press Save to store yours over theirs.]]</p></div>{{/STALE}}
{{>ERRORS}}
<form method="post" action="{{ACTION}}" data-watch>
  <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}">
  <div class="cols wide">
    <div>{{#LANG}}<section class="card" aria-labelledby="l-{{CODE}}"><details class="fold"{{#OPEN}} open{{/OPEN}}><summary id="l-{{CODE}}">{{LANG_NAME}}{{#MISSING}} <span class="pill warm">[[missing]]</span>{{/MISSING}}</summary><div class="fields">{{>WORDS}}</div></details>
      {{#PREVIEW}}<div class="group"><p class="quiet small">[[Preview]]</p><div class="md" lang="{{CODE}}">{{HTML:none}}</div></div>{{/PREVIEW}}</section>{{/LANG}}</div>
    <div>
      <section class="card"><div class="fields">{{>PLACE}}</div></section>
      <section class="card" aria-labelledby="b1"><h2 id="b1">[[How to write]]</h2><dl class="pair"><dt>[[Heading]]</dt><dd><code>## [[Words]]</code></dd><dt>[[Bold]]</dt><dd><code>**[[words]]**</code></dd><dt>[[List]]</dt><dd><code>- [[words]]</code></dd><dt>[[Link]]</dt><dd><code>[ ](…)</code></dd></dl><p class="quiet small">[[An empty line begins a new paragraph.]]</p></section>
      {{#KNOWN}}<section class="card" aria-labelledby="b2"><h2 id="b2">[[Changes]]</h2>{{>LOG}}<p><a class="link small" href="{{ACTION}}/archive">[[Remove this page]]</a></p></section>{{/KNOWN}}
    </div>
  </div>
  <div class="savebar"><p data-clean="" data-dirty="[[Changes are not saved yet]]"></p><button class="btn ghost" name="do" value="preview">[[Preview]]</button><button class="btn" name="do" value="save">[[Save]]</button></div>
</form>
