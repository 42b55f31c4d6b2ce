{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>[[Your recovery codes]]</h1></div>
  <div class="split left">
    {{>SIDE}}
    <div>
      <section class="block" aria-labelledby="keep">
        <h2 id="keep">[[Keep them in a safe place]]</h2>
        <p>[[When you have lost your app, one of these opens your account in place of its code. Each works once. We cannot show them again.]]</p>
        <ul class="panel recovery num">{{#CODE}}
          <li>{{DIGITS}}</li>{{/CODE}}
        </ul>
        <form class="no-print" method="post" action="{{ACTION}}">
          <input type="hidden" name="token" value="{{TOKEN}}">{{#CODE}}<input type="hidden" name="code" value="{{PLAIN}}">{{/CODE}}
          <p class="ends"><button class="btn">[[Save as a file]]</button><a class="btn ghost" href="{{BACK}}">[[I have kept them]]</a></p>
          <p class="quiet small">[[Or print this page.]]</p>
        </form>
      </section>
    </div>
  </div>
</div>
