{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>[[Letters from us]]</h1></div>
  <div class="split left">
    {{>SIDE}}
    <div>
      <form class="block form" method="post" action="{{P}}/account/letters">
        <input type="hidden" name="token" value="{{TOKEN}}">
        {{#GETS}}<p>[[You get our letters at {{EMAIL}}.]]</p>{{/GETS}}
        {{#NONE}}<p>[[You get no letters from us.]]</p>{{/NONE}}
        {{#ASKED}}<p role="status">[[We have written to {{EMAIL}}. Letters come once you have pressed the link in that mail, within a week.]]</p>{{/ASKED}}
        {{>TOPICS}}
        <p class="field narrow"><label for="language">[[Language of the letters]]</label><select id="language" name="language">{{#LANGUAGE}}<option value="{{CODE}}" lang="{{CODE}}"{{#ON}} selected{{/ON}}>{{NAME}}</option>{{/LANGUAGE}}</select></p>
        <p>{{WORDS}} <span class="quiet">[[Nothing ticked: they end.]]</span></p>
        <p><button class="btn" name="do" value="save">[[Save]]</button></p>
      </form>
      {{#ALERTS}}<section class="block" aria-labelledby="alerts">
        <h2 id="alerts">[[We write to you once]]</h2>
        <ul class="known">{{#ALERT}}
          <li><p>{{NAME}} <small>{{#STOCK}}[[when it is back]]{{/STOCK}}{{#CHEAPER}}[[when it costs less than {{BELOW}}]]{{/CHEAPER}}</small></p><form method="post" action="{{P}}/account/letters"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="sku" value="{{SKU}}"><input type="hidden" name="kind" value="{{KIND}}"><button class="link" name="do" value="alert">[[Stop]]<span class="vh"> {{NAME}}</span></button></form></li>{{/ALERT}}
        </ul>
      </section>{{/ALERTS}}
      <form class="block" method="post" action="{{P}}/account/letters" aria-labelledby="object">
        <input type="hidden" name="token" value="{{TOKEN}}">
        <h2 id="object">[[No marketing at all]]</h2>
        <p>{{OBJECT_WORDS}}</p>
        <p><button class="btn ghost" name="do" value="object">[[Object to marketing]]</button></p>
      </form>
    </div>
  </div>
</div>
