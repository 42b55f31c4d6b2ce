{{%AUTOESCAPE context="HTML"}}
<div class="wrap"><div class="errors" role="alert" tabindex="-1" id="errors"><p><b>{{#LINK}}<a href="#{{FIELD}}">{{TEXT}}</a>{{/LINK}}{{#PLAIN}}{{TEXT}}{{/PLAIN}}</b></p></div></div>
