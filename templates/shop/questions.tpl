{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top">
    <h1>[[Questions and answers]]</h1>
    <p><a class="link" href="{{BACK}}">{{NAME_OF}}</a></p>
  </div>
  {{#LIST}}<section class="block" aria-labelledby="answered"><h2 class="vh" id="answered">[[Answered]]</h2>{{#ONE}}{{>ASKED}}{{/ONE}}</section>{{/LIST}}
  {{>PAGES}}
  <section class="block" aria-labelledby="ask">
    <h2 id="ask">[[Ask us]]</h2>
    <p class="quiet">[[We answer ourselves, as a rule within two working days. What others may want to know we show here with your question.]]</p>
    {{#ODD}}<p class="note warm">[[Please send it once more: something in the form looked as if a program had filled it in.]]</p>{{/ODD}}
    {{#ERRORS}}<div class="errors" role="alert" tabindex="-1" id="errors">
      <p><b>{{ERRORS_TITLE}}</b></p>
      <ul>{{#ERROR}}<li><a href="#{{FIELD}}">{{MSG}}</a></li>{{/ERROR}}</ul>
    </div>{{/ERRORS}}
    <form class="form narrow" method="post" action="{{ACTION}}" novalidate>
      <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="once" value="{{ONCE}}"><input type="hidden" name="confirm" value="{{CONFIRM}}">
      <div class="vh" aria-hidden="true"><label for="website">[[Leave this empty]]</label><input id="website" name="website" type="text" tabindex="-1" autocomplete="off"></div>
      <p class="field"><label for="body">[[Your question]]</label><textarea id="body" name="body" rows="4" maxlength="1000" required{{#BODY_ERR}} aria-invalid="true" aria-describedby="body-e"{{/BODY_ERR}}>{{BODY:pre_escape}}</textarea>{{#BODY_ERR}}<span class="err" id="body-e">{{BODY_MSG}}</span>{{/BODY_ERR}}</p>
      <p class="field"><label for="email">[[Your e-mail]] <span class="quiet">([[may stay empty]])</span></label><input id="email" name="email" type="email" maxlength="254" autocomplete="email" value="{{EMAIL}}" aria-describedby="email-h{{#EMAIL_ERR}} email-e{{/EMAIL_ERR}}"{{#EMAIL_ERR}} aria-invalid="true"{{/EMAIL_ERR}}><span class="hint" id="email-h">[[The answer comes there, and nothing else. It is never shown.]]</span>{{#EMAIL_ERR}}<span class="err" id="email-e">{{EMAIL_MSG}}</span>{{/EMAIL_ERR}}</p>
      <p class="field"><label for="name">[[Your name]] <span class="quiet">([[may stay empty]])</span></label><input id="name" name="name" maxlength="50" autocomplete="off" value="{{NAME}}" aria-describedby="name-h{{#NAME_ERR}} name-e{{/NAME_ERR}}"{{#NAME_ERR}} aria-invalid="true"{{/NAME_ERR}}><span class="hint" id="name-h">[[Shown beside your question.]]</span>{{#NAME_ERR}}<span class="err" id="name-e">{{NAME_MSG}}</span>{{/NAME_ERR}}</p>
      <p><button class="btn">[[Send the question]]</button></p>
    </form>
  </section>
</div>
