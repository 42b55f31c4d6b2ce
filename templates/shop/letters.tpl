{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top">
    <h1>[[Letters from us]]</h1>
    <p>[[Give your address and we send a mail. Letters come once you press the link in it.]]</p>
  </div>
  {{#ERRORS}}<div class="errors narrow" role="alert" tabindex="-1" id="errors">
    <p><b>{{ERRORS_TITLE}}</b></p>
    <ul>{{#ERROR}}<li><a href="#{{FIELD}}">{{MSG}}</a></li>{{/ERROR}}</ul>
  </div>{{/ERRORS}}
  <form class="form narrow" method="post" action="{{P}}/letters" novalidate>
    <input type="hidden" name="token" value="{{TOKEN}}">
    <p class="field"><label for="email">[[Email]]</label><input id="email" name="email" type="email" autocomplete="email" value="{{EMAIL}}" maxlength="254" required{{#EMAIL_ERR}} aria-invalid="true" aria-describedby="email-e"{{/EMAIL_ERR}}>{{#EMAIL_ERR}}<span class="err" id="email-e">{{EMAIL_MSG}}</span>{{/EMAIL_ERR}}</p>
    {{>TOPICS}}
    <p>{{WORDS}}</p>
    <p><button class="btn">[[Send me letters]]</button></p>
  </form>
  {{#PRIVACY}}<p class="after"><a class="link" href="{{HREF}}">{{TITLE}}</a></p>{{/PRIVACY}}
</div>
