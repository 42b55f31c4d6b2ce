{{%AUTOESCAPE context="HTML"}}
<form class="narrow after" method="post" action="{{ACTION}}" data-passkey="get" data-ask="{{ASK}}" data-host="{{HOST}}" data-failed="[[That did not work. Try again, or choose another way.]]" hidden>
  <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="next" value="{{NEXT}}"><input type="hidden" name="step" value=""><input type="hidden" name="id" value=""><input type="hidden" name="client" value=""><input type="hidden" name="auth" value=""><input type="hidden" name="sig" value=""><input type="hidden" name="user" value="">
  <p><button class="btn ghost">[[Use a passkey]]</button></p>
  <p class="err" role="status"></p>
</form>
<p class="hint narrow after scriptless" data-scriptless>[[Passkeys need JavaScript, which is off in this browser. The other ways work without it.]]</p>
