{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>{{TITLE}}</h1></div>
  <div class="text">
    <p role="status">{{TEXT}}</p>
    <p><a class="link" href="{{HREF}}">{{LINK}}</a></p>
  </div>
</div>
