{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top">
    <h1>[[My list]]</h1>
    {{#GUEST}}<p>[[This list is in this browser alone. Log in, and it goes with you.]] <a href="{{P}}/account/login?next=/list">[[Log in]]</a></p>{{/GUEST}}
  </div>
  <div{{#MINE}} class="split left"{{/MINE}}>
    {{>SIDE}}
    <div>
      {{#UNDO}}<form class="note" method="post" action="{{P}}/list">
        <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="sku" value="{{SKU}}"><span role="status">[[{{NAME}} is off your list.]]</span> <button class="link" name="do" value="undo">[[Undo]]</button>
      </form>{{/UNDO}}
      {{#PROBLEM}}<div class="errors" role="alert" tabindex="-1" id="errors"><p><b>{{TEXT}}</b></p></div>{{/PROBLEM}}
      {{#EMPTY}}<p>[[Nothing is on it yet. Press “Save to my list” on the page of something you like, and it waits here with its price.]]</p>
      <p class="after"><a class="btn" href="{{P}}/">[[Look around]]</a></p>{{/EMPTY}}
      {{#LIST}}
      <ul class="wishes" aria-label="[[What is on the list]]">
      {{#WISH}}
      <li class="line">
        <div class="pic">{{>PICTURE}}</div>
        <div>
          <div class="head2"><h2 id="w{{N}}">{{#LINK}}<a href="{{P}}{{PATH}}">{{NAME}}</a>{{/LINK}}{{#NOLINK}}{{NAME}}{{/NOLINK}}</h2>{{#COST}}<p class="price">{{PRICE}}</p>{{/COST}}</div>
          <p class="quiet small">{{#OPTIONS}}{{TEXT}}{{/OPTIONS}}{{#REDUCED}}{{#DOT}} · {{/DOT}}{{#OFF}}<span class="warm">{{PERCENT}}</span> {{/OFF}}[[lowest in 30 days {{PRIOR}}]]{{/REDUCED}}</p>
          {{#LESS}}<p class="small good"><b>[[{{CHANGE}} less than when you saved it]]</b></p>{{/LESS}}
          {{#MORE}}<p class="small quiet">[[{{CHANGE}} more than when you saved it]]</p>{{/MORE}}
          {{#IN}}<p class="small good">[[In stock]]</p>{{/IN}}
          {{#FEW}}<p class="small warm">{{TEXT}}</p>{{/FEW}}
          {{#ORDERED}}<p class="small">[[Made or ordered for you]]</p>{{/ORDERED}}
          {{#OUT}}<p class="small warm">[[Sold out]]</p>{{/OUT}}
          {{#GONE}}<p class="small warm">[[Not sold any more]]</p>{{/GONE}}
          {{#NOTED}}<p class="small lines">{{TEXT:pre_escape}}</p>{{/NOTED}}
        </div>
        <form method="post" action="{{P}}/list">
          <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="sku" value="{{SKU}}">
          {{#BUY}}<button class="btn" form="add" name="sku" value="{{SKU}}" data-stay aria-describedby="w{{N}}">[[Add to cart]]</button>
          <button class="link" name="do" value="move" aria-describedby="w{{N}}">[[Move to cart]]</button>{{/BUY}}
          {{#TELL_STOCK}}<a class="link" href="{{P}}/alert/new?kind=stock&amp;sku={{SKU}}" aria-describedby="w{{N}}">[[Tell me when it is back]]</a>{{/TELL_STOCK}}
          {{#TELL_PRICE}}<a class="link" href="{{P}}/alert/new?kind=price&amp;sku={{SKU}}" aria-describedby="w{{N}}">[[Tell me when it is cheaper]]</a>{{/TELL_PRICE}}
          <button class="link" name="do" value="remove" aria-describedby="w{{N}}">[[Remove]]</button>
          <details>
            <summary class="link">[[Note]]</summary>
            <p class="field"><label for="note{{N}}">[[Only you see it]]</label><textarea id="note{{N}}" name="note" rows="2" maxlength="500" aria-describedby="w{{N}}">{{NOTE:pre_escape}}</textarea></p>
            <p><button class="btn ghost" name="do" value="note" aria-describedby="w{{N}}">[[Save]]</button></p>
          </details>
        </form>
      </li>
      {{/WISH}}
      </ul>
      {{#ALL}}<form class="after" method="post" action="{{P}}/list"><input type="hidden" name="token" value="{{TOKEN}}"><button class="btn ghost" name="do" value="all">[[Add all that can be bought to the cart]]</button></form>{{/ALL}}
      {{/LIST}}
      {{#SHARE}}
      <section class="block" id="share" aria-labelledby="share-h">
        <h2 id="share-h">[[Share it]]</h2>
        <form class="form narrow" method="post" action="{{P}}/list">
          <input type="hidden" name="token" value="{{TOKEN}}">
          <p class="field"><label for="title">[[Title]]</label><input id="title" name="title" type="text" maxlength="{{TITLE_MAX}}" value="{{TITLE}}" aria-describedby="title-h"><span class="hint" id="title-h">[[Whoever has the link sees it; your name they do not.]]</span></p>
          <p><button class="btn ghost" name="do" value="title">[[Save]]</button></p>
        </form>
        {{#CLOSED}}<form class="after" method="post" action="{{P}}/list">
          <input type="hidden" name="token" value="{{TOKEN}}">
          <p class="quiet small">[[A secret link shows the things and their prices to whoever you send it to. Notes stay with you.]]</p>
          <p><button class="btn" name="do" value="share">[[Make a link]]</button></p>
        </form>{{/CLOSED}}
        {{#OPEN}}<form class="form narrow after" method="post" action="{{P}}/list">
          <input type="hidden" name="token" value="{{TOKEN}}">
          <p class="field"><label for="link">[[Whoever has this link sees the list]]</label><input id="link" type="text" readonly value="{{URL}}" data-copy="[[Copy]]" data-copied="[[Copied]]"></p>
          <p class="deeds"><a class="link" href="mailto:?subject={{SUBJECT:none}}&amp;body={{BODY:none}}">[[Send it by mail]]</a> <a class="link" href="{{URL}}">[[See what they see]]</a> <button class="link" name="do" value="share">[[Make a new link; the old one ends]]</button> <button class="link" name="do" value="unshare">[[Stop sharing]]</button></p>
        </form>{{/OPEN}}
      </section>
      {{/SHARE}}
      {{#WAITING}}
      <section class="block" aria-labelledby="wait-h">
        <h2 id="wait-h">[[We write to you]]</h2>
        <ul class="known">
          {{#ALERT}}<li><p>{{NAME}}<br><span class="quiet small">{{#STOCK}}[[when it is back]]{{/STOCK}}{{#CHEAPER}}[[when it costs less than {{BELOW}}]]{{/CHEAPER}}</span></p><form method="post" action="{{P}}/list"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="sku" value="{{SKU}}"><input type="hidden" name="kind" value="{{KIND}}"><button class="link" name="do" value="end">[[Stop]]<span class="vh"> {{NAME}}</span></button></form></li>
          {{/ALERT}}
        </ul>
      </section>
      {{/WAITING}}
    </div>
  </div>
</div>
