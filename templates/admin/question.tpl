{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Question about {{PRODUCT}}]]</h1><p>{{>STATE}}</p></div>
{{#MOVED_ON}}<div class="errors" role="alert"><p><b>[[This has moved on meanwhile: that could not be done. Here is how it stands now.]]</b></p></div>{{/MOVED_ON}}
{{#ERRORS}}<div class="errors" role="alert"><p><b>{{ERRORS_TITLE}}</b></p><ul>{{#ERROR}}<li><a href="#{{FIELD}}">{{MSG}}</a></li>{{/ERROR}}</ul></div>{{/ERRORS}}
<div class="cols wide">
  <div>
    <section class="card" aria-labelledby="c1">
      <h2 id="c1">[[What was asked]]</h2>
      <p class="quiet small">{{ASKER}}, {{AT}}</p>
      <blockquote class="told" lang="{{LANG}}">{{BODY_TEXT:pre_escape}}</blockquote>
    </section>
    <section class="card" aria-labelledby="c2">
      <h2 id="c2">[[Your answer]]</h2>
      <form class="act" method="post" action="/admin/questions/{{ID}}"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}">
        <p class="field"><label class="vh" for="answer">[[Your answer]]</label><textarea id="answer" name="answer" rows="6" maxlength="4000" required aria-describedby="answer-h{{#ANSWER_ERR}} answer-e{{/ANSWER_ERR}}"{{#ANSWER_ERR}} aria-invalid="true"{{/ANSWER_ERR}}>{{ANSWER:pre_escape}}</textarea><span class="hint" id="answer-h">{{#TOLD}}[[The first answer has gone by mail; what you change now is not sent again.]]{{/TOLD}}{{#MAILED}}[[It goes to {{EMAIL}}.]]{{/MAILED}}{{#UNMAILED}}[[No address was left: the answer is read on the page alone.]]{{/UNMAILED}}</span>{{#ANSWER_ERR}}<span class="err" id="answer-e">{{ANSWER_MSG}}</span>{{/ANSWER_ERR}}</p>
        <p class="acts"><button class="btn" name="do" value="show">[[Answer, and show both]]</button>{{#BY_MAIL}} <button class="btn ghost" name="do" value="mail">[[Answer by mail alone]]</button>{{/BY_MAIL}}</p></form>
      {{#REFUSE}}<form class="act" method="post" action="/admin/questions/{{ID}}"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}">
        <p><button class="btn ghost" name="do" value="refuse">[[Do not show it]]</button> <span class="quiet small">[[Nobody gets a mail.]]</span></p></form>{{/REFUSE}}
    </section>
  </div>
  <div>
    <section class="card" aria-labelledby="c4">
      <h2 id="c4">[[Product]]</h2>
      <p><a href="/admin/products/{{PRODUCT_ID}}">{{PRODUCT}}</a></p>
    </section>
    <section class="card" aria-labelledby="c6"><h2 id="c6">[[Changes]]</h2>{{>LOG}}</section>
  </div>
</div>
