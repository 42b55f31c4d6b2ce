{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>[[Delivery and payment]]</h1></div>
  <div class="split">
    <form method="post" action="{{P}}/checkout" id="checkout" novalidate data-quote="{{P}}/checkout/quote" data-failed="[[The total could not be updated. Press Update delivery and total.]]">
      <div class="vh" aria-hidden="true"><label for="website">[[Leave this empty]]</label><input id="website" name="website" type="text" tabindex="-1" autocomplete="off"></div>
      <div data-part="expect"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="once" value="{{ONCE}}"><input type="hidden" name="made" value="{{MADE}}">{{#EXPECT}}<input type="hidden" name="{{EXPECT_NAME}}" value="{{EXPECT_SUMS}}">{{/EXPECT}}<input type="hidden" name="confirm" value="{{CONFIRM}}"></div>
      <details class="fold panel only-small">
        <summary><span>[[What you are buying]] <span class="num" data-part="title">{{DUE}}</span></span></summary>
        <div data-part="basket-small">
          {{>BASKET}}
        </div>
      </details>
      <p class="vh" role="status" data-say="[[To pay: {{DUE}}]]"></p>
      <div data-part="news">{{#NEWS}}<div class="errors" role="alert" tabindex="-1" id="errors">
        <p><b>{{NEWS_TITLE}}</b></p>
        {{#CHANGES}}<ul>{{#CHANGE}}<li>{{WHAT}}: <del>{{BEFORE}}</del> <ins>{{NOW}}</ins></li>{{/CHANGE}}</ul>{{/CHANGES}}
        <p>{{NEWS_TEXT}}{{#TO_CART}} <a href="{{HREF}}">[[Change the cart]]</a>{{/TO_CART}}</p>
      </div>{{/NEWS}}</div>
      {{#ERRORS}}<div class="errors" role="alert" tabindex="-1" id="errors">
        <p><b>{{ERRORS_TITLE}}</b></p>
        <ul>{{#ERROR}}<li><a href="#{{FIELD}}">{{MSG}}</a></li>{{/ERROR}}</ul>
      </div>{{/ERRORS}}
      <section class="step" aria-labelledby="s1">
        <h2 id="s1"><span class="num">1</span>[[Contact]]</h2>
        <div class="form">
          <p class="field"><label for="email">[[Email]]</label><input id="email" name="email" type="email" autocomplete="email" value="{{EMAIL}}" maxlength="254" required{{#EMAIL_ERR}} aria-invalid="true"{{/EMAIL_ERR}} aria-describedby="email-h{{#EMAIL_ERR}} email-e{{/EMAIL_ERR}}"><span class="hint" id="email-h">[[For the receipt and news of the parcel. Nothing else.]]{{#GUEST}} <a href="{{P}}/account/login?next=/checkout">[[Log in]]</a> [[if you have an account.]]{{/GUEST}}</span>{{#EMAIL_ERR}}<span class="err" id="email-e">{{EMAIL_MSG}}</span>{{/EMAIL_ERR}}</p>
          <div data-known="phone"{{#TAKEN}} data-fresh="1"{{/TAKEN}}><p class="field"><label for="phone">[[Phone]]</label><input id="phone" name="phone" type="tel" autocomplete="tel" value="{{PHONE}}" maxlength="40"{{#PHONE_ERR}} aria-invalid="true"{{/PHONE_ERR}} aria-describedby="phone-h{{#PHONE_ERR}} phone-e{{/PHONE_ERR}}"><span class="hint" id="phone-h">{{#DRIVER}}[[If you like: the driver sends a text here.]]{{/DRIVER}}{{#NO_DRIVER}}[[If you like.]]{{/NO_DRIVER}}</span>{{#PHONE_ERR}}<span class="err" id="phone-e">{{PHONE_MSG}}</span>{{/PHONE_ERR}}</p></div>
          <details class="fold"{{#COMPANY_OPEN}} open{{/COMPANY_OPEN}}>
            <summary>[[I buy for a company]]</summary>
            <div class="form">
              <div data-known="company"{{#TAKEN}} data-fresh="1"{{/TAKEN}}><p class="field"><label for="company">[[Company]]</label><input id="company" name="company" type="text" autocomplete="organization" value="{{COMPANY}}" maxlength="100"{{#COMPANY_ERR}} aria-invalid="true" aria-describedby="company-e"{{/COMPANY_ERR}}>{{#COMPANY_ERR}}<span class="err" id="company-e">{{COMPANY_MSG}}</span>{{/COMPANY_ERR}}</p></div>
              <div class="pair">
                <p class="field"><label for="business_id">[[Business ID]]</label><input id="business_id" name="business_id" type="text" autocomplete="off" value="{{BUSINESS_ID}}" maxlength="30"{{#BUSINESS_ID_ERR}} aria-invalid="true" aria-describedby="business_id-e"{{/BUSINESS_ID_ERR}}>{{#BUSINESS_ID_ERR}}<span class="err" id="business_id-e">{{BUSINESS_ID_MSG}}</span>{{/BUSINESS_ID_ERR}}</p>
                <p class="field"><label for="vat_id">[[VAT number]]</label><input id="vat_id" name="vat_id" type="text" autocomplete="off" autocapitalize="characters" value="{{VAT_ID}}" maxlength="30"{{#VAT_ID_ERR}} aria-invalid="true"{{/VAT_ID_ERR}} aria-describedby="vat_id-h{{#VAT_ID_ERR}} vat_id-e{{/VAT_ID_ERR}}"><span class="hint" id="vat_id-h">[[Elsewhere in the EU: we check it, then leave VAT out of what you order logged in.]]</span>{{#VAT_ID_ERR}}<span class="err" id="vat_id-e">{{VAT_ID_MSG}}</span>{{/VAT_ID_ERR}}</p>
              </div>
              <p class="field"><label for="buyer_ref">[[Your reference]] <span class="quiet">[[(if you like)]]</span></label><input id="buyer_ref" name="buyer_ref" type="text" autocomplete="off" value="{{BUYER_REF}}" maxlength="60"{{#BUYER_REF_ERR}} aria-invalid="true"{{/BUYER_REF_ERR}} aria-describedby="buyer_ref-h{{#BUYER_REF_ERR}} buyer_ref-e{{/BUYER_REF_ERR}}"><span class="hint" id="buyer_ref-h">[[Printed on the invoice.]]</span>{{#BUYER_REF_ERR}}<span class="err" id="buyer_ref-e">{{BUYER_REF_MSG}}</span>{{/BUYER_REF_ERR}}</p>
            </div>
          </details>
        </div>
      </section>
      <section class="step" aria-labelledby="s2">
        <h2 id="s2"><span class="num">2</span>[[Delivery]]</h2>
        <div class="form">
          {{#BOOK}}<div class="book"><p class="field"><label for="address">[[A saved address]]</label><select id="address" name="address">{{#PLACE}}<option value="{{KEY}}"{{#ON}} selected{{/ON}}>{{WORDS}}</option>{{/PLACE}}</select></p>
          <p><button class="btn ghost" name="do" value="address">[[Use this address]]</button></p></div>{{/BOOK}}
          <div class="form" data-known="to"{{#TAKEN}} data-fresh="1"{{/TAKEN}}>
          <p class="field"><label for="name">[[Name]]</label><input id="name" name="name" type="text" autocomplete="name" value="{{NAME}}" maxlength="100" required{{#NAME_ERR}} aria-invalid="true" aria-describedby="name-e"{{/NAME_ERR}}>{{#NAME_ERR}}<span class="err" id="name-e">{{NAME_MSG}}</span>{{/NAME_ERR}}</p>
          <p class="field" data-of="parcel"{{#NO_STREET}} hidden{{/NO_STREET}}><label for="street">[[Street address]]</label><input id="street" name="street" type="text" autocomplete="address-line1" value="{{STREET}}" maxlength="120"{{#STREET_ERR}} aria-invalid="true" aria-describedby="street-e"{{/STREET_ERR}}>{{#STREET_ERR}}<span class="err" id="street-e">{{STREET_MSG}}</span>{{/STREET_ERR}}</p>
          <div class="two">
            <p class="field" data-of="parcel point"{{#NO_POSTAL}} hidden{{/NO_POSTAL}}><label for="postal">[[Postal code]]</label><input id="postal" name="postal" type="text" autocomplete="postal-code" value="{{POSTAL}}" maxlength="12" inputmode="{{POSTAL_KEYS}}"{{#POSTAL_ERR}} aria-invalid="true" aria-describedby="postal-e"{{/POSTAL_ERR}}>{{#POSTAL_ERR}}<span class="err" id="postal-e">{{POSTAL_MSG}}</span>{{/POSTAL_ERR}}</p>
            <p class="field" data-of="parcel"{{#NO_STREET}} hidden{{/NO_STREET}}><label for="city">[[City]]</label><input id="city" name="city" type="text" autocomplete="address-level2" value="{{CITY}}" maxlength="60"{{#CITY_ERR}} aria-invalid="true" aria-describedby="city-e"{{/CITY_ERR}}>{{#CITY_ERR}}<span class="err" id="city-e">{{CITY_MSG}}</span>{{/CITY_ERR}}</p>
          </div>
          {{#COUNTRIES}}<p class="field" data-of="parcel point"{{#NO_POSTAL}} hidden{{/NO_POSTAL}}><label for="country">[[Country]]</label><select id="country" name="country" autocomplete="country"{{#COUNTRY_ERR}} aria-invalid="true" aria-describedby="country-e"{{/COUNTRY_ERR}}>{{#LAND}}<option value="{{CODE}}"{{#ON}} selected{{/ON}}>{{NAME}}</option>{{/LAND}}</select>{{#COUNTRY_ERR}}<span class="err" id="country-e">{{WRONG}}</span>{{/COUNTRY_ERR}}</p>{{/COUNTRIES}}
          </div>
          {{#CAN_SAVE}}<p class="field" data-of="parcel"{{#NO_STREET}} hidden{{/NO_STREET}}><label class="check"><input type="checkbox" id="save_address" name="save_address" value="1"{{#SAVE_ADDRESS_ON}} checked{{/SAVE_ADDRESS_ON}}> <span>[[Save this address in my account]]</span></label></p>{{/CAN_SAVE}}
          <div class="form" data-part="offers">
            {{#OFFERS}}<fieldset class="picks" id="delivery"{{#DELIVERY_ERR}} aria-describedby="delivery-e"{{/DELIVERY_ERR}}>
              <legend>[[Delivery]]</legend>
              {{#OFFER}}<label class="pick"><input type="radio" id="d{{METHOD}}" name="delivery" value="{{METHOD}}" data-kind="{{KIND}}"{{#ON}} checked{{/ON}}><span>{{LABEL}} <small>{{#WITH_YOU}}[[With you {{DAY}}]]{{/WITH_YOU}}{{#BETWEEN}}[[With you {{FROM}} – {{TO}}]]{{/BETWEEN}}{{#READY}}[[Ready {{DAY}}]]{{/READY}}{{#LATER}}[[Made or ordered for you]]{{/LATER}}{{#FREE_FROM}} · [[free from {{LIMIT}}]]{{/FREE_FROM}}{{#IN_ALL}}<span class="plain"> · [[{{SUM}} in all]]</span>{{/IN_ALL}}</small>{{#HELP}}<small>{{TEXT}}</small>{{/HELP}}</span><b class="num">{{COST}}</b></label>
              {{/OFFER}}
            </fieldset>{{#DELIVERY_ERR}}<p class="field"><span class="err" id="delivery-e">{{WRONG}}</span></p>{{/DELIVERY_ERR}}{{/OFFERS}}
            {{#NOWHERE}}<div class="note warm" id="delivery" tabindex="-1"><p>[[We do not send this to that address. Choose another country or postal code.]]</p></div>{{/NOWHERE}}
            {{#NO_PARCEL}}<p class="note" id="delivery" data-kind="none">[[Nothing has to be sent: you get it by mail.]]</p>{{/NO_PARCEL}}
            {{#STORES}}<fieldset class="picks" id="location"{{#LOCATION_ERR}} aria-describedby="location-e"{{/LOCATION_ERR}}>
              <legend>[[Pick it up at]]</legend>
              {{#STORE}}<label class="pick"><input type="radio" id="s{{ID}}" name="location" value="{{ID}}"{{#ON}} checked{{/ON}}{{#LACKS}} disabled{{/LACKS}}><span>{{NAME}} <small>{{#WHERE}}{{TEXT}}{{/WHERE}}{{#HOURS}} · {{TEXT}}{{/HOURS}}{{#MISSING}} · <b class="warm">[[Does not have: {{TEXT}}]]</b>{{/MISSING}}</small></span></label>
              {{/STORE}}
            </fieldset>{{#LOCATION_ERR}}<p class="field"><span class="err" id="location-e">{{WRONG}}</span></p>{{/LOCATION_ERR}}
            {{#KEEP_STORE}}<p class="field"><label class="check"><input type="checkbox" id="keep_store" name="keep_store" value="1"{{#KEEP_STORE_ON}} checked{{/KEEP_STORE_ON}}> <span>[[Remember this store]]</span></label></p>{{/KEEP_STORE}}{{/STORES}}
            {{#POINTS}}<fieldset class="picks" id="point"{{#POINT_ERR}} aria-describedby="point-e"{{/POINT_ERR}}>
              <legend>[[Pickup point]]</legend>
              {{#GIVE_POSTAL}}<p class="hint">[[Give your postal code above, and we show the points near you.]]</p>{{/GIVE_POSTAL}}
              {{#NONE_NEAR}}<p class="hint">[[We know no pickup point near that postal code. Try another one, or choose another delivery.]]</p>{{/NONE_NEAR}}
              {{#POINT}}<label class="pick"><input type="radio" id="p{{N}}" name="point" value="{{KEY}}"{{#ON}} checked{{/ON}}><span>{{NAME}} <small>{{WHERE}}{{#HOURS}} · {{TEXT}}{{/HOURS}}</small></span></label>
              {{/POINT}}
            </fieldset>{{#POINT_ERR}}<p class="field"><span class="err" id="point-e">{{WRONG}}</span></p>{{/POINT_ERR}}{{/POINTS}}
          </div>
          <p data-update><button class="btn ghost" name="do" value="update">[[Update delivery and total]]</button></p>
        </div>
      </section>
      <section class="step" aria-labelledby="s3">
        <h2 id="s3"><span class="num">3</span>[[Payment]]</h2>
        <div class="form">
          <div data-part="ways">
            {{#WAYS}}<fieldset class="picks" id="payment"{{#PAYMENT_ERR}} aria-describedby="payment-e"{{/PAYMENT_ERR}}>
              <legend class="vh">[[Payment]]</legend>
              {{#WAY}}<label class="pick"><input type="radio" id="w-{{CODE}}" name="payment" value="{{CODE}}"{{#ON}} checked{{/ON}}><span>{{LABEL}}{{#HELP}} <small>{{TEXT}}</small>{{/HELP}}</span></label>
              {{/WAY}}{{#CARD}}<label class="pick"><input type="radio" id="card-{{NTH}}" name="payment" value="{{VALUE}}"{{#ON}} checked{{/ON}}><span>[[My card {{LABEL}}]]{{#UNTIL}} <small>[[Until {{MONTH}}]]</small>{{/UNTIL}}</span></label>
              {{/CARD}}
            </fieldset>{{#PAYMENT_ERR}}<p class="field"><span class="err" id="payment-e">{{WRONG}}</span></p>{{/PAYMENT_ERR}}{{/WAYS}}
            {{#NO_WAYS}}<div class="note warm" id="payment" tabindex="-1"><p>[[No way to pay fits this order. Write to us, we gladly help.]]</p></div>{{/NO_WAYS}}
          </div>
          {{#KEEP_CARD}}<div class="field"><label class="check"><input type="checkbox" id="keep_card" name="keep_card" value="1"{{#KEEP_ON}} checked{{/KEEP_ON}} aria-describedby="keep-h"> <span>[[Pay by card and save it for next time]]</span></label><span class="hint" id="keep-h">[[With “{{WITH}}”: the payment service keeps the card, and we a key to it that works in this shop alone. You can remove it in your account whenever you like.]]</span></div>{{/KEEP_CARD}}
          <label class="check"><input type="checkbox" id="billing" name="billing" value="1"{{#BILLING_ON}} checked{{/BILLING_ON}}> <span>[[Send the invoice to another address]]</span></label>
          <div data-part="billing">{{#BILLING_FIELDS}}<fieldset class="form">
            <legend class="vh">[[Invoice address]]</legend>
            <p class="field"><label for="bill_name">[[Payer]]</label><input id="bill_name" name="bill_name" type="text" autocomplete="billing name" value="{{BILL_NAME}}" maxlength="100"{{#BILL_NAME_ERR}} aria-invalid="true" aria-describedby="bill_name-e"{{/BILL_NAME_ERR}}>{{#BILL_NAME_ERR}}<span class="err" id="bill_name-e">{{BILL_NAME_MSG}}</span>{{/BILL_NAME_ERR}}</p>
            <p class="field"><label for="bill_street">[[Payer’s street]]</label><input id="bill_street" name="bill_street" type="text" autocomplete="billing address-line1" value="{{BILL_STREET}}" maxlength="120"{{#BILL_STREET_ERR}} aria-invalid="true" aria-describedby="bill_street-e"{{/BILL_STREET_ERR}}>{{#BILL_STREET_ERR}}<span class="err" id="bill_street-e">{{BILL_STREET_MSG}}</span>{{/BILL_STREET_ERR}}</p>
            <div class="two">
              <p class="field"><label for="bill_postal">[[Payer’s code]]</label><input id="bill_postal" name="bill_postal" type="text" autocomplete="billing postal-code" value="{{BILL_POSTAL}}" maxlength="12"{{#BILL_POSTAL_ERR}} aria-invalid="true" aria-describedby="bill_postal-e"{{/BILL_POSTAL_ERR}}>{{#BILL_POSTAL_ERR}}<span class="err" id="bill_postal-e">{{BILL_POSTAL_MSG}}</span>{{/BILL_POSTAL_ERR}}</p>
              <p class="field"><label for="bill_city">[[Payer’s town]]</label><input id="bill_city" name="bill_city" type="text" autocomplete="billing address-level2" value="{{BILL_CITY}}" maxlength="60"{{#BILL_CITY_ERR}} aria-invalid="true" aria-describedby="bill_city-e"{{/BILL_CITY_ERR}}>{{#BILL_CITY_ERR}}<span class="err" id="bill_city-e">{{BILL_CITY_MSG}}</span>{{/BILL_CITY_ERR}}</p>
            </div>
            <p class="field"><label for="bill_country">[[Payer’s country]]</label><select id="bill_country" name="bill_country" autocomplete="billing country"{{#BILL_COUNTRY_ERR}} aria-invalid="true" aria-describedby="bill_country-e"{{/BILL_COUNTRY_ERR}}>{{#LAND}}<option value="{{CODE}}"{{#ON}} selected{{/ON}}>{{NAME}}</option>{{/LAND}}</select>{{#BILL_COUNTRY_ERR}}<span class="err" id="bill_country-e">{{WRONG}}</span>{{/BILL_COUNTRY_ERR}}</p>
          </fieldset>{{/BILLING_FIELDS}}</div>
        </div>
      </section>
      <section class="step" aria-labelledby="s4">
        <h2 id="s4"><span class="num">4</span>[[Order]]</h2>
        <div class="stack">
          <div data-part="codes">{{>CODES}}</div>
          <p class="field"><label for="message">[[Message to us]] <span class="quiet">[[(if you like)]]</span></label><textarea id="message" name="message" rows="2" maxlength="1000"{{#MESSAGE_ERR}} aria-invalid="true" aria-describedby="message-e"{{/MESSAGE_ERR}}>{{MESSAGE:pre_escape}}</textarea>{{#MESSAGE_ERR}}<span class="err" id="message-e">{{MESSAGE_MSG}}</span>{{/MESSAGE_ERR}}</p>
          {{#OFFER_LETTERS}}<label class="check"><input type="checkbox" id="letters" name="letters" value="1"{{#LETTERS_ON}} checked{{/LETTERS_ON}}> <span>[[Send me letters about new things and offers]] <small class="quiet">[[We ask once more by mail; each letter has a link that ends them.]]</small></span></label>{{/OFFER_LETTERS}}
          <div class="field"><label class="check"><input type="checkbox" id="terms" name="terms" value="1" required{{#TERMS_ON}} checked{{/TERMS_ON}}{{#TERMS_ERR}} aria-invalid="true" aria-describedby="terms-e"{{/TERMS_ERR}}> <span>[[I accept the terms]]</span></label>{{#TERMS_ERR}}<span class="err" id="terms-e">{{TERMS_MSG}}</span>{{/TERMS_ERR}}</div>
          <p class="small quiet">{{#TERMS_PAGE}}<a href="{{URL}}">{{NAME}}</a> · {{/TERMS_PAGE}}{{#PRIVACY_PAGE}}<a href="{{URL}}">{{NAME}}</a> · {{/PRIVACY_PAGE}}[[You can withdraw within 14 days of getting the last thing.]]</p>
          <div data-part="sums">
            {{#REVERSE}}<p class="small quiet">[[Without VAT: you account for it (reverse charge).]]</p>{{/REVERSE}}
            {{#EXPORT}}<p class="small quiet">[[Without our VAT: customs may ask for your country’s.]]</p>{{/EXPORT}}
            <dl class="sums"><dt class="all">[[To pay]]</dt><dd class="all">{{DUE}}</dd></dl>
          </div>
          {{#PAYS}}<button class="btn big wide" name="do" value="order">[[Order and pay]]</button>{{/PAYS}}
        </div>
      </section>
    </form>
    <aside class="panel only-wide" aria-label="[[What you are buying]]" data-part="basket">
      {{>BASKET}}
    </aside>
  </div>
</div>
