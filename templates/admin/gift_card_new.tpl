{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Give a gift card]]</h1></div>
{{>ERRORS}}
<form class="card narrow" method="post" action="/admin/gift-cards" data-watch>
  <input type="hidden" name="token" value="{{TOKEN}}">
  <div class="fields">{{>FIELDS}}</div>
  <p><button class="btn">[[Give it]]</button> <a class="btn ghost" href="/admin/gift-cards">[[Not now]]</a></p>
</form>
