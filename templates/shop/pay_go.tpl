{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top">
    <h1>[[On to the payment]]</h1>
    <p>[[Order {{NUMBER}}]] · <b class="num">{{AMOUNT}}</b></p>
  </div>
  <div class="panel stack narrow">
    <p>[[Your order is placed. You go on to the payment service by yourself; if not, press here.]]</p>
    <p><a class="btn big wide" href="{{HREF}}" rel="noreferrer">[[Go on]]</a></p>
    <p class="small quiet"><a class="link" href="{{ORDER}}">[[To the order, without paying now]]</a></p>
  </div>
</div>
