{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top">
    <h1>[[Track your order]]</h1>
    <p>[[The number and the address stand in the mail we sent when you ordered.]]</p>
  </div>
  {{#ERRORS}}<div class="errors" role="alert" tabindex="-1" id="errors">
    <p><b>{{ERRORS_TITLE}}</b></p>
    <ul>{{#ERROR}}<li><a href="#{{FIELD}}">{{MSG}}</a></li>{{/ERROR}}</ul>
  </div>{{/ERRORS}}
  <form class="form narrow" method="post" action="{{P}}/track" novalidate>
    <input type="hidden" name="token" value="{{TOKEN}}">
    <p class="field"><label for="number">[[Order number]]</label><input id="number" name="number" type="text" inputmode="numeric" autocomplete="off" value="{{NUMBER}}" maxlength="40" required{{#NUMBER_ERR}} aria-invalid="true" aria-describedby="number-e"{{/NUMBER_ERR}}>{{#NUMBER_ERR}}<span class="err" id="number-e">{{NUMBER_MSG}}</span>{{/NUMBER_ERR}}</p>
    <p class="field"><label for="email">[[Email]]</label><input id="email" name="email" type="email" autocomplete="email" value="{{EMAIL}}" maxlength="254" required{{#EMAIL_ERR}} aria-invalid="true" aria-describedby="email-e"{{/EMAIL_ERR}}>{{#EMAIL_ERR}}<span class="err" id="email-e">{{EMAIL_MSG}}</span>{{/EMAIL_ERR}}</p>
    <p><button class="btn">[[Find the order]]</button></p>
  </form>
</div>
