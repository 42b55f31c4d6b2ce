{{%AUTOESCAPE context="HTML"}}
{{#SOME}}<ul class="log">{{#ROW}}<li>{{ACTION}}{{#CHANGE}} <span class="quiet">{{BEFORE}}{{#BOTH}} → {{/BOTH}}{{AFTER}}</span>{{/CHANGE}} <small>{{WHO}}, {{WHEN}}</small></li>{{/ROW}}</ul>{{/SOME}}
{{#NONE}}<p class="quiet small">[[Nothing has been changed yet.]]</p>{{/NONE}}
