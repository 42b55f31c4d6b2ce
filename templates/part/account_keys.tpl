{{%AUTOESCAPE context="HTML"}}
{{#PASSKEYS}}<section class="block" aria-labelledby="passkeys">
  <h2 id="passkeys">[[Passkeys]]</h2>
  <p class="quiet">[[A passkey is kept by your phone, computer or security key and opened with a fingerprint, your face or a PIN. It logs you in without password or code.]]</p>
  {{#KEYS}}<ul class="known">{{#KEY}}
    <li><p>{{NAME}}<small>[[Added {{ADDED}}]]{{#USED}}[[, last used {{AT}}]]{{/USED}}</small></p><form class="deeds" method="post" action="{{ACTION}}"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="key" value="{{ID}}"><button class="link" name="do" value="name">[[Rename]]<span class="vh"> {{NAME}}</span></button><button class="link" name="do" value="end">[[Remove]]<span class="vh"> {{NAME}}</span></button></form></li>{{/KEY}}
  </ul>{{/KEYS}}
  <form class="form narrow" method="post" action="{{ADD}}" data-passkey="new" data-ask="{{ASK}}" data-host="{{HOST}}" data-none="passkeys-none" data-failed="[[That did not work. Nothing was added.]]" data-here="[[This device has a passkey of your account already.]]" hidden>
    <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="step" value=""><input type="hidden" name="client" value=""><input type="hidden" name="auth" value="">
    <p class="field"><label for="key-name">[[Name for the new passkey]]</label><input id="key-name" name="name" type="text" autocomplete="off" maxlength="60" aria-describedby="key-name-h"><span class="hint" id="key-name-h">[[For your own list, such as “My phone”]]</span></p>
    <p><button class="btn ghost">[[Add a passkey]]</button></p>
    <p class="err" role="status"></p>
  </form>
  <p class="note" id="passkeys-none" hidden>[[Passkeys work at {{ORIGIN}}, in a browser that knows them.]]</p>
  <p class="note scriptless" data-scriptless>[[Passkeys need JavaScript, which is off in this browser. The other ways work without it.]]</p>
</section>{{/PASSKEYS}}
<section class="block" aria-labelledby="one-time">
  <h2 id="one-time">[[One-time codes]]</h2>
  {{#OFF}}<p class="quiet">[[After the password we ask for a code that an app on your phone shows. Who learns your password cannot log in with it alone.]]</p>
  <p><a class="btn ghost" href="{{HREF}}">[[Set up one-time codes]]</a></p>{{/OFF}}
  {{#ON}}<ul class="known">
    <li><p>[[One-time codes]]<small>[[On since {{SINCE}}]]</small></p><a class="link" href="{{HREF}}">[[Turn off]]<span class="vh"> [[One-time codes]]</span></a></li>
    <li><p>[[Recovery codes]]<small>{{LEFT}}</small></p><a class="link" href="{{HREF}}">[[New ones]]<span class="vh"> [[Recovery codes]]</span></a></li>
  </ul>{{/ON}}
</section>
