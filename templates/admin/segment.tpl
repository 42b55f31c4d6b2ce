{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>{{HEADING}}</h1></div>
{{#STALE}}<div class="errors" role="alert"><p><b>[[Somebody saved this segment while you were writing]]</b></p><p>[[Nothing of yours is lost: it still stands below. Press Save to store yours over theirs.]]</p></div>{{/STALE}}
{{>ERRORS}}
<div class="cols wide">
<form method="post" action="{{ACTION}}" data-watch>
  <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}">
  <section class="card" aria-labelledby="s1"><h2 id="s1">[[Name]]</h2><div class="fields">{{>WHAT}}</div></section>
  <section class="card" aria-labelledby="s2"><h2 id="s2">[[Who is in it]]</h2>
    <p class="quiet">[[All of these have to hold.]]</p>
    {{#NO_RULES}}<p class="quiet">[[No rule yet: add one.]]</p>{{/NO_RULES}}
    {{#RULE}}<fieldset class="group"><legend>{{FIELD}}</legend>
      <div class="fields two">{{>HOW}}</div>
      <div><input type="hidden" name="field_{{NTH}}" value="{{CODE}}"><label class="check"><input type="checkbox" name="drop" value="{{NTH}}">[[Take this rule away]]<span class="vh">: {{FIELD}}</span></label></div></fieldset>
    {{/RULE}}
    <div class="group"><div class="fields"><p class="field"><label for="more">[[Add a rule about]]</label><select id="more" name="more"{{#MORE_WRONG}} aria-invalid="true" aria-describedby="more-e"{{/MORE_WRONG}}>{{#MORE}}<option value="{{CODE}}">{{FIELD}}</option>{{/MORE}}</select>{{#MORE_WRONG}}<span class="err" id="more-e">{{MESSAGE}}</span>{{/MORE_WRONG}}</p>
    <p><button class="btn ghost" name="do" value="add">[[Add rule]]</button> <button class="btn ghost" name="do" value="count">[[Count]]</button></p>
    {{#COUNT}}<p role="status"><b>{{TEXT}}</b></p>{{/COUNT}}</div></div>
  </section>
  <section class="card" aria-labelledby="s3"><h2 id="s3">[[What customers read]]</h2><div class="fields">{{>LABELS}}</div></section>
  <div class="savebar"><p data-clean="" data-dirty="[[Changes are not saved yet]]"></p><button class="btn" name="do" value="save">[[Save]]</button></div>
</form>
<div>
  {{#KNOWN}}<section class="card" aria-labelledby="q1"><h2 id="q1">[[Size and value]]</h2>
    <dl class="pair"><dt>[[Customers]]</dt><dd class="num">{{CUSTOMERS}}</dd><dt>[[Bought for]]</dt><dd class="num">{{SPENT}}</dd><dt>[[Average order]]</dt><dd class="num">{{AVERAGE}}</dd><dt>[[Of the turnover]]</dt><dd class="num">{{SHARE}}</dd></dl>
    <p class="quiet small">[[Of all their orders so far, less what was paid back.]]</p>
    <p><a class="link" href="/admin/home">[[Show them something on the home page]]</a></p>
    <p><a class="link" href="/admin/promotions/new">[[Make a promotion for them]]</a></p>
  </section>
  <section class="card" aria-labelledby="q2"><h2 id="q2">[[Changes]]</h2>{{>LOG}}
    <form method="post" action="{{PATH}}/delete"><input type="hidden" name="token" value="{{TOKEN}}"><p><button class="btn ghost" id="delete">[[Delete this segment]]</button></p></form></section>{{/KNOWN}}
</div>
</div>
