{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>[[One-time codes]]</h1></div>
  <div class="split left">
    {{>SIDE}}
    <div>
      {{#ERRORS}}<div class="errors" role="alert" tabindex="-1" id="errors"><p><b><a href="#{{FIELD}}">{{MSG}}</a></b></p></div>{{/ERRORS}}
      {{#OFF}}<section class="block" aria-labelledby="begin">
        <h2 id="begin">[[Set up one-time codes]]</h2>
        <p>[[You need an app for one-time codes on your phone; any will do. After the password we then ask for the code that it shows.]]</p>
        <form method="post" action="{{ACTION}}"><input type="hidden" name="token" value="{{TOKEN}}"><p><button class="btn">[[Begin]]</button></p></form>
      </section>{{/OFF}}
      {{#WAITING}}<section class="block" aria-labelledby="scan">
        <h2 id="scan">[[Scan this with your app]]</h2>
        <div class="pay">
          <div>
            <p>[[Or type the key into it:]]</p>
            <p class="key num">{{SECRET}}</p>
            <p class="hint">[[By the clock, six digits, 30 seconds.]]</p>
            <p><a class="link" href="{{URI:none}}">[[Open in an app on this device]]</a></p>
          </div>
          <p><svg class="qr" role="img" aria-label="[[The key, as a picture to scan]]" viewBox="0 0 {{WIDTH}} {{HEIGHT}}" width="136" height="136" shape-rendering="crispEdges"><path d="{{PATH}}"/></svg></p>
        </div>
        <form class="form narrow" method="post" action="{{ON_ACTION}}" novalidate>
          <input type="hidden" name="token" value="{{TOKEN}}">
          <p class="field"><label for="code">[[Code]]</label><input id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="20" required aria-describedby="code-h{{#WRONG}} code-e{{/WRONG}}"{{#WRONG}} aria-invalid="true"{{/WRONG}}><span class="hint" id="code-h">[[The six digits that your app shows now]]</span>{{#WRONG}}<span class="err" id="code-e">{{WHY}}</span>{{/WRONG}}</p>
          <p><button class="btn">[[Turn on]]</button></p>
        </form>
        <form method="post" action="{{ACTION}}"><input type="hidden" name="token" value="{{TOKEN}}"><button class="link">[[Give me another key]]</button></form>
      </section>{{/WAITING}}
      {{#ON}}<section class="block">
        <h2>[[One-time codes are on]]</h2>
        <p>{{LEFT}}</p>
        <p class="quiet">[[For either of these give a code once more: one of your app, or a recovery code.]]</p>
        <form class="form narrow" method="post" action="{{CHANGE_ACTION}}" novalidate>
          <input type="hidden" name="token" value="{{TOKEN}}">
          <p class="field"><label for="code">[[Code]]</label><input id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="20" required{{#WRONG}} aria-invalid="true" aria-describedby="code-e"{{/WRONG}}>{{#WRONG}}<span class="err" id="code-e">{{WHY}}</span>{{/WRONG}}</p>
          <p class="ends"><button class="btn ghost" name="do" value="codes">[[New recovery codes]]</button><button class="btn ghost" name="do" value="off">[[Turn off]]</button></p>
          <p class="quiet small">[[New recovery codes take the place of the old ones.]]</p>
        </form>
      </section>{{/ON}}
      <p class="after"><a class="link" href="{{BACK}}">[[Back]]</a></p>
    </div>
  </div>
</div>
