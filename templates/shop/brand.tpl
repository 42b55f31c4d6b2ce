{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <nav class="crumbs" aria-label="[[Breadcrumb]]"><ol><li><a href="{{P}}/">[[Home]]</a></li><li><span aria-current="page">{{NAME}}</span></li></ol></nav>
  <div class="top">
    <div>
      <h1>{{NAME}}</h1>
      {{#ABOUT}}<div class="text prose">{{HTML:none}}</div>{{/ABOUT}}
    </div>
    {{#PIC}}{{>PICTURE}}{{/PIC}}
  </div>
  {{LIST:none}}
</div>
