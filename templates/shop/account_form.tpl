{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top">
    <h1>{{TITLE}}</h1>
    {{#INTRO}}<p>{{TEXT}}</p>{{/INTRO}}
  </div>
  {{#ERRORS}}<div class="errors narrow" role="alert" tabindex="-1" id="errors">
    <p><b>{{ERRORS_TITLE}}</b></p>
    <ul>{{#ERROR}}<li><a href="#{{FIELD}}">{{MSG}}</a></li>{{/ERROR}}</ul>
  </div>{{/ERRORS}}
  {{#FORM}}<form class="form narrow" method="post" action="{{ACTION}}" novalidate>
    <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="next" value="{{NEXT}}">
    {{#NAME_FIELD}}<p class="field"><label for="name">[[Name]]</label><input id="name" name="name" type="text" autocomplete="name" value="{{NAME}}" maxlength="100" required{{#NAME_ERR}} aria-invalid="true" aria-describedby="name-e"{{/NAME_ERR}}>{{#NAME_ERR}}<span class="err" id="name-e">{{WRONG}}</span>{{/NAME_ERR}}</p>{{/NAME_FIELD}}
    {{#EMAIL_FIELD}}<p class="field"><label for="email">[[Email]]</label><input id="email" name="email" type="email" autocomplete="username" value="{{EMAIL}}" maxlength="254" required{{#EMAIL_ERR}} aria-invalid="true" aria-describedby="email-e"{{/EMAIL_ERR}}>{{#EMAIL_ERR}}<span class="err" id="email-e">{{WRONG}}</span>{{/EMAIL_ERR}}</p>{{/EMAIL_FIELD}}
    {{#OLD_PASSWORD}}<p class="field"><label for="old">[[Current password]]</label><input id="old" name="old" type="password" data-show="[[Show the password]]" autocomplete="current-password" required{{#OLD_ERR}} aria-invalid="true" aria-describedby="old-e"{{/OLD_ERR}}>{{#OLD_ERR}}<span class="err" id="old-e">{{WRONG}}</span>{{/OLD_ERR}}</p>{{/OLD_PASSWORD}}
    {{#PASSWORD}}<p class="field"><label for="password">[[Password]]</label><input id="password" name="password" type="password" data-show="[[Show the password]]" autocomplete="current-password" required></p>{{/PASSWORD}}
    {{#NEW_PASSWORD}}<p class="field"><label for="password">{{#FIRST}}[[Password]]{{/FIRST}}{{#ANOTHER}}[[New password]]{{/ANOTHER}}</label><input id="password" name="password" type="password" data-show="[[Show the password]]" autocomplete="new-password" required{{#PASSWORD_ERR}} aria-invalid="true"{{/PASSWORD_ERR}} aria-describedby="password-h{{#PASSWORD_ERR}} password-e{{/PASSWORD_ERR}}"><span class="hint" id="password-h">[[At least 8 characters; a short sentence is good.]]</span>{{#PASSWORD_ERR}}<span class="err" id="password-e">{{WRONG}}</span>{{/PASSWORD_ERR}}</p>{{/NEW_PASSWORD}}
    <p><button class="btn">{{BUTTON}}</button></p>
  </form>{{/FORM}}
  {{#KEEP}}<p class="after"><a class="link" href="{{HREF}}">{{WORDS}}</a></p>{{/KEEP}}
  {{>PASSKEY}}
  {{#WAYS}}<ul class="after">
    <li><a class="link" href="{{LINK_TO}}">[[Send me a link]]</a></li>
    <li><a class="link" href="{{FORGOT_TO}}">[[Forgotten the password?]]</a></li>
    <li><a class="link" href="{{REGISTER_TO}}">[[Create an account]]</a></li>
    <li><a class="link" href="{{P}}/track">[[Find an order without an account]]</a></li>
  </ul>{{/WAYS}}
  {{>DEMO}}
</div>
