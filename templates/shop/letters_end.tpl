{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>[[End our letters]]</h1><p>[[To {{EMAIL}}]]</p></div>
  <form class="block" method="post">
    <p>{{END_WORDS}}</p>
    <p><button class="btn" name="do" value="end">[[End the letters]]</button></p>
  </form>
  {{#FEWER}}<form class="block form narrow" method="post">
    <h2>[[Or fewer of them]]</h2>
    {{>TOPICS}}
    <p>{{WORDS}}</p>
    <p><button class="btn ghost" name="do" value="topics">[[Save]]</button></p>
  </form>{{/FEWER}}
</div>
