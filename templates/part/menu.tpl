{{%AUTOESCAPE context="HTML"}}
<ul>
  {{#CAT}}<li><a href="{{P}}{{PATH}}"{{#ON}} aria-current="page"{{/ON}}>{{NAME}}</a></li>
  {{/CAT}}
</ul>
