{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Archive “{{NAME}}”?]]</h1></div>
<form class="card narrow" method="post" action="/admin/categories/{{ID}}/archive">
  <input type="hidden" name="token" value="{{TOKEN}}">
  <p>[[It leaves the menus and the home page. Its address says that it is no longer in the shop:]] <code>{{PATH}}</code></p>
  {{#PRODUCTS}}<p>{{PRODUCTS_TEXT}}{{#ONLY_HERE}} <b class="warm">[[In no other category: {{COUNT}}.]]</b> [[Those are found by searching only, until you put them elsewhere.]]{{/ONLY_HERE}}</p>{{/PRODUCTS}}
  {{#EMPTY}}<p>[[No product stands in it.]]</p>{{/EMPTY}}
  {{#BELOW}}<p>[[These categories below it move up one step and stay:]]</p><ul class="log">{{#CHILD}}<li>{{CHILD_NAME}}</li>{{/CHILD}}</ul>{{/BELOW}}
  {{#HOME}}<p class="warm">[[The button of the home page leads here: change it in the settings.]]</p>{{/HOME}}
  <p>[[You can undo this afterwards.]]</p>
  <p><button class="btn">[[Archive the category]]</button> <a class="btn ghost" href="/admin/categories/{{ID}}">[[Keep it]]</a></p>
</form>
