{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>{{TITLE}}</h1></div>
  <div class="split left">
    {{>SIDE}}
    <div>
      {{#RENAME}}<form class="form narrow" method="post" action="{{ACTION}}" novalidate>
        <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="key" value="{{ID}}">
        <p class="field"><label for="name">[[Name]]</label><input id="name" name="name" type="text" autocomplete="off" value="{{NAME}}" maxlength="60" required></p>
        <p class="ends"><button class="btn" name="do" value="save">[[Save]]</button><a class="btn ghost" href="{{BACK}}">[[Back]]</a></p>
      </form>{{/RENAME}}
      {{#REMOVE}}<section class="block">
        <p>[[“{{NAME}}” no longer opens your account. Your device keeps showing it until you delete it there too.]]</p>
        {{#LAST}}<p class="note warm">[[It is your last passkey and you have no password: you then log in by a link that we mail you.]]</p>{{/LAST}}
        <form method="post" action="{{ACTION}}">
          <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="key" value="{{ID}}">
          <p class="ends"><button class="btn" name="do" value="remove">[[Remove the passkey]]</button><a class="btn ghost" href="{{BACK}}">[[Keep it]]</a></p>
        </form>
      </section>{{/REMOVE}}
    </div>
  </div>
</div>
