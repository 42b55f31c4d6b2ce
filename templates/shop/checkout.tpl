{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>[[Checkout]]</h1></div>
  <div class="split">
    <form method="post" action="{{P}}/checkout" id="checkout" novalidate>
      <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="once" value="{{ONCE}}"><input type="hidden" name="expect_flat" value="{{EXPECT_FLAT}}"><input type="hidden" name="expect_pickup" value="{{EXPECT_PICKUP}}">
      <details class="fold panel only-small">
        <summary><span>[[What you are buying]] {{#TITLE_SUM}}<span class="num" data-for="{{KIND}}"{{#HIDDEN}} hidden{{/HIDDEN}}>{{TOTAL}}</span>{{/TITLE_SUM}}</span></summary>
        <div>
          {{>BASKET}}
        </div>
      </details>
      {{#CHANGED}}<div class="errors" role="alert" tabindex="-1" id="errors">
        <p><b>[[The total has changed: it is now {{NOW}}.]]</b></p>
        <p>[[Nothing is ordered yet. Have a look at the new total and order again if it suits you.]]</p>
      </div>{{/CHANGED}}
      {{#SOLD_OUT}}<div class="errors" role="alert" tabindex="-1" id="errors">
        <p><b>[[Something in your cart sold out while you were here.]]</b></p>
        <p>[[Nothing is ordered yet.]] <a href="{{P}}/cart">[[Change the cart]]</a></p>
      </div>{{/SOLD_OUT}}
      {{#ERRORS}}<div class="errors" role="alert" tabindex="-1" id="errors">
        <p><b>{{ERRORS_TITLE}}</b></p>
        <ul>{{#ERROR}}<li><a href="#{{FIELD}}">{{MSG}}</a></li>{{/ERROR}}</ul>
      </div>{{/ERRORS}}
      <section class="step" aria-labelledby="s1">
        <h2 id="s1"><span class="num">1</span>[[Contact]]</h2>
        <div class="form">
          <p class="field"><label for="email">[[Email]]</label><input id="email" name="email" type="email" autocomplete="email" value="{{EMAIL}}" maxlength="254" required{{#EMAIL_ERR}} aria-invalid="true"{{/EMAIL_ERR}} aria-describedby="email-h{{#EMAIL_ERR}} email-e{{/EMAIL_ERR}}"><span class="hint" id="email-h">[[For the receipt and news of the parcel. Nothing else.]]</span>{{#EMAIL_ERR}}<span class="err" id="email-e">{{EMAIL_MSG}}</span>{{/EMAIL_ERR}}</p>
          <p class="field"><label for="phone">[[Phone]]</label><input id="phone" name="phone" type="tel" autocomplete="tel" value="{{PHONE}}" maxlength="40"{{#PHONE_ERR}} aria-invalid="true"{{/PHONE_ERR}} aria-describedby="phone-h{{#PHONE_ERR}} phone-e{{/PHONE_ERR}}"><span class="hint" id="phone-h">[[If you like: the driver sends a text here.]]</span>{{#PHONE_ERR}}<span class="err" id="phone-e">{{PHONE_MSG}}</span>{{/PHONE_ERR}}</p>
        </div>
      </section>
      <section class="step" aria-labelledby="s2">
        <h2 id="s2"><span class="num">2</span>[[Delivery]]</h2>
        <div class="form">
          <p class="field"><label for="name">[[Name]]</label><input id="name" name="name" type="text" autocomplete="name" value="{{NAME}}" maxlength="100" required{{#NAME_ERR}} aria-invalid="true" aria-describedby="name-e"{{/NAME_ERR}}>{{#NAME_ERR}}<span class="err" id="name-e">{{NAME_MSG}}</span>{{/NAME_ERR}}</p>
          <p class="field"><label for="street">[[Street address]]</label><input id="street" name="street" type="text" autocomplete="address-line1" value="{{STREET}}" maxlength="120" required{{#STREET_ERR}} aria-invalid="true" aria-describedby="street-e"{{/STREET_ERR}}>{{#STREET_ERR}}<span class="err" id="street-e">{{STREET_MSG}}</span>{{/STREET_ERR}}</p>
          <div class="two">
            <p class="field"><label for="postal">[[Postal code]]</label><input id="postal" name="postal" type="text" autocomplete="postal-code" value="{{POSTAL}}" maxlength="12" required inputmode="numeric"{{#POSTAL_ERR}} aria-invalid="true" aria-describedby="postal-e"{{/POSTAL_ERR}}>{{#POSTAL_ERR}}<span class="err" id="postal-e">{{POSTAL_MSG}}</span>{{/POSTAL_ERR}}</p>
            <p class="field"><label for="city">[[City]]</label><input id="city" name="city" type="text" autocomplete="address-level2" value="{{CITY}}" maxlength="60" required{{#CITY_ERR}} aria-invalid="true" aria-describedby="city-e"{{/CITY_ERR}}>{{#CITY_ERR}}<span class="err" id="city-e">{{CITY_MSG}}</span>{{/CITY_ERR}}</p>
          </div>
          <p class="field"><label for="country">[[Country]]</label><select id="country" name="country" autocomplete="country"{{#COUNTRY_ERR}} aria-invalid="true" aria-describedby="country-e"{{/COUNTRY_ERR}}><option value="FI"{{#COUNTRY_IS_FI}} selected{{/COUNTRY_IS_FI}}>[[Finland]]</option><option value="SE"{{#COUNTRY_IS_SE}} selected{{/COUNTRY_IS_SE}}>[[Sweden]]</option><option value="EE"{{#COUNTRY_IS_EE}} selected{{/COUNTRY_IS_EE}}>[[Estonia]]</option><option value="DK"{{#COUNTRY_IS_DK}} selected{{/COUNTRY_IS_DK}}>[[Denmark]]</option><option value="NO"{{#COUNTRY_IS_NO}} selected{{/COUNTRY_IS_NO}}>[[Norway]]</option><option value="DE"{{#COUNTRY_IS_DE}} selected{{/COUNTRY_IS_DE}}>[[Germany]]</option></select>{{#COUNTRY_ERR}}<span class="err" id="country-e">{{COUNTRY_MSG}}</span>{{/COUNTRY_ERR}}</p>
          <fieldset class="picks" id="delivery"{{#DELIVERY_ERR}} aria-describedby="delivery-e"{{/DELIVERY_ERR}}>
            <legend>[[Delivery]]</legend>
            <label class="pick"><input type="radio" name="delivery" value="parcel"{{#DELIVERY_IS_parcel}} checked{{/DELIVERY_IS_parcel}}><span>[[Delivered to you]] <small>{{#PROMISED}}[[With you {{DAY}}]]{{/PROMISED}}{{#LATER}}[[Made or ordered for you]]{{/LATER}} · [[{{FLAT_TOTAL}} in all]]</small></span><b class="num">{{FLAT_COST}}</b></label>
            {{#PICKUP}}<label class="pick"><input type="radio" name="delivery" value="pickup"{{#DELIVERY_IS_pickup}} checked{{/DELIVERY_IS_pickup}}><span>[[Pick up: {{PLACE}}]] <small>{{STREET}} · [[{{PICKUP_TOTAL}} in all]]</small></span><b class="num">[[Free]]</b></label>{{/PICKUP}}
          </fieldset>
          {{#DELIVERY_ERR}}<p class="field"><span class="err" id="delivery-e">{{DELIVERY_MSG}}</span></p>{{/DELIVERY_ERR}}
        </div>
      </section>
      <section class="step" aria-labelledby="s3">
        <h2 id="s3"><span class="num">3</span>[[Payment]]</h2>
        <fieldset class="picks" id="payment"{{#PAYMENT_ERR}} aria-describedby="payment-e"{{/PAYMENT_ERR}}>
          <legend class="vh">[[Payment]]</legend>
          <label class="pick"><input type="radio" name="payment" value="transfer"{{#PAYMENT_IS_transfer}} checked{{/PAYMENT_IS_transfer}}><span>[[Bank transfer]] <small>[[You get the details and a bar code at once; we pack when the money has come]]</small></span><b class="num">[[Free]]</b></label>
          {{#DEMO_CARD}}<label class="pick"><input type="radio" name="payment" value="demo_card"{{#PAYMENT_IS_demo_card}} checked{{/PAYMENT_IS_demo_card}}><span>[[Card (demo)]] <small>[[A play card of this demonstration shop: no money moves]]</small></span><b class="num">[[Free]]</b></label>{{/DEMO_CARD}}
        </fieldset>
        {{#PAYMENT_ERR}}<p class="field"><span class="err" id="payment-e">{{PAYMENT_MSG}}</span></p>{{/PAYMENT_ERR}}
      </section>
      <section class="step" aria-labelledby="s4">
        <h2 id="s4"><span class="num">4</span>[[Order]]</h2>
        <div class="stack">
          <p class="field"><label for="message">[[Message to us]] <span class="quiet">[[(if you like)]]</span></label><textarea id="message" name="message" rows="2" maxlength="1000"{{#MESSAGE_ERR}} aria-invalid="true" aria-describedby="message-e"{{/MESSAGE_ERR}}>{{MESSAGE:pre_escape}}</textarea>{{#MESSAGE_ERR}}<span class="err" id="message-e">{{MESSAGE_MSG}}</span>{{/MESSAGE_ERR}}</p>
          <div class="field"><label class="check"><input type="checkbox" id="terms" name="terms" value="1" required{{#TERMS_ON}} checked{{/TERMS_ON}}{{#TERMS_ERR}} aria-invalid="true" aria-describedby="terms-e"{{/TERMS_ERR}}> <span>[[I accept the terms]]</span></label>{{#TERMS_ERR}}<span class="err" id="terms-e">{{TERMS_MSG}}</span>{{/TERMS_ERR}}</div>
          <p class="small quiet">{{#TERMS_PAGE}}<a href="{{URL}}">{{NAME}}</a> · {{/TERMS_PAGE}}{{#PRIVACY_PAGE}}<a href="{{URL}}">{{NAME}}</a> · {{/PRIVACY_PAGE}}[[You can withdraw within 14 days of getting the last thing.]]</p>
          <dl class="sums">
            {{#ONE_WAY}}<dt class="all">[[To pay]]</dt><dd class="all">{{FLAT_TOTAL}}</dd>{{/ONE_WAY}}
            {{#PICKUP}}<dt class="all" data-plain>[[To pay, delivered]]</dt><dd class="all" data-plain>{{FLAT_TOTAL}}</dd><dt class="all" data-plain>[[To pay, picked up]]</dt><dd class="all" data-plain>{{PICKUP_TOTAL}}</dd>{{/PICKUP}}
            {{#TWO_WAYS}}<dt class="all" data-script hidden>[[To pay]]</dt><dd class="all" data-script hidden>{{#TITLE_SUM}}<span data-for="{{KIND}}"{{#HIDDEN}} hidden{{/HIDDEN}}>{{TOTAL}}</span>{{/TITLE_SUM}}</dd>{{/TWO_WAYS}}
          </dl>
          <button class="btn big wide">[[Order and pay]]</button>
        </div>
      </section>
    </form>
    <aside class="panel only-wide" aria-label="[[What you are buying]]">
      {{>BASKET}}
    </aside>
  </div>
</div>
