{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top">
    <h1>[[Withdraw from contract]]</h1>
    <p>[[You may withdraw within 14 days of getting the last thing, without giving a reason. Tell us who you are and which order it is; the next page asks you to confirm.]]</p>
  </div>
  {{#ERRORS}}<div class="errors" role="alert" tabindex="-1" id="errors">
    <p><b>{{ERRORS_TITLE}}</b></p>
    <ul>{{#ERROR}}<li><a href="#{{FIELD}}">{{MSG}}</a></li>{{/ERROR}}</ul>
  </div>{{/ERRORS}}
  <form class="form narrow" method="post" action="{{P}}/withdraw" novalidate>
    <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="at" value="{{AT}}">
    <p class="field"><label for="name">[[Name]]</label><input id="name" name="name" type="text" autocomplete="name" value="{{NAME}}" maxlength="100" required{{#NAME_ERR}} aria-invalid="true" aria-describedby="name-e"{{/NAME_ERR}}>{{#NAME_ERR}}<span class="err" id="name-e">{{NAME_MSG}}</span>{{/NAME_ERR}}</p>
    <p class="field"><label for="order">[[Order number]]</label><input id="order" name="order" type="text" autocomplete="off" value="{{ORDER}}" maxlength="200" required{{#ORDER_ERR}} aria-invalid="true"{{/ORDER_ERR}} aria-describedby="order-h{{#ORDER_ERR}} order-e{{/ORDER_ERR}}"><span class="hint" id="order-h">[[It is in the mail we sent. Without it, say what you ordered and when.]]</span>{{#ORDER_ERR}}<span class="err" id="order-e">{{ORDER_MSG}}</span>{{/ORDER_ERR}}</p>
    <p class="field"><label for="email">[[Email]]</label><input id="email" name="email" type="email" autocomplete="email" value="{{EMAIL}}" maxlength="254" required{{#EMAIL_ERR}} aria-invalid="true"{{/EMAIL_ERR}} aria-describedby="email-h{{#EMAIL_ERR}} email-e{{/EMAIL_ERR}}"><span class="hint" id="email-h">[[The receipt goes here.]]</span>{{#EMAIL_ERR}}<span class="err" id="email-e">{{EMAIL_MSG}}</span>{{/EMAIL_ERR}}</p>
    <p><button class="btn">[[Continue]]</button></p>
  </form>
</div>
