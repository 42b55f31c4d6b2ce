{{%AUTOESCAPE context="HTML"}}
<div class="note warm" id="ready"><details{{#OPEN}} open{{/OPEN}}><summary><b>{{#NOT_READY}}[[Not ready to sell]]{{/NOT_READY}}{{#NEARLY}}[[Ready to sell, but something could be better]]{{/NEARLY}}</b></summary>
<ul>{{#FINDING}}<li><a href="{{HREF}}">{{WORDS}}</a>{{#MUST}} <span class="pill warm">[[needed]]</span>{{/MUST}}</li>{{/FINDING}}</ul></details></div>
