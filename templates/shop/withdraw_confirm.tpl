{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top">
    <h1>[[Withdraw from contract]]</h1>
    <p>[[This is what you tell us. Nothing has been sent yet.]]</p>
  </div>
  <form class="panel stack narrow" method="post" action="{{P}}/withdraw">
    <p class="lines">{{STATEMENT:pre_escape}}</p>
    <p><button class="btn big wide">[[Confirm withdrawal]]</button></p>
    <p><a class="link" href="{{P}}/withdraw">[[Start again]]</a></p>
    <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="once" value="{{ONCE}}"><input type="hidden" name="name" value="{{NAME}}"><input type="hidden" name="order" value="{{ORDER}}"><input type="hidden" name="email" value="{{EMAIL}}">
  </form>
</div>
