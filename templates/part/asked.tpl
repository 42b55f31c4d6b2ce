{{%AUTOESCAPE context="HTML"}}
<div class="asked"><p class="lines" lang="{{LANG}}"><b>{{BODY:pre_escape}}</b>{{#BY}} <span class="quiet small">– {{NAME}}</span>{{/BY}}</p>
<p class="lines" lang="{{LANG}}">{{ANSWER:pre_escape}} <span class="quiet small">– {{SHOP}}, {{AT}}</span></p></div>
