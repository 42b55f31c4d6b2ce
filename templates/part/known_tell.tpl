{{%AUTOESCAPE context="HTML"}}
<section class="block" aria-labelledby="tell">
  <h2 id="tell">[[Tell us yourself]]</h2>
  {{#PROBLEM}}<div class="errors" role="alert" tabindex="-1" id="errors"><p><b>{{TEXT}}</b></p></div>{{/PROBLEM}}
  <form class="stack" method="post" action="{{ACTION}}"><input type="hidden" name="token" value="{{TOKEN}}">
    {{#LIKES}}<fieldset><legend>[[I like to see]]</legend>
      <div class="chips">{{#LIKE}}
        <label class="check chip"><input type="checkbox" name="like" value="{{KEY}}"{{#ON}} checked{{/ON}}> {{NAME}}</label>{{/LIKE}}
      </div>
    </fieldset>{{/LIKES}}
    {{#ACCOUNT}}<div class="pair">
      <p class="field"><label for="call_name">[[What we call you]]</label><input id="call_name" name="call_name" type="text" autocomplete="nickname" value="{{CALL_NAME}}" maxlength="40" aria-describedby="call_name-h"><span class="hint" id="call_name-h">[[Empty: by your first name.]]</span></p>
      <p class="field"><label for="tone">[[How we greet you]]</label><select id="tone" name="tone">{{#TONE}}<option value="{{CODE}}"{{#ON}} selected{{/ON}}>{{NAME}}</option>{{/TONE}}</select></p>
    </div>
    <fieldset><legend>[[Your birthday]] <span class="quiet">[[(if you like; no year)]]</span></legend>
      <div class="pair">
        <p class="field"><label for="birth_day">[[Day]]</label><select id="birth_day" name="birth_day" autocomplete="bday-day"><option value="">–</option>{{#DAY}}<option value="{{N}}"{{#ON}} selected{{/ON}}>{{N}}</option>{{/DAY}}</select></p>
        <p class="field"><label for="birth_month">[[Month]]</label><select id="birth_month" name="birth_month" autocomplete="bday-month"><option value="">–</option>{{#MONTH}}<option value="{{N}}"{{#ON}} selected{{/ON}}>{{NAME}}</option>{{/MONTH}}</select></p>
      </div>
    </fieldset>{{/ACCOUNT}}
    <p><button class="btn" name="do" value="save">[[Save]]<span class="vh"> [[what you told]]</span></button></p>
  </form>
</section>
