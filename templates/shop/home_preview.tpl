{{%AUTOESCAPE context="HTML"}}
<div class="wrap"><p class="note" role="status"><span>{{#ONE}}[[As a customer of “{{NAME}}” sees it now, without what is personal.]]{{/ONE}}{{#ALL}}[[As everybody else sees it now: {{NAME}}.]]{{/ALL}}</span> <a class="link" href="/admin/home">[[Back to the admin]]</a></p></div>
