{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top">
    <h1>{{#HELLO}}[[Hello, {{FIRST_NAME}}]]{{/HELLO}}{{#HELLO_ALL}}[[My account]]{{/HELLO_ALL}}</h1>
    <p>[[With us since {{SINCE}}.]]{{#COUNT}} {{WORDS}}{{/COUNT}} <span class="quiet">{{EMAIL}}</span></p>
    {{#UNPROVED}}<p class="note warm">[[Your address is not confirmed yet. Follow the link in our mail, and your earlier orders appear here.]]</p>{{/UNPROVED}}
  </div>
  <div class="split left">
    {{>SIDE}}
    <div>
      {{>ASK}}
      <section class="block" aria-labelledby="o">
        <h2 id="o">[[Orders]]</h2>
        {{#NO_ORDERS}}<p class="quiet">[[No orders yet.]]</p>
        <p><a class="link" href="{{P}}/">[[Have a look around]]</a></p>{{/NO_ORDERS}}
        {{#ORDERS}}<div class="scroll" tabindex="0" role="group" aria-labelledby="o">
        <table class="table">
          <thead><tr><th scope="col">[[Order]]</th><th scope="col" class="only-wide">[[What]]</th><th scope="col">[[Status]]</th><th scope="col" class="r">[[Total]]</th></tr></thead>
          <tbody>{{#ORDER}}
            <tr><td><a class="link" href="{{HREF}}"><span class="vh">[[Order]] </span>{{NUMBER}}</a><br><small class="quiet">{{PLACED}}</small></td><td class="only-wide">{{WHAT}}</td><td><span class="{{PILL}}">{{STATE}}</span></td><td class="r">{{TOTAL}}</td></tr>{{/ORDER}}
          </tbody>
        </table>
        </div>
        <p><a class="link" href="{{ALL_PATH}}">{{ALL}}</a></p>{{/ORDERS}}
      </section>
      <section class="block" aria-labelledby="ad">
        <h2 id="ad">[[Where we send]]</h2>
        {{#SEND_TO}}<p>{{TEXT}}{{#SEND_PHONE}}<br><span class="quiet">{{PHONE}}</span>{{/SEND_PHONE}}</p>
        <p><a class="link" href="{{P}}/account/details">[[Change]]</a></p>{{/SEND_TO}}
        {{#SEND_NOWHERE}}<p class="quiet">[[No address is saved yet. One that is saved is filled in when you order.]]</p>
        <p><a class="link" href="{{P}}/account/address">[[Add an address]]</a></p>{{/SEND_NOWHERE}}
      </section>
      <section class="block" aria-labelledby="kn">
        <h2 id="kn">[[What the shop knows of you]]</h2>
        <p>{{#SUM}}{{KNOWN}}. {{/SUM}}[[You can read, correct, take with you or erase all of it.]]</p>
        <p><a class="link" href="{{P}}/account/profile">[[See and change]]</a></p>
      </section>
      <form class="block" method="post" action="{{P}}/account/logout"><input type="hidden" name="token" value="{{TOKEN}}"><button class="btn ghost">[[Log out]]</button></form>
    </div>
  </div>
</div>
