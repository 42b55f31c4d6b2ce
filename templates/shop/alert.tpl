{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>{{TITLE}}</h1></div>
  <div class="narrow">
    <div class="line">
      <div class="pic">{{>PICTURE}}</div>
      <div>
        <div class="head2"><h2>{{#LINK}}<a href="{{P}}{{PATH}}">{{NAME}}</a>{{/LINK}}{{#NOLINK}}{{NAME}}{{/NOLINK}}</h2>{{#COST}}<p class="price">{{PRICE}}</p>{{/COST}}</div>
        <p class="quiet small">{{#OPTIONS}}{{TEXT}}{{/OPTIONS}}{{#REDUCED}}{{#DOT}} · {{/DOT}}{{#OFF}}<span class="warm">{{PERCENT}}</span> {{/OFF}}[[lowest in 30 days {{PRIOR}}]]{{/REDUCED}}</p>
        {{#IN}}<p class="small good">[[In stock]]</p>{{/IN}}
        {{#FEW}}<p class="small warm">{{TEXT}}</p>{{/FEW}}
        {{#ORDERED}}<p class="small">[[Made or ordered for you]]</p>{{/ORDERED}}
        {{#OUT}}<p class="small warm">[[Sold out]]</p>{{/OUT}}
        {{#GONE}}<p class="small warm">[[Not sold any more]]</p>{{/GONE}}
      </div>
    </div>
  {{#ASKED}}<p class="after">{{WORDS}}</p>{{/ASKED}}
  {{#ACTIVE}}<p class="after" role="status">{{WORDS}}</p>{{/ACTIVE}}
  {{#AGAIN}}<p class="after">[[On the page of the product you can ask again.]]</p>{{/AGAIN}}
  <form class="form after" method="post" action="{{ACTION}}">
    <input type="hidden" name="token" value="{{TOKEN}}">
    {{#CONFIRM}}<p><button class="btn" name="do" value="confirm">[[Yes, tell me]]</button></p>{{/CONFIRM}}
    <p class="deeds">{{#END}}<button class="link" name="do" value="end">[[Do not tell me about this]]</button>{{/END}} <button class="link" name="do" value="all">[[No such mails at all]]</button></p>
  </form>
  {{#PRODUCT}}<p><a class="link" href="{{BACK}}">[[Back to the product]]</a></p>{{/PRODUCT}}
  </div>
</div>
