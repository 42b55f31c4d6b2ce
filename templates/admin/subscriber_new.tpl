{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Ask somebody]]</h1></div>
{{>ERRORS}}
<form class="card narrow" method="post" action="/admin/subscribers" data-watch>
  <input type="hidden" name="token" value="{{TOKEN}}">
  <p>[[Only who told you that they want letters: the mail that asks is sent once.]]</p>
  <div class="fields">{{>FIELDS}}</div>
  <p><button class="btn">[[Send the mail]]</button> <a class="btn ghost" href="/admin/subscribers">[[Not now]]</a></p>
</form>
