{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Gift card ending {{TAIL}}]]</h1></div>
{{#STALE}}<div class="errors" role="alert"><p><b>[[The card changed meanwhile: look at it again.]]</b></p></div>{{/STALE}}
{{>ERRORS}}
<div class="cols wide">
  <div>
    <section class="card sheet" aria-labelledby="g1"><h2 id="g1">[[What became of it]]</h2><div class="scroll" role="region" aria-label="[[What became of it]]" tabindex="0"><table>
      <thead><tr><th scope="col">[[Time]]</th><th scope="col">[[What]]</th><th scope="col">[[Order]]</th><th scope="col" class="lo">[[Note]]</th><th scope="col" class="lo">[[Who]]</th><th scope="col" class="r">[[Amount]]</th></tr></thead>
      <tbody>{{#MOVE}}<tr><td>{{TIME}}</td><td>{{WHAT}}</td><td>{{#ORDER}}<a href="/admin/orders/{{NUMBER}}">{{NUMBER}}</a>{{/ORDER}}</td><td class="lo">{{NOTE}}</td><td class="lo">{{BY}}</td><td class="r num">{{AMOUNT}}</td></tr>
      {{/MOVE}}</tbody></table></div></section>
    <section class="card" aria-labelledby="g2"><h2 id="g2">[[Changes]]</h2>{{>LOG}}</section>
  </div>
  <div>
    <section class="card" aria-labelledby="g3"><h2 id="g3">[[The card]]</h2>
      <dl class="pair"><dt>[[Balance]]</dt><dd class="num">{{BALANCE}}</dd><dt>[[State]]</dt><dd>{{STATE}}</dd><dt>[[Since]]</dt><dd>{{SINCE}}</dd>{{#EXPIRES}}<dt>[[Good until]]</dt><dd>{{DAY}}</dd>{{/EXPIRES}}<dt>[[For]]</dt><dd>{{RECIPIENT}}</dd><dt>[[E-mail]]</dt><dd>{{EMAIL}}</dd>{{#SOLD}}<dt>[[Sold by order]]</dt><dd><a href="/admin/orders/{{NUMBER}}">{{NUMBER}}</a></dd>{{/SOLD}}</dl>
      {{#GREETING}}<p class="quiet">{{TEXT}}</p>{{/GREETING}}
      <form method="post" action="{{PATH}}"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}">
        <p>{{#IS_ACTIVE}}<button class="btn ghost" name="do" value="send">[[Send the mail again]]</button> <button class="btn ghost" name="do" value="block">[[Block]]</button>{{/IS_ACTIVE}}{{#IS_BLOCKED}}<button class="btn ghost" name="do" value="unblock">[[Unblock]]</button>{{/IS_BLOCKED}}</p></form>
    </section>
    {{#CORRECT}}<section class="card" aria-labelledby="g4"><h2 id="g4">[[Correct the balance]]</h2><form method="post" action="{{PATH}}"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}"><div class="fields">{{>FIELDS}}</div><p><button class="btn ghost" name="do" value="correct">[[Correct]]</button></p></form></section>{{/CORRECT}}
  </div>
</div>
