{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>[[Letters from us]]</h1><p>[[To {{EMAIL}}, about:]]</p></div>
  <form class="form narrow" method="post">
    <input type="hidden" name="token" value="{{TOKEN}}">
    <ul class="prose">{{#TOPIC}}<li>{{NAME}}</li>{{/TOPIC}}</ul>
    <p>{{WORDS}}</p>
    <p><button class="btn">[[Yes, send me letters]]</button></p>
  </form>
</div>
