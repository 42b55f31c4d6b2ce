{{%AUTOESCAPE context="HTML"}}
<section class="panel stack no-print" aria-labelledby="offer">
  <h2 id="offer">[[Less to type next time]]</h2>
  <form class="form" method="post" action="{{ACTION}}" novalidate>
    <input type="hidden" name="token" value="{{TOKEN}}">
    <p class="field"><label for="password">[[Choose a password]]</label><input id="password" name="password" type="password" data-show="[[Show the password]]" autocomplete="new-password" required aria-describedby="password-h"><span class="hint" id="password-h">[[That is all: your orders are then in one place.]]</span></p>
    <p><button class="btn ghost">[[Create account]]</button></p>
  </form>
</section>
