{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>{{HEADING}}</h1>{{#ELSEWHERE}}<a class="btn ghost" href="{{ELSEWHERE_HREF}}" rel="noreferrer">{{ELSEWHERE_NAME}}</a>{{/ELSEWHERE}}{{#SHOP}}<a class="btn ghost" href="{{SHOP_HREF}}">[[See in the shop]]</a>{{/SHOP}}</div>
{{#STALE}}<div class="errors" role="alert" tabindex="-1"><p><b>[[Somebody saved this while you were writing]]</b></p>{{#WHO}}<p>{{WHO_TEXT}}</p>{{/WHO}}
  {{#THEIRS}}<p>[[Where theirs is another than yours:]]</p><ul>{{#THEIR}}<li>{{LABEL}}: {{VALUE}}</li>{{/THEIR}}</ul>{{/THEIRS}}
  <p>[[Nothing of yours is lost: it still stands below. Press Save to store yours over theirs.]]</p></div>{{/STALE}}
{{#ARCHIVED}}<form class="toast" method="post" action="/admin/{{THINGS}}/bulk"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="do" value="restore"><input type="hidden" name="row" value="{{ID}}"><span>[[This is archived: bring it back to change it.]]</span> <button class="link">[[Bring back]]</button></form>{{/ARCHIVED}}
{{#LOCKED}}<p class="note">{{WHY}}</p>{{/LOCKED}}
{{>ERRORS}}
<form method="post" action="{{ACTION}}" data-watch{{#FILES}} enctype="multipart/form-data"{{/FILES}}>
  <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}">
  <fieldset{{#CLOSED}} disabled{{/CLOSED}}><legend class="vh">{{HEADING}}</legend>
  <div class="cols wide">
    <div>
      {{#GROUP}}<section class="card" aria-labelledby="{{GROUP_ID}}">{{#PLAIN}}<h2 id="{{GROUP_ID}}">{{TITLE}}</h2>{{#HINTED}}<p class="quiet small">{{HINT}}</p>{{/HINTED}}<div class="fields">{{>FIELDS}}</div>{{/PLAIN}}{{#FOLD}}<details class="fold"{{#OPEN}} open{{/OPEN}}><summary id="{{GROUP_ID}}">{{TITLE}}</summary>{{#HINTED}}<p class="quiet small">{{HINT}}</p>{{/HINTED}}<div class="fields">{{>FIELDS}}</div></details>{{/FOLD}}</section>
      {{/GROUP}}
      {{#WORDS}}<section class="card" aria-labelledby="w1"><h2 id="w1">{{TITLE}}</h2>
        {{#LANG}}<details class="fold"{{#OPEN}} open{{/OPEN}}><summary>{{LANG_NAME}}{{#MISSING}} <span class="pill warm">[[missing]]</span>{{/MISSING}}</summary><div class="fields">{{>FIELDS}}</div>
        {{#PREVIEW}}<div class="group"><p class="quiet small">[[Preview]]</p><div class="md" lang="{{CODE}}">{{HTML:none}}</div></div>{{/PREVIEW}}</details>{{/LANG}}
      </section>{{/WORDS}}
      {{>PARTS}}
    </div>
    <div>
      {{#SIDE}}<section class="card" aria-labelledby="{{GROUP_ID}}"><h2 id="{{GROUP_ID}}">{{TITLE}}</h2>{{#HINTED}}<p class="quiet small">{{HINT}}</p>{{/HINTED}}<div class="fields">{{>FIELDS}}</div></section>
      {{/SIDE}}
      {{#MARKDOWN}}<section class="card" aria-labelledby="md1"><h2 id="md1">[[How to write]]</h2><dl class="pair"><dt>[[Heading]]</dt><dd><code>## [[Words]]</code></dd><dt>[[Bold]]</dt><dd><code>**[[words]]**</code></dd><dt>[[List]]</dt><dd><code>- [[words]]</code></dd><dt>[[Table]]</dt><dd><code>| A | B |</code><br><code>|---|---|</code><br><code>| 1 | 2 |</code></dd></dl><p class="quiet small">[[An empty line begins a new paragraph.]]</p></section>{{/MARKDOWN}}
      {{#KNOWN}}<section class="card" aria-labelledby="log1"><h2 id="log1">[[Changes]]</h2>{{>LOG}}{{#LEAVE}}<p><a class="link small" href="{{ACTION}}/archive">{{#ARCHIVE}}[[Archive this]]{{/ARCHIVE}}{{#REMOVE}}[[Remove this]]{{/REMOVE}}</a></p>{{/LEAVE}}</section>{{/KNOWN}}
    </div>
  </div>
  </fieldset>
  {{#SAVE}}<div class="savebar"><p data-clean="" data-dirty="[[Changes are not saved yet]]"></p>{{#PREVIEWS}}<button class="btn ghost" name="do" value="preview">[[Preview]]</button>{{/PREVIEWS}}{{#DISCARD}}<a class="btn ghost" href="/admin/{{THINGS}}">[[Discard]]</a>{{/DISCARD}}<button class="btn" name="do" value="save">[[Save]]</button></div>{{/SAVE}}
</form>
