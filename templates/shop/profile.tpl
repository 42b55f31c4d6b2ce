{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>[[What the shop knows of you]]</h1><p>[[Everything, on one page. It never leaves this shop, and it never changes a price. What you remove is gone from here at once, and from what all suggestions are made of after the next night, at 03:00.]]</p>{{#BROWSER}}<p>[[This is about this browser alone: you are not logged in.]] <a class="link" href="{{P}}/account/login?next=/account/profile">[[Log in]]</a></p>{{/BROWSER}}{{#KEPT}}<p class="note">[[Your browser tells every shop not to track you, and we take that as a no. What is below was noted before that. It is not used now; take it with you or remove it as you like.]]</p>{{/KEPT}}{{#OFF}}<p class="note">[[Suggestions are switched off: you see what everybody sees. What is below is not used.]]</p>{{/OFF}}{{#UNPROVED}}<p class="note warm">[[Your address is not confirmed yet: what stands under it alone is not shown here.]]</p>{{/UNPROVED}}</div>
  <div{{#SPLIT}} class="split left"{{/SPLIT}}>
    {{>SIDE}}
    <div>
      {{>SWITCHES}}
      {{>LEARNED}}
      {{>KNOWN}}
      {{>SAVED}}
      {{>TAKE}}
      <p class="after"><a class="link" href="{{P}}/privacy/data">[[How long we keep what]]</a></p>
    </div>
  </div>
</div>
