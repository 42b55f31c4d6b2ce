{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <nav class="crumbs" aria-label="[[Breadcrumb]]"><ol><li><a href="{{P}}/">[[Home]]</a></li><li><span aria-current="page">[[How long we keep what]]</span></li></ol></nav>
  <div class="top"><h1>[[How long we keep what]]</h1><p>[[Then it goes by itself. What the law does not ask for goes at once when you close your account.]]</p></div>
  <section class="block" aria-labelledby="periods">
    <h2 id="periods">[[Periods]]</h2>
    <ul class="known">{{#PERIOD}}
      <li><p>{{WHAT}} <small>{{WHY}}</small></p><span>{{SPAN}}</span></li>{{/PERIOD}}
    </ul>
  </section>
  <section class="block" aria-labelledby="groups">
    <h2 id="groups">[[Groups of customers]]</h2>
    <p>[[Prices are the same for everyone. Now and then a banner or a coupon is for a group of customers, such as regulars. Groups are formed from orders, favourite categories and what you chose yourself. Your profile names yours; who objects to the use of their orders is in none.]]</p>
  </section>
  <section class="block" aria-labelledby="rights">
    <h2 id="rights">[[What you can do]]</h2>
    <p>[[In your account you see what the shop knows of you, put it right, download all of it, say no to suggestions, and erase it. Without an account, write to us: we do the same by your e-mail address.]]</p>
    <p><a class="link" href="{{P}}/account/profile">[[What the shop knows of me]]</a></p>
    <p><a class="link" href="{{P}}/privacy/cookies">[[Cookie choices]]</a></p>
  </section>
</div>
