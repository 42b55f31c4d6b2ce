{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>[[Name and addresses]]</h1></div>
  <div class="split left">
    {{>SIDE}}
    <div>
      {{#PROBLEM}}<div class="errors" role="alert" tabindex="-1" id="errors"><p><b>{{TEXT}}</b></p></div>{{/PROBLEM}}
      {{#ERRORS}}<div class="errors" role="alert" tabindex="-1" id="errors">
        <p><b>{{ERRORS_TITLE}}</b></p>
        <ul>{{#ERROR}}<li><a href="#{{FIELD}}">{{MSG}}</a></li>{{/ERROR}}</ul>
      </div>{{/ERRORS}}
      <section class="block" aria-labelledby="who">
        <h2 id="who">[[About you]]</h2>
        <form class="form narrow" method="post" action="{{P}}/account/details" novalidate>
          <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}">
          <p class="field"><label for="name">[[Name]]</label><input id="name" name="name" type="text" autocomplete="name" value="{{NAME}}" maxlength="100" required{{#NAME_ERR}} aria-invalid="true" aria-describedby="name-e"{{/NAME_ERR}}>{{#NAME_ERR}}<span class="err" id="name-e">{{NAME_MSG}}</span>{{/NAME_ERR}}</p>
          <p class="field"><label for="phone">[[Phone]] <span class="quiet">[[(if you like)]]</span></label><input id="phone" name="phone" type="tel" autocomplete="tel" value="{{PHONE}}" maxlength="40"{{#PHONE_ERR}} aria-invalid="true" aria-describedby="phone-e"{{/PHONE_ERR}}>{{#PHONE_ERR}}<span class="err" id="phone-e">{{PHONE_MSG}}</span>{{/PHONE_ERR}}</p>
          <p class="field"><label for="locale">[[Letters and receipts in]]</label><select id="locale" name="locale">{{#LETTERS}}<option value="{{CODE}}"{{#ON}} selected{{/ON}}>{{NAME_OF}}</option>{{/LETTERS}}</select></p>
          <p class="small">{{EMAIL}}<br><a class="link" href="{{P}}/account/security">[[Change the address of your mail]]</a></p>
          <details class="fold"{{#COMPANY_OPEN}} open{{/COMPANY_OPEN}}>
            <summary>[[I buy for a company]]</summary>
            <div class="form">
              <p class="small quiet">[[Filled in when you order, and printed on the invoice.]]</p>
              <p class="field"><label for="company">[[Company]]</label><input id="company" name="company" type="text" autocomplete="organization" value="{{COMPANY}}" maxlength="100"{{#COMPANY_ERR}} aria-invalid="true" aria-describedby="company-e"{{/COMPANY_ERR}}>{{#COMPANY_ERR}}<span class="err" id="company-e">{{COMPANY_MSG}}</span>{{/COMPANY_ERR}}</p>
              <div class="pair">
                <p class="field"><label for="business_id">[[Business ID]]</label><input id="business_id" name="business_id" type="text" autocomplete="off" value="{{BUSINESS_ID}}" maxlength="30"{{#BUSINESS_ID_ERR}} aria-invalid="true" aria-describedby="business_id-e"{{/BUSINESS_ID_ERR}}>{{#BUSINESS_ID_ERR}}<span class="err" id="business_id-e">{{BUSINESS_ID_MSG}}</span>{{/BUSINESS_ID_ERR}}</p>
                <p class="field"><label for="vat_id">[[VAT number]]</label><input id="vat_id" name="vat_id" type="text" autocomplete="off" value="{{VAT_ID}}" maxlength="30" autocapitalize="characters"{{#VAT_ID_ERR}} aria-invalid="true" aria-describedby="vat_id-e"{{/VAT_ID_ERR}}>{{#VAT_ID_ERR}}<span class="err" id="vat_id-e">{{VAT_ID_MSG}}</span>{{/VAT_ID_ERR}}</p>
              </div>
              <p class="field"><label for="buyer_ref">[[Your reference]] <span class="quiet">[[(if you like)]]</span></label><input id="buyer_ref" name="buyer_ref" type="text" autocomplete="off" value="{{BUYER_REF}}" maxlength="60"{{#BUYER_REF_ERR}} aria-invalid="true" aria-describedby="buyer_ref-e"{{/BUYER_REF_ERR}}>{{#BUYER_REF_ERR}}<span class="err" id="buyer_ref-e">{{BUYER_REF_MSG}}</span>{{/BUYER_REF_ERR}}</p>
            </div>
          </details>
          <p><button class="btn">[[Save]]</button></p>
        </form>
      </section>
      <section class="block" aria-labelledby="book">
        <h2 id="book">[[Addresses]]</h2>
        {{#NO_BOOK}}<p class="quiet">[[No address is saved yet. One that is saved is filled in when you order.]]</p>{{/NO_BOOK}}
        {{#BOOK}}<ul class="cases">
          {{#ADDRESS}}<li>
            <p><b>{{WHO}}</b>{{#USUAL}} <span class="pill good">[[The usual one]]</span>{{/USUAL}}{{#AT}}<br>{{TEXT}}{{/AT}}<br>{{WHERE}}<br><span class="quiet">{{LAND_NAME}}{{#CALL}} · {{TEXT}}{{/CALL}}</span></p>
            <div class="deeds"><a class="link" href="{{SELF}}">[[Change]]<span class="vh"> {{WHERE}}</span></a>
              {{#OTHER}}<form method="post" action="{{SELF}}/usual"><input type="hidden" name="token" value="{{TOKEN}}"><button class="link">[[Make it the usual one]]<span class="vh"> {{WHERE}}</span></button></form>{{/OTHER}}
              <a class="link" href="{{SELF}}/remove">[[Remove]]<span class="vh"> {{WHERE}}</span></a></div>
          </li>
          {{/ADDRESS}}
        </ul>{{/BOOK}}
        {{#ADD}}<p><a class="btn ghost" href="{{P}}/account/address">[[Add an address]]</a></p>{{/ADD}}
        {{#FULL}}<p class="quiet">[[Your address book is full.]]</p>{{/FULL}}
      </section>
      {{#CARDS}}<section class="block" aria-labelledby="cards">
        <h2 id="cards">[[Saved cards]]</h2>
        <p>[[The payment service keeps the card. We keep a key to it that works in this shop alone, never its number.]]</p>
        {{#NO_CARDS}}<p class="quiet">[[No card is saved.]]</p>{{/NO_CARDS}}
        {{#HELD}}<ul class="known">{{#CARD}}
          <li><p>{{LABEL}} {{#UNTIL}}<small>[[Until {{MONTH}}]]</small>{{/UNTIL}}{{#OVER}}<small class="warm">[[Run out {{MONTH}}]]</small>{{/OVER}}</p><form method="post" action="{{P}}/account/cards/remove"><input type="hidden" name="token" value="{{TOKEN}}"><button class="link" name="card" value="{{KEY}}">[[Remove]]<span class="vh"> {{LABEL}}</span></button></form></li>{{/CARD}}
        </ul>{{/HELD}}
        {{#ADD_CARD}}<form method="post" action="{{P}}/account/cards"><input type="hidden" name="token" value="{{TOKEN}}"><button class="btn ghost">[[Add a card]]</button></form>{{/ADD_CARD}}
      </section>{{/CARDS}}
      {{>SAVED}}
    </div>
  </div>
</div>
