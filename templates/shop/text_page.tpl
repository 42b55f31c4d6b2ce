{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <nav class="crumbs" aria-label="[[Breadcrumb]]"><ol><li><a href="{{P}}/">[[Home]]</a></li><li><span aria-current="page">{{TITLE}}</span></li></ol></nav>
  <div class="top"><h1>{{TITLE}}</h1></div>
  <div class="text prose">{{HTML:none}}</div>
</div>
