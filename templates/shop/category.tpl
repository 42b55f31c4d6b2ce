{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <nav class="crumbs" aria-label="[[Breadcrumb]]"><ol><li><a href="{{P}}/">[[Home]]</a></li>{{#CRUMB}}<li><a href="{{P}}{{PATH}}">{{NAME}}</a></li>{{/CRUMB}}<li><span aria-current="page">{{NAME}}</span></li></ol></nav>
  <div class="top">
    <h1>{{NAME}}</h1>
    {{#ABOUT}}<p>{{TEXT}}</p>{{/ABOUT}}
    {{#PIC}}{{>PICTURE}}{{/PIC}}
    {{#SUBS}}
    <ul class="subs" aria-label="[[In this category]]">
      {{#SUB}}<li><a class="chip" href="{{P}}{{PATH}}">{{NAME}} <span class="quiet small">{{N}}</span></a></li>
      {{/SUB}}
    </ul>
    {{/SUBS}}
  </div>
  {{#TILES}}
  <ul class="tiles small" aria-label="[[In this category]]">
    {{#TILE}}<li><a href="{{P}}{{PATH}}"><span class="pic">{{>PICTURE}}</span>{{NAME}} <span class="quiet small">{{N}}</span></a></li>
    {{/TILE}}
  </ul>
  {{/TILES}}
  {{LIST:none}}
</div>
