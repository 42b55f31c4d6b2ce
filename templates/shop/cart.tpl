{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>[[Cart]]</h1></div>
  {{#EMPTY}}
  {{#UNDO}}<form class="note" method="post" action="{{P}}/cart">
    <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="qty" value="{{QTY}}">{{#LATER}}<input type="hidden" name="later" value="1">{{/LATER}}<span role="status">{{#GONE}}[[{{NAME}} removed.]]{{/GONE}}{{#SAVED}}[[{{NAME}} is on your list.]]{{/SAVED}}</span> <button class="link" name="undo" value="{{SKU}}">[[Undo]]</button>
  </form>{{/UNDO}}
  {{#PROBLEM}}<div class="errors" role="alert" tabindex="-1" id="errors"><p><b>{{TEXT}}</b></p></div>{{/PROBLEM}}
  <p>[[The cart is empty. Things that you add wait here for you.]]</p>
  <p class="after"><a class="btn" href="{{P}}/">[[Look around]]</a></p>
  {{/EMPTY}}
  {{#FULL}}
  <div class="split">
    <section aria-label="[[What is in the cart]]">
      {{#UNDO}}<form class="note" method="post" action="{{P}}/cart">
        <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="qty" value="{{QTY}}">{{#LATER}}<input type="hidden" name="later" value="1">{{/LATER}}<span role="status">{{#GONE}}[[{{NAME}} removed.]]{{/GONE}}{{#SAVED}}[[{{NAME}} is on your list.]]{{/SAVED}}</span> <button class="link" name="undo" value="{{SKU}}">[[Undo]]</button>
      </form>{{/UNDO}}
      {{#PROBLEM}}<div class="errors" role="alert" tabindex="-1" id="errors"><p><b>{{TEXT}}</b></p></div>{{/PROBLEM}}
      <ul>
      {{#LINE}}
      <li class="line">
        <div class="pic">{{>PICTURE}}</div>
        <div>
          <div class="head2"><h2 id="l{{N}}">{{#LINK}}<a href="{{P}}{{PATH}}">{{NAME}}</a>{{/LINK}}{{#NOLINK}}{{NAME}}{{/NOLINK}}</h2><p class="price">{{SUM}}</p></div>
          <p class="quiet small">{{#OPTIONS}}{{TEXT}}{{/OPTIONS}}{{#EACH}}{{#DOT}} · {{/DOT}}[[{{UNIT}} each]]{{/EACH}}{{#REDUCED}}{{#DOT}} · {{/DOT}}{{#OFF}}<span class="warm">{{PERCENT}}</span> {{/OFF}}[[lowest in 30 days {{PRIOR}}]]{{/REDUCED}}</p>
          {{#OK}}<p class="small good">[[In stock]] · [[with you {{DAY}}]]</p>{{/OK}}
          {{#GIFT}}<p class="small good">[[By e-mail as soon as it is paid]]{{#TO_YOU}} · [[to you]]{{/TO_YOU}}{{#TO}} · [[to {{WHO}}]]{{/TO}}</p>{{/GIFT}}
          {{#ORDERED}}<p class="small">[[Made or ordered for you]]</p>{{/ORDERED}}
          {{#SHORT}}<p class="small warm" id="e{{N}}"><b>{{TEXT}}</b></p>{{/SHORT}}
          {{#GONE}}<p class="small warm" id="e{{N}}"><b>[[No longer to be had. Remove it to go on.]]</b></p>{{/GONE}}
        </div>
        <form method="post" action="{{P}}/cart">
          <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="line" value="{{SKU}}">
          {{#CHANGE}}<label class="vh" for="q{{N}}">[[Quantity]]</label><input id="q{{N}}" name="qty" type="number" min="0" max="{{MAX}}" value="{{QTY}}" inputmode="numeric" aria-describedby="l{{N}}">
          <button class="link" name="do" value="set" aria-describedby="l{{N}}">[[Update]]</button>{{/CHANGE}}
          {{#LATER}}<button class="link" name="do" value="later" aria-describedby="l{{N}}">[[Save for later]]</button>{{/LATER}}
          <button class="link" name="do" value="remove" aria-describedby="l{{N}}">[[Remove]]</button>
        </form>
      </li>
      {{/LINE}}
      </ul>
    </section>
    <aside class="panel stack" aria-labelledby="sum">
      <h2 id="sum">[[Summary]]</h2>
      {{#TO_FREE}}<div class="free">
        <p id="free">[[{{MISSING}} more and delivery is free]]</p>
        <progress max="{{LIMIT_MINOR}}" value="{{GOODS_MINOR}}" aria-labelledby="free"></progress>
      </div>{{/TO_FREE}}
      {{#IS_FREE}}<div class="free"><p class="good"><b>[[Delivery is free]]</b></p></div>{{/IS_FREE}}
      {{>SUMS}}
      {{#GO}}<a class="btn big wide" href="{{P}}/checkout">[[Checkout]]</a>{{/GO}}
      {{#BLOCKED}}<p class="warm small"><b>[[Put the marked lines right to go on to the checkout.]]</b></p>{{/BLOCKED}}
      <form method="post" action="{{P}}/cart/code"><input type="hidden" name="token" value="{{TOKEN}}">{{>CODES}}</form>
      <ul class="ship small">
        <li><svg class="i" aria-hidden="true"><use href="#i-truck"/></svg><p>{{#PROMISED}}[[With you]] <b>{{DAY}}</b>{{/PROMISED}}{{#MAILED}}[[By e-mail as soon as it is paid]]{{/MAILED}}{{#LATER}}[[Made or ordered for you]]{{/LATER}}{{#PICKUP}} · [[or pick up: {{PLACE}}]]{{/PICKUP}}</p></li>
        <li><svg class="i" aria-hidden="true"><use href="#i-back"/></svg><p>[[14 days to change your mind]]</p></li>
        {{#PAY}}<li><svg class="i" aria-hidden="true"><use href="#i-lock"/></svg><p>{{WAYS}}</p></li>{{/PAY}}
      </ul>
    </aside>
  </div>
  {{/FULL}}
</div>
