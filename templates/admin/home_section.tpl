{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>{{HEADING}}</h1></div>
{{#STALE}}<div class="errors" role="alert"><p><b>[[Somebody saved this section while you were writing]]</b></p><p>[[Nothing of yours is lost: it still stands below. Press Save to store yours over theirs.]]</p></div>{{/STALE}}
{{>ERRORS}}
<form method="post" action="{{ACTION}}" enctype="multipart/form-data" data-watch>
  <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}">
  <div class="cols wide">
    <div>
      <section class="card" aria-labelledby="a1"><h2 id="a1">[[What]]</h2><div class="fields">{{>WHAT}}</div></section>
      <section class="card" aria-labelledby="a2"><h2 id="a2">[[Words]]</h2>
        {{#LANG}}<details class="fold"{{#OPEN}} open{{/OPEN}}><summary>{{LANG_NAME}}</summary><div class="fields">{{>WORDS}}</div></details>{{/LANG}}
      </section>
    </div>
    <div>
      <section class="card" aria-labelledby="b1"><h2 id="b1">[[For whom, and where]]</h2><div class="fields">{{>WHO}}</div></section>
      <section class="card" aria-labelledby="b2"><h2 id="b2">[[When]]</h2><div class="fields">{{>TIME}}</div></section>
      {{>HOME_PICTURE}}
    </div>
  </div>
  <div class="savebar"><p data-clean="" data-dirty="[[Changes are not saved yet]]"></p><a class="btn ghost" href="/admin/home">[[Discard]]</a><button class="btn" name="do" value="save">[[Save]]</button></div>
</form>
{{#KNOWN}}<section class="card" aria-labelledby="b3"><h2 id="b3">[[Changes]]</h2>{{>LOG}}
  <p><a class="link" href="/admin/home/preview?segment={{SEGMENT}}">[[See the home page as they do]]</a></p>
  <form method="post" action="{{PATH}}/delete"><input type="hidden" name="token" value="{{TOKEN}}"><p><button class="btn ghost">[[Delete this section]]</button></p></form></section>{{/KNOWN}}
