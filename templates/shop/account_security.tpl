{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>[[Logging in]]</h1></div>
  <div class="split left">
    {{>SIDE}}
    <div>
      <section class="block" aria-labelledby="ways">
        <h2 id="ways">[[Address and password]]</h2>
        <ul class="known">
          <li><p>[[E-mail address]]<small>{{EMAIL}}</small></p><a class="link" href="{{P}}/account/security/email">[[Change the address]]</a></li>
          <li><p>[[Password]]<small>{{#HAS_PASSWORD}}[[Set]]{{/HAS_PASSWORD}}{{#NO_PASSWORD}}[[None: you log in by a link in a mail]]{{/NO_PASSWORD}}</small></p>{{#NO_PASSWORD}}<a class="link" href="{{P}}/account/security/password">[[Choose a password]]</a>{{/NO_PASSWORD}}{{#HAS_PASSWORD}}<span class="deeds"><a class="link" href="{{P}}/account/security/password">[[Change the password]]</a> <a class="link" href="{{P}}/account/security/password/remove">[[Remove]]<span class="vh"> [[Password]]</span></a></span>{{/HAS_PASSWORD}}</li>
        </ul>
      </section>
      {{>KEYS}}
      <section class="block" aria-labelledby="places">
        <h2 id="places">[[Where you are logged in]]</h2>
        <p class="quiet">[[Do you see one that is not yours? End it, and change your password.]]</p>
        <ul class="known">{{#SESSION}}
          <li><p>{{AGENT}}<small>[[Since {{SINCE}}, last used {{SEEN}}]]</small></p>{{#THIS}}<span class="pill good">[[This one]]</span>{{/THIS}}{{#END}}<form method="post" action="{{ACTION}}"><input type="hidden" name="token" value="{{TOKEN}}"><button class="link" name="session" value="{{HANDLE}}">[[End]]<span class="vh"> {{WHICH}}</span></button></form>{{/END}}</li>{{/SESSION}}
        </ul>
        {{#OTHERS}}<form class="after" method="post" action="{{ACTION}}"><input type="hidden" name="token" value="{{TOKEN}}"><button class="btn ghost">[[End all other logins]]</button></form>{{/OTHERS}}
      </section>
    </div>
  </div>
</div>
