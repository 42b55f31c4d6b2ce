{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top">
    <h1>[[My reviews]]</h1>
  </div>
  <div class="split left">
    {{>SIDE}}
    <div>
      <section class="block" aria-labelledby="open">
        <h2 id="open">[[What you can review]]</h2>
        {{#NO_THINGS}}<p class="quiet">[[Nothing just now. What you buy comes here once it has arrived.]]</p>{{/NO_THINGS}}
        {{#THINGS}}<ul class="known">{{#THING}}
          <li class="pictured">{{>PICTURE}}<p>{{NAME}}{{#BOUGHT}} <small>{{OPTIONS}}</small>{{/BOUGHT}}</p><a class="btn ghost" href="{{HREF}}">[[Review]]<span class="vh"> {{NAME}}</span></a></li>{{/THING}}
        </ul>{{/THINGS}}
      </section>
      {{#OWNS}}<section class="block" aria-labelledby="own">
        <h2 id="own">[[What you have written]]</h2>
        <ul>{{#OWN}}
          <li class="said"><p><b>{{NAME}}</b> <span class="pill{{#IS_SHOWN}} good{{/IS_SHOWN}}{{#IS_REFUSED}} warm{{/IS_REFUSED}}">{{STATE}}</span></p>
            <p class="stars">{{>STARS}} <span>{{AT}}</span></p>
            {{#TITLED}}<p lang="{{LANG}}"><b>{{TITLE}}</b></p>{{/TITLED}}
            <p class="lines" lang="{{LANG}}">{{BODY:pre_escape}}</p>
            {{#REFUSED}}<p class="note warm"><span>[[We do not show it, for this reason:]] {{RULE}}.{{#REASON}} {{REASON_TEXT}}{{/REASON}}</span></p>{{/REFUSED}}
            {{#REPLY}}<div class="reply"><p><b>[[{{SHOP}} answers]]</b></p><p class="lines" lang="{{LANG}}">{{REPLY_TEXT:pre_escape}}</p></div>{{/REPLY}}
            {{#EDIT}}<p><a class="link" href="{{HREF}}">[[Change or remove]]<span class="vh">: {{NAME}}</span></a></p>{{/EDIT}}</li>{{/OWN}}
        </ul>
      </section>{{/OWNS}}
    </div>
  </div>
</div>
