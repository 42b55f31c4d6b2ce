{{%AUTOESCAPE context="HTML"}}
{{#SAID}}<div class="wrap"><p class="note flash" role="status"><span>{{TEXT}}</span></p></div>
{{/SAID}}{{#UNDO}}<div class="wrap"><form class="note flash" method="post" action="{{P}}/account/profile"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="back" value="{{HERE}}"><span role="status">{{TEXT}}</span> <button class="link" name="undo" value="{{CODE}}">[[Undo]]</button></form></div>
{{/UNDO}}