{{%AUTOESCAPE context="HTML"}}
<form id="add" method="post" action="{{P}}/cart" hidden><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="back" value="{{HERE}}"></form>
{{#BUY}}<p hidden><input type="hidden" name="token" form="buy" value="{{TOKEN}}"></p>{{/BUY}}
{{#ASK}}<p hidden><input type="hidden" name="token" form="consent" value="{{TOKEN}}"><input type="hidden" name="back" form="consent" value="{{HERE}}"></p>{{/ASK}}
