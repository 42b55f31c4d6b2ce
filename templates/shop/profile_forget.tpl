{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>[[Erase what we learned?]]</h1></div>
  <p>[[Gone at once: what you looked at and searched for, your interests, what you told us of yourself, and what you did not want to see.]]</p>
  {{#ACCOUNT}}<p class="after">[[Your orders stay where they are, with their invoices; for suggestions they are not used from now on. New ones are.]]</p>
  <p class="after">[[Your account, addresses, cart and list stay as they are.]]</p>{{/ACCOUNT}}
  {{#BROWSER}}<p class="after">[[Your cart and your list stay as they are. To have nothing noted any more, change your choice about cookies.]]</p>{{/BROWSER}}
  <p class="after">[[It cannot be taken back. What all suggestions are made of is without it after the next night, at 03:00.]]</p>
  <form class="ends" method="post" action="{{ACTION}}"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="sure" value="1">
    <button class="btn" name="do" value="forget">[[Erase what you learned]]</button>
    <a class="btn ghost" href="{{ACTION}}">[[Keep it]]</a>
  </form>
</div>
