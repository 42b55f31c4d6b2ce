{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Privacy requests]]</h1></div>
<p class="quiet">[[Customers with an account see, download and erase what the shop knows of them by themselves. Whoever ordered without one writes to you: do it here by their address. Make sure that it is they who ask: answer to that address only. The law gives a month.]]</p>
<section class="card narrow" aria-label="[[Find somebody]]">
  <form method="post" action="/admin/privacy">
    <input type="hidden" name="token" value="{{TOKEN}}">
    <div class="fields"><div class="field"><label for="email">[[E-mail address]]</label><input type="email" id="email" name="email" value="{{TYPED}}" maxlength="254" required></div></div>
    <p><button class="btn">[[Find]]</button></p>
  </form>
</section>
{{#NONE}}<section class="card empty"><h2>[[Nothing is known under {{EMAIL}}]]</h2></section>{{/NONE}}
{{#FOUND}}
<section class="card narrow" aria-labelledby="held-h">
  <h2 id="held-h">[[What the shop knows of {{EMAIL}}]]</h2>
  <p class="quiet small">[[In the words that customers read: “you” is they.]]</p>
  <dl class="pair">{{#HELD}}<dt>{{HELD_WHAT}}</dt><dd>{{HELD_N}}</dd>{{/HELD}}</dl>
  <form method="post" action="/admin/privacy/export"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="email" value="{{EMAIL}}"><p><button class="btn ghost">[[Download all]]</button></p></form>
</section>
<section class="card narrow" aria-labelledby="erase-h">
  <h2 id="erase-h">[[Erase it]]</h2>
  {{#OPEN}}<p class="warm"><b>[[This has to be finished first:]]</b></p><ul class="log">{{#ORDER}}<li>[[Order {{NUMBER}}]]: {{WHY}}</li>{{/ORDER}}</ul>{{/OPEN}}
  {{#GIFT}}<p class="warm">[[There is {{LEFT}} left on gift cards. They stay valid by their codes.]]</p>{{/GIFT}}
  <h3>[[What goes]]</h3>
  <ul class="log">{{#GOES}}<li>{{WHAT}} ({{COUNT}})</li>{{/GOES}}</ul>
  <h3>[[What stays, why, and until when]]</h3>
  <ul class="log">{{#STAYS}}<li>{{WHAT}}{{#UNTIL}} ([[until {{DAY}}]]){{/UNTIL}}. {{WHY}}</li>{{/STAYS}}</ul>
  {{#BUTTON}}<form method="post" action="/admin/privacy/erase"><input type="hidden" name="token" value="{{CSRF}}"><input type="hidden" name="email" value="{{ADDRESS}}">
    {{#WORDS}}<p><label class="check"><input type="checkbox" name="words" value="keep"> [[They let the text of reviews and answered questions stay, without name and pictures]]</label></p>{{/WORDS}}
    <p><label class="check"><input type="checkbox" name="sure" value="1" required{{#UNSURE}} aria-invalid="true" aria-describedby="sure-e"{{/UNSURE}}> [[I am sure that it is they who ask]]</label></p>{{#UNSURE}}<p class="err" id="sure-e" role="alert">[[Tick this box first: nothing has been erased.]]</p>{{/UNSURE}}
    <p>[[This cannot be undone.]]</p>
    <p class="acts"><button class="btn">[[Erase everything now]]</button> <a class="btn ghost" href="/admin/privacy">[[Keep it]]</a></p>
  </form>{{/BUTTON}}
</section>
{{/FOUND}}
{{#LOG}}<section class="card sheet" aria-labelledby="log-h">
  <header><h2 id="log-h">[[What was done]]</h2></header>
  <div class="scroll" role="group" aria-labelledby="log-h" tabindex="0"><table>
    <thead><tr><th scope="col">[[When]]</th><th scope="col">[[What]]</th><th scope="col">[[By]]</th><th scope="col" class="lo">[[Number made of the address]]</th></tr></thead>
    <tbody>{{#ROW}}<tr><th scope="row">{{AT}}</th><td>{{WHAT}}</td><td>{{WHO}}</td><td class="lo"><code>{{SUBJECT}}</code></td></tr>
    {{/ROW}}</tbody></table></div></section>{{/LOG}}
