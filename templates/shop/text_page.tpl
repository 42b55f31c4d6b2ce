{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <nav class="crumbs" aria-label="[[Breadcrumb]]"><ol><li><a href="{{P}}/">[[Home]]</a></li><li><span aria-current="page">{{TITLE}}</span></li></ol></nav>
  <div class="top"><h1>{{TITLE}}</h1></div>
  <div class="text prose">{{HTML:none}}</div>
  {{#PRIVACY}}<nav class="after" aria-label="[[Your data]]"><ul>
    <li><a class="link" href="{{P}}/privacy/cookies">[[Cookies and your choice]]</a></li>
    <li><a class="link" href="{{P}}/privacy/data">[[How long we keep what]]</a></li>
    <li><a class="link" href="{{P}}/account/profile">[[What the shop knows of me]]</a></li>
    <li><a class="link" href="{{P}}/letters">[[Letters from us]]</a></li>
  </ul></nav>{{/PRIVACY}}
</div>
