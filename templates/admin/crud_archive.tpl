{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>{{#ARCHIVE}}[[Archive “{{NAME}}”?]]{{/ARCHIVE}}{{#REMOVE}}[[Remove “{{NAME}}”?]]{{/REMOVE}}</h1></div>
<form class="card narrow" method="post" action="{{ACTION}}/archive">
  <input type="hidden" name="token" value="{{TOKEN}}">
  <p>{{AWAY}}</p>
  {{#TIES}}<ul class="log">{{#TIE}}<li><b class="warm">{{TIE_TEXT}}</b></li>{{/TIE}}</ul>{{/TIES}}
  {{#FREE}}<p>[[Nothing depends on it.]]</p>{{/FREE}}
  <p class="quiet">[[You can undo this afterwards.]]</p>
  <p><button class="btn">{{#ARCHIVE}}[[Archive]]{{/ARCHIVE}}{{#REMOVE}}[[Remove]]{{/REMOVE}}</button> <a class="btn ghost" href="{{ACTION}}">[[Keep it]]</a></p>
</form>
