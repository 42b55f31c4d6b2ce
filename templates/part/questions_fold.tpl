{{%AUTOESCAPE context="HTML"}}
<details class="fold" id="questions">
  <summary><h2>[[Questions]]{{#COUNTED}} ({{N}}){{/COUNTED}}</h2></summary>
  <div class="text">{{#NONE}}<p>[[Nobody has asked anything yet.]]</p>{{/NONE}}{{#ONE}}{{>ASKED}}{{/ONE}}
  {{#MORE}}<p><a class="link" href="{{HREF}}">{{TEXT}}</a></p>{{/MORE}}
  <a class="btn ghost" href="{{HREF}}">[[Ask us]]</a></div>
</details>
