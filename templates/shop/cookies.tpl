{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <nav class="crumbs" aria-label="[[Breadcrumb]]"><ol><li><a href="{{P}}/">[[Home]]</a></li><li><span aria-current="page">[[Cookies]]</span></li></ol></nav>
  <div class="top"><h1>[[Cookies and your choice]]</h1></div>
  <section class="block" aria-labelledby="choice">
    <h2 id="choice">[[Your choice]]</h2>
    {{#NONE}}<p>[[You have not chosen. Until you do, it is a no: nothing is remembered of what you look at.]]</p>{{/NONE}}
    {{#ACCEPTED}}<p>[[You accepted on {{DAY}}: we remember what you look at, and use it in this shop alone.]]</p>{{/ACCEPTED}}
    {{#REFUSED}}<p>[[You refused on {{DAY}}: nothing is remembered of what you look at.]]</p>{{/REFUSED}}
    {{#OBJECTED}}<p>[[You accepted here and said no in your account. The no holds: nothing is remembered of what you look at.]]</p>{{/OBJECTED}}
    {{#SIGNAL}}<p>[[Your browser tells every shop not to track you (Global Privacy Control or Do Not Track). We take that as a no, so there is nothing to choose: nothing is remembered of what you look at.]]</p>{{#EARLIER}}
    <p><a class="link" href="{{P}}/account/profile">[[What was noted before, to see and erase]]</a></p>{{/EARLIER}}{{/SIGNAL}}
    {{#CHOOSE}}<form class="choose" method="post" action="{{P}}/consent">
      <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="back" value="/privacy/cookies">
      <p>{{WORDS}}</p>
      <div><button class="btn ghost" name="choice" value="refuse">[[Refuse]]</button><button class="btn ghost" name="choice" value="accept">[[Accept]]</button></div>
    </form>{{/CHOOSE}}
  </section>
  <section class="block" aria-labelledby="cookies">
    <h2 id="cookies">[[The cookies of this shop]]</h2>
    <p>[[All of them are necessary: the shop sets them itself, uses them for what is said here, and no other company sees them. Nothing else is put into your browser, whatever you choose.]]</p>
    <ul class="known cookies">{{#COOKIE}}
      <li><p><code>{{NAME}}</code> <small>{{PURPOSE}}</small></p><span>{{LASTS}}</span></li>{{/COOKIE}}
    </ul>
  </section>
  <p class="after"><a class="link" href="{{P}}/privacy/data">[[How long we keep what]]</a></p>
  {{#MORE}}<p class="after"><a class="link" href="{{HREF}}">{{TITLE}}</a></p>{{/MORE}}
</div>
