{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>[[What the shop knows of you]]</h1>{{#REFUSED_THIS}}<p class="note warm" role="alert">[[Nothing was changed: the shop keeps nothing of this browser that could be.]]</p>{{/REFUSED_THIS}}</div>
  <section class="block" aria-labelledby="nothing">
    <h2 id="nothing">[[Nothing]]</h2>
    {{#NONE}}<p>[[You have not been asked yet, or have not answered. Until you accept, the shop notes nothing of what you look at and shows you what it shows everybody.]]</p>{{/NONE}}
    {{#REFUSED}}<p>[[You said no, or took your yes back. The shop notes nothing of what you look at and shows you what it shows everybody.]]</p>{{/REFUSED}}
    {{#SIGNAL}}<p>[[Your browser tells every shop not to track you, and we take that as a no. The shop notes nothing of what you look at and shows you what it shows everybody.]]</p>{{/SIGNAL}}
    <p>[[What is in your cart and on your list stays in them alone.]]</p>
    <p class="ends"><a class="btn ghost" href="{{P}}/privacy/cookies">[[Your choice about cookies]]</a><a class="btn ghost" href="{{P}}/account/login?next=/account/profile">[[Log in]]</a></p>
    <p class="quiet">[[With an account you see here what it keeps, and can change it.]]</p>
  </section>
</div>
