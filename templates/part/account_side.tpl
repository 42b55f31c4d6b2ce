{{%AUTOESCAPE context="HTML"}}
<nav class="side" aria-label="[[My account]]">
  <ul>
    {{#PLACE}}<li><a href="{{PATH}}"{{#HERE}} aria-current="page"{{/HERE}}>{{TITLE}}</a></li>
    {{/PLACE}}
  </ul>
</nav>
