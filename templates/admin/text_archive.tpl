{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Remove “{{TITLE}}”?]]</h1></div>
<form class="card narrow" method="post" action="/admin/texts/{{ID}}/archive">
  <input type="hidden" name="token" value="{{TOKEN}}">
  <p>[[The page leaves the shop and its footer, in every language. You can undo this afterwards.]]</p>
  {{#PUBLIC}}<p>[[Its address says that it is no longer in the shop:]] <code>{{PATH}}</code> [[Links to it in your own texts lead nowhere.]]</p>{{/PUBLIC}}
  {{#TERMS}}<p class="warm">[[Buyers accept these terms at the checkout. Make another page the terms soon: the law wants a shop to have them. Old orders keep what was accepted.]]</p>{{/TERMS}}
  {{#NEEDED}}<p class="warm">[[The law wants a shop to have this page: make another one in its place.]]</p>{{/NEEDED}}
  <p><button class="btn">[[Remove the page]]</button> <a class="btn ghost" href="/admin/texts/{{ID}}">[[Keep it]]</a></p>
</form>
