{{%AUTOESCAPE context="HTML"}}
<div class="errors" role="alert" tabindex="-1">
  <p><b>[[Something is missing or wrong]]</b></p>
  <ul>{{#ERROR}}<li>{{#AT}}<a href="#{{NAME}}">{{MESSAGE}}</a>{{/AT}}{{#WHOLE}}{{MESSAGE}}{{/WHOLE}}</li>{{/ERROR}}</ul>
</div>
