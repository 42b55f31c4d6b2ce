{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>{{HEADING}}</h1></div>
{{#STALE}}<div class="errors" role="alert"><p><b>[[Somebody saved this promotion while you were writing]]</b></p><p>[[Nothing of yours is lost: it still stands below. Press Save to store yours over theirs.]]</p></div>{{/STALE}}
{{>ERRORS}}
<div class="cols wide">
<form method="post" action="{{ACTION}}" data-watch>
  <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}">
  <section class="card" aria-labelledby="p1"><h2 id="p1">[[What it takes off]]</h2><div class="fields">{{>WHAT}}</div></section>
  <section class="card" aria-labelledby="p2"><h2 id="p2">[[What it is for]]</h2>
    {{#ALL}}<p>[[All goods. Gift cards never.]]</p>{{/ALL}}
    {{#TARGETS}}<table class="tight"><thead><tr><th scope="col">[[Name]]</th><th scope="col">[[Kind]]</th><th scope="col">[[Remove]]</th></tr></thead><tbody>
      {{#TARGET}}<tr><th scope="row">{{NAME}}<input type="hidden" name="target" value="{{CODE}}"></th><td>{{KIND}}</td><td><label class="tick"><input type="checkbox" name="drop" value="{{CODE}}"><span class="vh">[[Remove {{NAME}}]]</span></label></td></tr>
      {{/TARGET}}</tbody></table><p class="quiet small">[[A category counts with those below it.]]</p>{{/TARGETS}}
    <div class="fields">{{>FIND}}</div>
    <p><button class="btn ghost" name="do" value="find">[[Find]]</button></p>
    {{#RESULTS}}<div class="group" role="group" aria-label="[[Found]]">{{#FOUND}}<div><label class="check"><input type="checkbox" name="target" value="{{CODE}}">{{NAME}} <span class="quiet small">{{KIND}}</span></label></div>{{/FOUND}}{{#NOTHING}}<p role="status">[[Nothing is called so.]]</p>{{/NOTHING}}</div>{{/RESULTS}}
  </section>
  <section class="card" aria-labelledby="p3"><h2 id="p3">[[Conditions]]</h2><div class="fields">{{>WHEN}}</div></section>
  <section class="card" aria-labelledby="p4"><h2 id="p4">[[Who has it, how often]]</h2><div class="fields">{{>WHO}}</div></section>
  <section class="card" aria-labelledby="p5"><h2 id="p5">[[When]]</h2><div class="fields">{{>TIME}}</div></section>
  <section class="card" aria-labelledby="p6"><h2 id="p6">[[Together with others]]</h2><div class="fields">{{>STACK}}</div></section>
  <section class="card" aria-labelledby="p7"><h2 id="p7">[[What customers read]]</h2><div class="fields">{{>LABELS}}</div></section>
  <div class="savebar"><p data-clean="" data-dirty="[[Changes are not saved yet]]"></p><button class="btn" name="do" value="save">[[Save]]</button></div>
</form>
<div>
  {{#KNOWN}}<section class="card" aria-labelledby="q1"><h2 id="q1">[[In words]]</h2>
    <p><span class="pill{{#LIVE}} good{{/LIVE}}">{{STATE}}</span></p>
    <ul>{{#SENTENCE}}<li>{{TEXT}}</li>{{/SENTENCE}}</ul>
    <form method="post" action="{{PATH}}/state"><input type="hidden" name="token" value="{{TOKEN}}">
      <p>{{#PAUSE}}<button class="btn ghost" name="do" value="pause">[[Stop]]</button>{{/PAUSE}}{{#RESUME}}<button class="btn ghost" name="do" value="resume">[[Let it run again]]</button>{{/RESUME}} <button class="btn ghost" name="do" value="archive">[[Archive]]</button></p></form>
  </section>
  {{#USES}}<section class="card" aria-labelledby="q2"><h2 id="q2">[[Uses]]</h2>
    <dl class="pair"><dt>[[Orders]]</dt><dd class="num">{{USED}}</dd><dt>[[Taken off]]</dt><dd class="num">{{COST}}</dd></dl>
    {{#USE_LIST}}<div class="scroll" role="group" aria-label="[[Uses]]" tabindex="0"><table class="tight"><thead><tr><th scope="col">[[Order]]</th><th scope="col">[[Time]]</th><th scope="col">[[Code]]</th><th scope="col" class="r">[[Taken off]]</th></tr></thead><tbody>
    {{#USE}}<tr><th scope="row"><a href="/admin/orders/{{NUMBER}}">{{NUMBER}}</a></th><td>{{TIME}}</td><td>{{CODE}}</td><td class="r num">{{AMOUNT}}{{#BACK}} <span class="quiet small">[[given back]]</span>{{/BACK}}</td></tr>
    {{/USE}}</tbody></table></div>{{/USE_LIST}}
  </section>{{/USES}}
  <section class="card" aria-labelledby="q3"><h2 id="q3">[[Changes]]</h2>{{>LOG}}</section>{{/KNOWN}}
  {{#CODES}}<section class="card" aria-labelledby="q4"><h2 id="q4">[[Codes]]</h2>
    {{#CODE_LIST}}<form method="post" action="{{PATH}}/codes"><input type="hidden" name="token" value="{{TOKEN}}"><div class="scroll" role="group" aria-label="[[Codes]]" tabindex="0"><table class="tight"><thead><tr><th scope="col">[[Code]]</th><th scope="col" class="r">[[Uses]]</th><td></td></tr></thead><tbody>
    {{#CODE}}<tr><th scope="row"><code>{{TEXT}}</code></th><td class="r num">{{USED}}{{#OF}} / {{LIMIT}}{{/OF}}</td><td>{{#HERE}}<button class="link small" name="away" value="{{ID}}">[[Archive]]<span class="vh"> {{TEXT}}</span></button>{{/HERE}}{{#AWAY}}<span class="pill">[[Archived]]</span> <button class="link small" name="back" value="{{ID}}">[[Undo]]<span class="vh"> {{TEXT}}</span></button>{{/AWAY}}</td></tr>
    {{/CODE}}</tbody></table></div></form>{{/CODE_LIST}}
    {{#MORE}}<p class="quiet small">[[The newest {{SHOWN}} are shown; the file has all.]]</p>{{/MORE}}
    <p><a class="link" href="{{PATH}}/codes">[[Download the codes that can be used (CSV)]]</a></p>
    <form class="group" method="post" action="{{PATH}}/codes"><input type="hidden" name="token" value="{{TOKEN}}"><h3>[[One code for many]]</h3><div class="fields">{{>ADD}}</div><p><button class="btn ghost" name="do" value="add">[[Add code]]</button></p></form>
    <form class="group" method="post" action="{{PATH}}/codes"><input type="hidden" name="token" value="{{TOKEN}}"><h3>[[A code for each]]</h3><div class="fields">{{>MAKE}}</div><p><button class="btn ghost" name="do" value="make">[[Make codes]]</button></p></form>
  </section>{{/CODES}}
</div>
</div>
