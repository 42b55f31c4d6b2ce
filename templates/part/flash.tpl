{{%AUTOESCAPE context="HTML"}}
<div class="wrap"><p class="note flash" role="status"><span>{{TEXT}}</span></p></div>
