{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top">
    <h1>[[Cancel order {{NUMBER}}?]]</h1>
    <p>{{#UNPAID}}[[Nothing is sent then and nothing needs to be paid.]]{{/UNPAID}}{{#PAID}}[[Nothing is sent then, and the {{SUM}} that you have paid go back the way they came.]]{{/PAID}}</p>
  </div>
  <form method="post" action="{{SELF}}/cancel">
    <input type="hidden" name="token" value="{{TOKEN}}">
    <p class="chips"><button class="btn">[[Cancel the order]]</button><a class="btn ghost" href="{{SELF}}">[[Keep the order]]</a></p>
  </form>
</div>
