{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>{{EMAIL}}</h1></div>
<div class="cols wide">
  <div>
    <section class="card" aria-labelledby="s1"><h2 id="s1">[[What they allowed, and when]]</h2>{{>CONSENTS}}</section>
    <section class="card" aria-labelledby="s2"><h2 id="s2">[[Changes]]</h2>{{>LOG}}</section>
  </div>
  <div>
    <section class="card" aria-labelledby="s3"><h2 id="s3">[[Letters]]</h2>
      <dl class="pair"><dt>[[State]]</dt><dd>{{STATE}}</dd><dt>[[Topics]]</dt><dd>{{TOPICS}}</dd><dt>[[Language]]</dt><dd>{{LANGUAGE}}</dd><dt>[[Asked for]]</dt><dd>{{ASKED}}, {{SOURCE}}</dd>{{#CONFIRMED}}<dt>[[Confirmed]]</dt><dd>{{TIME}}</dd>{{/CONFIRMED}}{{#ENDED}}<dt>[[Ended]]</dt><dd>{{TIME}}</dd>{{/ENDED}}</dl>
      {{#CAN_END}}<details class="fold"><summary>[[They want no more letters?]]</summary>
        <p class="quiet small">[[They get none from the next export on. Only they can ask for them again.]]</p>
        <form method="post" action="/admin/subscribers/{{ID}}"><input type="hidden" name="token" value="{{TOKEN}}"><p><button class="btn ghost">[[End the letters]]</button></p></form></details>{{/CAN_END}}
    </section>
  </div>
</div>
