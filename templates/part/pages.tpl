{{%AUTOESCAPE context="HTML"}}
<nav class="pages" aria-label="[[Pages]]">
  <ul>
    {{#PREV}}<li><a href="{{URL}}" rel="prev">[[Previous]]</a></li>{{/PREV}}
    {{#PAGE}}<li><a href="{{URL}}"{{#ON}} aria-current="page"{{/ON}}><span class="vh">[[Page]] </span>{{N}}</a></li>
    {{/PAGE}}
    {{#NEXT}}<li><a href="{{URL}}" rel="next">[[Next]]</a></li>{{/NEXT}}
  </ul>
</nav>
