{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>[[On to the payment service]]</h1></div>
  <div class="panel stack narrow">
    <p>[[You enter the card there and come back here. You go on by yourself; if not, press here.]]</p>
    <p><a class="btn big wide" href="{{HREF}}" rel="noreferrer">[[Go on]]</a></p>
    <p class="small quiet"><a class="link" href="{{BACK}}">[[Back, without saving a card]]</a></p>
  </div>
</div>
