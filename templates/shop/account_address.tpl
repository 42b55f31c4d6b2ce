{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>{{#NEW}}[[Add an address]]{{/NEW}}{{#OLD}}[[Change an address]]{{/OLD}}</h1></div>
  <div class="split left">
    {{>SIDE}}
    <div>
      {{#PROBLEM}}<div class="errors" role="alert" tabindex="-1" id="errors"><p><b>{{TEXT}}</b></p></div>{{/PROBLEM}}
      {{#ERRORS}}<div class="errors" role="alert" tabindex="-1" id="errors">
        <p><b>{{ERRORS_TITLE}}</b></p>
        <ul>{{#ERROR}}<li><a href="#{{FIELD}}">{{MSG}}</a></li>{{/ERROR}}</ul>
      </div>{{/ERRORS}}
      <form class="form narrow" method="post" action="{{ACTION}}" novalidate>
        <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}">
        <p class="field"><label for="name">[[Name]]</label><input id="name" name="name" type="text" autocomplete="name" value="{{NAME}}" maxlength="100" required{{#NAME_ERR}} aria-invalid="true" aria-describedby="name-e"{{/NAME_ERR}}>{{#NAME_ERR}}<span class="err" id="name-e">{{NAME_MSG}}</span>{{/NAME_ERR}}</p>
        <p class="field"><label for="company">[[Company]] <span class="quiet">[[(if you like)]]</span></label><input id="company" name="company" type="text" autocomplete="organization" value="{{COMPANY}}" maxlength="100"{{#COMPANY_ERR}} aria-invalid="true" aria-describedby="company-e"{{/COMPANY_ERR}}>{{#COMPANY_ERR}}<span class="err" id="company-e">{{COMPANY_MSG}}</span>{{/COMPANY_ERR}}</p>
        <p class="field"><label for="street">[[Street address]]</label><input id="street" name="street" type="text" autocomplete="address-line1" value="{{STREET}}" maxlength="120" required{{#STREET_ERR}} aria-invalid="true" aria-describedby="street-e"{{/STREET_ERR}}>{{#STREET_ERR}}<span class="err" id="street-e">{{STREET_MSG}}</span>{{/STREET_ERR}}</p>
        <div class="two">
          <p class="field"><label for="postal">[[Postal code]]</label><input id="postal" name="postal" type="text" autocomplete="postal-code" value="{{POSTAL}}" maxlength="12" inputmode="{{POSTAL_KEYS}}" required{{#POSTAL_ERR}} aria-invalid="true" aria-describedby="postal-e"{{/POSTAL_ERR}}>{{#POSTAL_ERR}}<span class="err" id="postal-e">{{POSTAL_MSG}}</span>{{/POSTAL_ERR}}</p>
          <p class="field"><label for="city">[[City]]</label><input id="city" name="city" type="text" autocomplete="address-level2" value="{{CITY}}" maxlength="60" required{{#CITY_ERR}} aria-invalid="true" aria-describedby="city-e"{{/CITY_ERR}}>{{#CITY_ERR}}<span class="err" id="city-e">{{CITY_MSG}}</span>{{/CITY_ERR}}</p>
        </div>
        <p class="field"><label for="country">[[Country]]</label><select id="country" name="country" autocomplete="country"{{#COUNTRY_ERR}} aria-invalid="true" aria-describedby="country-e"{{/COUNTRY_ERR}}>{{#LAND}}<option value="{{CODE}}"{{#ON}} selected{{/ON}}>{{NAME}}</option>{{/LAND}}</select>{{#COUNTRY_ERR}}<span class="err" id="country-e">{{WRONG}}</span>{{/COUNTRY_ERR}}</p>
        <p class="field"><label for="phone">[[Phone]] <span class="quiet">[[(if you like)]]</span></label><input id="phone" name="phone" type="tel" autocomplete="tel" value="{{PHONE}}" maxlength="40"{{#PHONE_ERR}} aria-invalid="true" aria-describedby="phone-e"{{/PHONE_ERR}}>{{#PHONE_ERR}}<span class="err" id="phone-e">{{PHONE_MSG}}</span>{{/PHONE_ERR}}</p>
        <label class="check"><input type="checkbox" id="usual" name="usual" value="1"{{#USUAL_ON}} checked{{/USUAL_ON}}> <span>[[The usual address: fill it in when I order]]</span></label>
        <p class="ends"><button class="btn">[[Save]]</button><a class="link" href="{{BACK}}">[[Go back]]</a></p>
      </form>
    </div>
  </div>
</div>
