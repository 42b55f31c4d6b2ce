{{%AUTOESCAPE context="HTML"}}
<p hidden><input type="hidden" name="token" form="buy" value="{{TOKEN}}"></p>
{{#ERROR}}<div class="wrap"><div class="errors" role="alert" tabindex="-1" id="errors"><p><b>{{TEXT}}</b></p></div></div>{{/ERROR}}
