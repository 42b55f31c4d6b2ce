{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>{{TITLE}}</h1><p>[[Somebody shares this list with you. What you put in the cart is yours to order.]]</p></div>
  {{#EMPTY}}<p>[[Nothing is on it just now.]]</p>
  <p class="after"><a class="btn" href="{{P}}/">[[Look around]]</a></p>{{/EMPTY}}
  {{#LIST}}
  <ul class="wishes" aria-label="[[What is on the list]]">
    {{#WISH}}
    <li class="line">
      <div class="pic">{{>PICTURE}}</div>
      <div>
        <div class="head2"><h2 id="w{{N}}">{{#LINK}}<a href="{{P}}{{PATH}}">{{NAME}}</a>{{/LINK}}{{#NOLINK}}{{NAME}}{{/NOLINK}}</h2>{{#COST}}<p class="price">{{PRICE}}</p>{{/COST}}</div>
        <p class="quiet small">{{#OPTIONS}}{{TEXT}}{{/OPTIONS}}{{#REDUCED}}{{#DOT}} · {{/DOT}}{{#OFF}}<span class="warm">{{PERCENT}}</span> {{/OFF}}[[lowest in 30 days {{PRIOR}}]]{{/REDUCED}}</p>
        {{#IN}}<p class="small good">[[In stock]]</p>{{/IN}}
        {{#FEW}}<p class="small warm">{{TEXT}}</p>{{/FEW}}
        {{#ORDERED}}<p class="small">[[Made or ordered for you]]</p>{{/ORDERED}}
        {{#OUT}}<p class="small warm">[[Sold out]]</p>{{/OUT}}
        {{#GONE}}<p class="small warm">[[Not sold any more]]</p>{{/GONE}}
      </div>
      {{#BUY}}<p><button class="btn" form="add" name="sku" value="{{SKU}}" data-stay aria-describedby="w{{N}}">[[Add to cart]]</button></p>{{/BUY}}
    </li>
    {{/WISH}}
  </ul>
  {{/LIST}}
</div>
