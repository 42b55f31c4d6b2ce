{{%AUTOESCAPE context="HTML"}}
<nav class="pager" aria-label="[[Pages]]"><p class="quiet">[[{{FROM}}–{{TO}} of {{TOTAL}}]]</p><span>{{#NEWER}}<a class="btn ghost" href="{{NEWER_HREF}}" rel="prev">[[Previous]]</a>{{/NEWER}} {{#OLDER}}<a class="btn ghost" href="{{OLDER_HREF}}" rel="next">[[Next]]</a>{{/OLDER}}</span></nav>
