{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Review of {{PRODUCT}}]]</h1><p>{{>STATE}}</p></div>
{{#MOVED_ON}}<div class="errors" role="alert"><p><b>[[This has moved on meanwhile: that could not be done. Here is how it stands now.]]</b></p></div>{{/MOVED_ON}}
{{#ERRORS}}<div class="errors" role="alert"><p><b>{{ERRORS_TITLE}}</b></p><ul>{{#ERROR}}<li><a href="#{{FIELD}}">{{MSG}}</a></li>{{/ERROR}}</ul></div>{{/ERRORS}}
<div class="cols wide">
  <div>
    <section class="card" aria-labelledby="c1">
      <h2 id="c1">[[What the buyer says]]</h2>
      <ul class="review">{{>SAID}}</ul>
      {{#REFUSED}}<p class="warm">[[Not shown:]] {{RULE_WORDS}}.</p>{{#REASON}}<p class="told">{{REASON_TEXT:pre_escape}}</p>{{/REASON}}{{/REFUSED}}
      {{#SHOW}}<form class="act" method="post" action="/admin/reviews/{{ID}}"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}">
        <p><button class="btn" name="do" value="show">[[Show it]]</button></p></form>{{/SHOW}}
    </section>
    <section class="card" aria-labelledby="c2">
      <h2 id="c2">[[Your reply]]</h2>
      <form class="act" method="post" action="/admin/reviews/{{ID}}"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}">
        <p class="field"><label class="vh" for="reply">[[Your reply]]</label><textarea id="reply" name="reply" rows="4" maxlength="2000" aria-describedby="reply-h"{{#REPLY_ERR}} aria-invalid="true"{{/REPLY_ERR}}>{{REPLY:pre_escape}}</textarea><span class="hint" id="reply-h">[[It stands below the review for everybody. Empty: none.]]</span>{{#REPLY_ERR}}<span class="err">{{REPLY_MSG}}</span>{{/REPLY_ERR}}</p>
        <p><button class="btn ghost" name="do" value="reply">[[Save reply]]</button></p></form>
    </section>
    {{#REFUSE}}<section class="card" aria-labelledby="c3">
      <h2 id="c3">{{#DOWN}}[[Take it down]]{{/DOWN}}{{#FIRST}}[[Do not show it]]{{/FIRST}}</h2>
      <form class="act" method="post" action="/admin/reviews/{{ID}}"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}">
        <p class="quiet small">[[Few stars are no reason. The writer reads the rule and your words, and may write again.]]</p>
        <p class="field"><label for="rule">[[Which rule]]</label><select id="rule" name="rule" required{{#RULE_ERR}} aria-invalid="true" aria-describedby="rule-e"{{/RULE_ERR}}><option value="">[[Choose]]</option>{{#RULE_OF}}<option value="{{CODE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{WORDS}}</option>{{/RULE_OF}}</select>{{#RULE_IS_subject}}{{/RULE_IS_subject}}{{#RULE_IS_person}}{{/RULE_IS_person}}{{#RULE_IS_insult}}{{/RULE_IS_insult}}{{#RULE_IS_unlawful}}{{/RULE_IS_unlawful}}{{#RULE_IS_advert}}{{/RULE_IS_advert}}{{#RULE_IS_interest}}{{/RULE_IS_interest}}{{#RULE_IS_picture}}{{/RULE_IS_picture}}{{#RULE_ERR}}<span class="err" id="rule-e">{{RULE_MSG}}</span>{{/RULE_ERR}}</p>
        <p class="field"><label for="reason">[[In your words]]</label><textarea id="reason" name="reason" rows="3" maxlength="1000" aria-describedby="reason-h"{{#REASON_ERR}} aria-invalid="true"{{/REASON_ERR}}>{{REASON:pre_escape}}</textarea><span class="hint" id="reason-h">[[May stay empty. Say which part it is.]]</span>{{#REASON_ERR}}<span class="err">{{REASON_MSG}}</span>{{/REASON_ERR}}</p>
        <p><button class="btn ghost" name="do" value="refuse">{{#DOWN}}[[Take it down]]{{/DOWN}}{{#FIRST}}[[Do not show it]]{{/FIRST}}</button></p></form>
    </section>{{/REFUSE}}
  </div>
  <div>
    <section class="card" aria-labelledby="c4">
      <h2 id="c4">[[Where it is from]]</h2>
      <dl class="pair"><dt>[[Product]]</dt><dd><a href="/admin/products/{{PRODUCT_ID}}">{{PRODUCT}}</a></dd>{{#ORDER}}<dt>[[Order]]</dt><dd><a href="/admin/orders/{{NUMBER}}">{{NUMBER}}</a></dd>{{/ORDER}}<dt>[[Found helpful]]</dt><dd>{{HELPFUL}}</dd></dl>
      {{#NO_ORDER}}<p class="quiet">[[The buyer had their data erased.]]</p>{{/NO_ORDER}}
    </section>
    <section class="card" aria-labelledby="c6"><h2 id="c6">[[Changes]]</h2>{{>LOG}}</section>
  </div>
</div>
