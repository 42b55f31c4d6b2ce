{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top">
    <p class="quiet">{{CODE}}</p>
    <h1>{{TITLE}}</h1>
    <p>{{TEXT}}</p>
  </div>
  <p><a class="btn" href="{{P}}/">[[To the front page]]</a>{{#BACK}} <a class="btn ghost" href="{{PATH}}">[[Back]]</a>{{/BACK}}</p>
</div>
