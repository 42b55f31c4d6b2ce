{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top">
    <h1>[[Account]]</h1>
    <p>{{NAME}} · {{EMAIL}}</p>
    {{#UNPROVED}}<p class="note warm">[[Your address is not confirmed yet. Follow the link in our mail, and your earlier orders appear here.]]</p>{{/UNPROVED}}
  </div>
  <div class="split left">
    {{>SIDE}}
    <div>
      <section class="block" aria-labelledby="orders">
        <h2 id="orders">[[Your orders]]</h2>
        {{#NO_ORDERS}}<p class="quiet">[[No orders yet.]]</p>{{/NO_ORDERS}}
        {{#ORDERS}}<ul class="known">{{#ORDER}}
          <li><p><a class="link" href="{{HREF}}">[[Order {{NUMBER}}]]</a> <span class="quiet small">{{PLACED}} · {{STATE}}</span></p><b class="num">{{TOTAL}}</b></li>{{/ORDER}}
        </ul>{{/ORDERS}}
      </section>
      <form class="block" method="post" action="{{P}}/account/logout"><input type="hidden" name="token" value="{{TOKEN}}"><button class="btn ghost">[[Log out]]</button></form>
    </div>
  </div>
</div>
