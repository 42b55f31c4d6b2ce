{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>[[This page was open too long]]</h1></div>
  <div class="text">
    <p>[[To keep you safe, a form works for one visit only. Nothing was changed and nothing was lost.]]</p>
    {{#RELOAD}}<p>[[Go back with your browser to find what you typed, or open the page again and send it once more.]]</p>
    <p><a class="btn" href="{{BACK}}">[[Open the page again]]</a></p>{{/RELOAD}}
    {{#HOME}}<p>[[Go back with your browser to find what you typed, load the page again and send it once more.]]</p>
    <p><a class="btn" href="{{BACK}}">[[To the front page]]</a></p>{{/HOME}}
    <p class="quiet">[[If this page comes back, your browser refuses the one cookie that the shop needs.]]</p>
  </div>
</div>
