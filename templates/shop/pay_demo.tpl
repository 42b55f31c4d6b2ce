{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top">
    <h1>[[Card payment (demo)]]</h1>
    <p>[[Order {{NUMBER}}]] · <b class="num">{{AMOUNT}}</b></p>
    <p class="note warm"><b>[[This is a demo: no card is asked for and no money moves.]]</b></p>
  </div>
  <form class="panel stack narrow" method="post" action="{{P}}/pay/demo/{{STAMP}}">
    <p>[[Here a payment service would ask for your card. Choose what it should say:]]</p>
    <p><button class="btn big wide" name="answer" value="approve">[[Approve]]</button></p>
    <p><button class="btn ghost wide" name="answer" value="decline">[[Decline]]</button></p>
    <p class="small quiet"><a class="link" href="{{P}}/">[[Walk away without an answer]]</a></p>
    <input type="hidden" name="token" value="{{TOKEN}}">
  </form>
</div>
