{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Change order {{NUMBER}}]]</h1></div>
<form class="card" method="post" action="/admin/orders/{{NUMBER}}/change">
  <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}"><input type="hidden" name="seen" value="{{SEEN}}">
  {{#THINGS}}{{#ERRORS}}<div class="errors" role="alert"><p><b>{{ERRORS_TITLE}}</b></p><ul>{{#ERROR}}<li><a href="#{{FIELD}}">{{MSG}}</a></li>{{/ERROR}}</ul></div>{{/ERRORS}}{{/THINGS}}
  {{#TRIED}}<section class="fields" aria-labelledby="h0">
    <h2 id="h0">[[What it comes to]]</h2>
    <div class="scroll" role="group" aria-labelledby="h0" tabindex="0"><table>
      <thead><tr><th scope="col">[[Product]]</th><th scope="col" class="r">[[Before]]</th><th scope="col" class="r">[[After]]</th></tr></thead>
      <tbody>{{#ROW}}<tr><th scope="row">{{NAME}}</th><td class="r">{{QTY_WAS}}<div class="quiet small">{{SUM_WAS}}</div></td><td class="r">{{QTY_NOW}}<div class="quiet small">{{SUM_NOW}}</div></td></tr>
      {{/ROW}}<tr><th scope="row">[[Delivery]]</th><td class="r">{{DELIVERY_WAS}}</td><td class="r">{{DELIVERY_NOW}}</td></tr>
      {{#TAX}}<tr><th scope="row" class="quiet">{{#TAXED}}[[of which VAT {{RATE}}]]{{/TAXED}}{{#UNTAXED}}[[outside VAT]]{{/UNTAXED}}</th><td class="r quiet">{{VAT_WAS}}</td><td class="r quiet">{{VAT_NOW}}</td></tr>
      {{/TAX}}<tr><th scope="row"><b>[[Total]]</b></th><td class="r"><b>{{TOTAL_WAS}}</b></td><td class="r"><b>{{TOTAL_NOW}}</b></td></tr></tbody>
    </table></div>
    {{#OPEN}}<p class="warm"><b>[[{{OPEN_SUM}} is then still to be paid: the customer gets a mail with a link to pay it.]]</b></p>{{/OPEN}}
    {{#WAY}}<p class="warm"><b>[[{{PART}} is then too much, {{WHO}}]]</b></p>{{/WAY}}
    <p><button class="btn">[[Change the order]]</button></p>
  </section>{{/TRIED}}
  <fieldset class="fields"><legend><b>[[Things]]</b></legend>
    {{#LINE}}<p class="field"><label for="{{FIELD}}">{{NAME}}{{#OPTIONS}}, {{OPTIONS_TEXT}}{{/OPTIONS}}</label><input id="{{FIELD}}" name="{{FIELD}}" value="{{QTY}}" inputmode="numeric" autocomplete="off" aria-describedby="{{FIELD}}-h"><span class="hint" id="{{FIELD}}-h">[[{{WAS}} ordered, {{WORTH}}. 0 takes it off.]]</span></p>{{/LINE}}
  </fieldset>
  <fieldset class="fields"><legend><b>[[Add things]]</b></legend>
    {{#ADD}}<div class="three">
      <p class="field"><label for="sku_{{NTH}}">[[SKU]] {{NTH}}</label><input id="sku_{{NTH}}" name="sku_{{NTH}}" value="{{SKU}}" maxlength="100" autocomplete="off"></p>
      <p class="field"><label for="count_{{NTH}}">[[How many]]</label><input id="count_{{NTH}}" name="count_{{NTH}}" value="{{COUNT}}" inputmode="numeric" autocomplete="off" placeholder="1"></p>
      <p class="field"><label for="price_{{NTH}}">[[Own price each]]</label><input id="price_{{NTH}}" name="price_{{NTH}}" value="{{OWN}}" inputmode="decimal" autocomplete="off" placeholder="[[as in the shop]]"></p>
    </div>{{/ADD}}
  </fieldset>
  {{#THINGS}}<div class="fields">
    <p class="field"><label for="delivery">[[Delivery costs]]</label><input id="delivery" name="delivery" value="{{DELIVERY}}" inputmode="decimal" autocomplete="off" required{{#DELIVERY_ERR}} aria-invalid="true" aria-describedby="delivery-e"{{/DELIVERY_ERR}}>{{#DELIVERY_ERR}}<span class="err" id="delivery-e">{{DELIVERY_MSG}}</span>{{/DELIVERY_ERR}}</p>
    <p class="field"><label for="reason">[[A word to the customer]]</label><textarea id="reason" name="reason" rows="2" maxlength="1000" aria-describedby="reason-h"{{#REASON_ERR}} aria-invalid="true"{{/REASON_ERR}}>{{REASON:pre_escape}}</textarea><span class="hint" id="reason-h">[[May stay empty. It stands in the mail and in the order’s history.]]</span>{{#REASON_ERR}}<span class="err">{{REASON_MSG}}</span>{{/REASON_ERR}}</p>
    <p><label class="check"><input type="checkbox" name="give_back" value="1"{{#GIVE_BACK_ON}} checked{{/GIVE_BACK_ON}}> [[Give back at once what is paid too much]]</label></p>
    <p><label class="check"><input type="checkbox" name="sent" value="1"{{#SENT_ON}} checked{{/SENT_ON}}> [[What goes by hand I have sent from my bank, or send at once]]</label></p>
    <p><button class="btn ghost" name="show" value="1">[[Show what it comes to]]</button> <a class="btn ghost" href="/admin/orders/{{NUMBER}}">[[Keep it as it is]]</a></p>
  </div>{{/THINGS}}
</form>
<form class="card narrow" method="post" action="/admin/orders/{{NUMBER}}/contact">
  <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}">
  <h2>[[Address]]</h2>
  {{#CONTACT}}{{#ERRORS}}<div class="errors" role="alert"><p><b>{{ERRORS_TITLE}}</b></p><ul>{{#ERROR}}<li><a href="#{{FIELD}}">{{MSG}}</a></li>{{/ERROR}}</ul></div>{{/ERRORS}}
  <div class="fields">
    <p class="field"><label for="name">[[Name]]</label><input id="name" name="name" value="{{NAME}}" maxlength="100" required autocomplete="off"{{#NAME_ERR}} aria-invalid="true" aria-describedby="name-e"{{/NAME_ERR}}>{{#NAME_ERR}}<span class="err" id="name-e">{{NAME_MSG}}</span>{{/NAME_ERR}}</p>
    <p class="field"><label for="street">[[Street address]]</label><input id="street" name="street" value="{{STREET}}" maxlength="100" autocomplete="off"{{#STREET_ERR}} aria-invalid="true" aria-describedby="street-e"{{/STREET_ERR}}>{{#STREET_ERR}}<span class="err" id="street-e">{{STREET_MSG}}</span>{{/STREET_ERR}}</p>
    <div class="two">
      <p class="field"><label for="postal">[[Postal code]]</label><input id="postal" name="postal" value="{{POSTAL}}" maxlength="20" autocomplete="off"{{#POSTAL_ERR}} aria-invalid="true" aria-describedby="postal-e"{{/POSTAL_ERR}}>{{#POSTAL_ERR}}<span class="err" id="postal-e">{{POSTAL_MSG}}</span>{{/POSTAL_ERR}}</p>
      <p class="field"><label for="city">[[City]]</label><input id="city" name="city" value="{{CITY}}" maxlength="60" autocomplete="off"{{#CITY_ERR}} aria-invalid="true" aria-describedby="city-e"{{/CITY_ERR}}>{{#CITY_ERR}}<span class="err" id="city-e">{{CITY_MSG}}</span>{{/CITY_ERR}}</p>
    </div>
    <p class="field"><label for="email">[[Email]]</label><input id="email" name="email" type="email" value="{{EMAIL}}" maxlength="200" required autocomplete="off"{{#EMAIL_ERR}} aria-invalid="true" aria-describedby="email-e"{{/EMAIL_ERR}}>{{#EMAIL_ERR}}<span class="err" id="email-e">{{EMAIL_MSG}}</span>{{/EMAIL_ERR}}</p>
    <p class="field"><label for="phone">[[Phone]]</label><input id="phone" name="phone" type="tel" value="{{PHONE}}" maxlength="40" autocomplete="off"{{#PHONE_ERR}} aria-invalid="true" aria-describedby="phone-e"{{/PHONE_ERR}}>{{#PHONE_ERR}}<span class="err" id="phone-e">{{PHONE_MSG}}</span>{{/PHONE_ERR}}</p>
    <p class="quiet small">[[The country stays: it decides the VAT.]]</p>
    <p><button class="btn ghost">[[Save]]</button></p>
  </div>{{/CONTACT}}
</form>
