{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top">
    {{#THANKS}}<p class="good"><b>[[Thank you, {{FIRST_NAME}}.]]</b></p>{{/THANKS}}
    <h1>[[Order {{NUMBER}}]]</h1>
    <p>[[Placed {{PLACED}}. A copy went to {{EMAIL}}.]]</p>
    {{#STATUS}}<p class="{{CLASS}}" role="status"><b>{{TITLE}}</b> <span>{{#UNTIL}}{{#FAILED}}[[Nothing was charged.]] {{/FAILED}}[[We keep your things until {{DAY}}.]]{{/UNTIL}}{{#DETAIL}}{{TEXT}}{{/DETAIL}}</span></p>{{/STATUS}}
  </div>
  <section aria-labelledby="next">
    <h2 class="vh" id="next">[[What happens next]]</h2>
    <ol class="steps">
      {{#STEP}}<li{{#DONE}} class="done"{{/DONE}}{{#NOW}} class="now" aria-current="step"{{/NOW}}><b>{{TITLE}}</b> <small>{{#AT}}<time datetime="{{ISO}}">{{WORDS}}</time>{{/AT}}{{#HINT}}{{TEXT}}{{/HINT}}</small></li>
      {{/STEP}}
    </ol>
  </section>
  <div class="split">
    <div>
      {{#TRANSFER}}<section class="block" aria-labelledby="pay">
        <h2 id="pay">[[Pay by bank transfer]]</h2>
        {{#NO_ACCOUNT}}<p>[[We send you the account number by mail.]]</p>{{/NO_ACCOUNT}}
        {{#ACCOUNT}}<div class="pay" data-word="[[Copy]]" data-done="[[Copied]]">
          <dl>
            <dt>[[Amount]]</dt><dd><b>{{AMOUNT}}</b></dd>
            <dt>[[Reference]]</dt><dd><b data-copy="{{REFERENCE}}">{{REFERENCE}}</b></dd>
            <dt>[[Reference (RF)]]</dt><dd><span data-copy="{{RF}}">{{RF}}</span></dd>
            <dt>[[Account]]</dt><dd><span data-copy="{{IBAN}}">{{IBAN}}</span></dd>
            {{#HAS_BIC}}<dt>[[BIC]]</dt><dd>{{BIC}}</dd>{{/HAS_BIC}}
            <dt>[[To]]</dt><dd>{{PAYEE}}</dd>
            <dt>[[By]]</dt><dd>{{DUE}}</dd>
          </dl>
          {{#QR}}<p class="small quiet"><svg class="qr" role="img" aria-label="[[QR code with the payment details]]" viewBox="0 0 {{WIDTH}} {{HEIGHT}}" width="136" height="136" shape-rendering="crispEdges"><path d="{{PATH}}"/></svg>[[Scan with your bank’s app]]</p>{{/QR}}
          {{#BARS}}<div class="all"><svg class="bars" role="img" aria-label="[[Bank bar code]]" viewBox="0 0 {{WIDTH}} {{HEIGHT}}" preserveAspectRatio="none"><path d="{{PATH}}"/></svg><p class="small quiet num"><span data-copy="{{DIGITS_PLAIN}}">{{DIGITS}}</span></p></div>{{/BARS}}
        </div>{{/ACCOUNT}}
      </section>{{/TRANSFER}}
      {{#PAY}}<section class="block no-print" aria-labelledby="payways">
        <h2 id="payways">[[Pay {{OWED}}]]</h2>
        {{#WAITING}}<p>[[We wait for word from the payment service. It can take a moment.]] <a class="link" href="{{LOOK}}">[[Look again]]</a></p>{{/WAITING}}
        <form class="stack" method="post" action="{{SELF}}/pay"><input type="hidden" name="token" value="{{TOKEN}}">
          {{#UNFINISHED}}<p>[[The payment is not finished yet. You can try as often as you like.]]</p>{{/UNFINISHED}}
          {{#CARD}}<p><button class="btn ghost" name="way" value="{{CODE}}">{{LABEL}}</button></p>
          {{/CARD}}{{#WAY}}<p><button class="{{CLASS}}" name="way" value="{{CODE}}">{{LABEL}}</button></p>
          {{/WAY}}
        </form>
      </section>{{/PAY}}
      <section class="block" aria-labelledby="lines">
        <h2 id="lines">[[What you ordered]]</h2>
        <ul>
        {{#LINE}}<li class="line"><div class="pic">{{>PICTURE}}</div><div><div class="head2"><h3>{{NAME}}</h3><p class="price">{{SUM}}</p></div><p class="quiet small">{{#OPTIONS}}{{TEXT}} · {{/OPTIONS}}{{QTY}} × {{UNIT}}{{#OFF}} · <span class="good">[[discount {{AMOUNT}}]]</span>{{/OFF}}{{#CHANGED}} · [[you ordered {{WAS}}]]{{/CHANGED}}{{#ADDED}} · [[added later]]{{/ADDED}}{{#CODE_GOES}}<br><span class="good">{{#WHEN_PAID}}[[By e-mail as soon as it is paid]]{{/WHEN_PAID}}{{#WAS_PAID}}[[By e-mail]]{{/WAS_PAID}}{{#TO_YOU}} · [[to you]]{{/TO_YOU}}{{#TO_THEM}} · [[to {{WHO}}]]{{/TO_THEM}}</span>{{/CODE_GOES}}{{#EXEMPT}}<br>[[No right of withdrawal: {{WHY}}]]{{/EXEMPT}}{{#PART}}<br><span class="quiet small">{{PART_QTY}} × {{PART_NAME}}{{#PART_OPTIONS}}, {{PART_TEXT}}{{/PART_OPTIONS}}</span>{{/PART}}</p></div></li>
        {{/LINE}}
        </ul>
        <dl class="sums">
          <dt>{{ITEMS}}</dt><dd>{{GOODS}}</dd>
          {{#SAVING}}<dt class="good">{{LABEL}}</dt><dd class="good">{{AMOUNT}}</dd>
          {{/SAVING}}{{#DELIVERY}}<dt>{{NAME}}</dt><dd>{{COST}}</dd>
          {{/DELIVERY}}{{#FEE}}<dt>{{NAME}}</dt><dd>{{AMOUNT}}</dd>
          {{/FEE}}{{#REST}}<dt>[[Changed later]]</dt><dd>{{AMOUNT}}</dd>
          {{/REST}}<dt class="all">[[Total]]</dt><dd class="all">{{TOTAL}}</dd>
          {{#GIFT}}<dt>[[Paid with gift cards]]</dt><dd>{{AMOUNT}}</dd>
          {{/GIFT}}{{#PAYMENT}}<dt>[[Paid]]</dt><dd>{{AMOUNT}}</dd>
          {{/PAYMENT}}{{#MONEY_BACK}}<dt>{{WORDS}} <span class="quiet small nw">{{DAY}}</span></dt><dd>{{AMOUNT}}</dd>
          {{/MONEY_BACK}}{{#TAX}}<dt class="quiet small">[[VAT {{RATE}} on {{NET}}]]</dt><dd class="quiet small">{{VAT}}</dd>
          {{/TAX}}
        </dl>
        <form class="after no-print" method="post" action="{{P}}/account/reorder"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="order" value="{{ORDER_TOKEN}}"><button class="btn ghost">[[Order again]]</button></form>
        {{#REVERSE}}<p class="quiet small">[[Reverse charge: the buyer accounts for the VAT.]]</p>{{/REVERSE}}
      </section>
      <section class="block" aria-labelledby="to">
        <h2 id="to">[[Delivery]]</h2>
        {{#ADDRESS}}<p>{{NAME}}, {{STREET}}, {{POSTAL}} {{CITY}}{{#TO_COUNTRY}}, {{COUNTRY}}{{/TO_COUNTRY}}</p>{{/ADDRESS}}
        {{#POINT}}<p>[[Pickup point:]] {{NAME}}<br><span class="quiet">{{STREET}}, {{POSTAL}} {{CITY}}</span></p>{{/POINT}}
        {{#PICKUP}}<p>[[{{NAME}} picks it up:]] {{PLACE}}<br><span class="quiet">{{STREET}}, {{POSTAL}} {{CITY}}{{#OPEN}}<br>{{HOURS}}{{/OPEN}}</span></p>{{#READY}}<p class="key">[[Your pickup code:]] <b class="num">{{CODE}}</b></p>{{/READY}}{{/PICKUP}}
        {{#BY_MAIL}}<p>[[By e-mail]]</p>{{/BY_MAIL}}
        {{#HAS_PHONE}}<p class="quiet">{{PHONE}}</p>{{/HAS_PHONE}}
        {{#PARCEL}}<p>{{#NTH}}<b>{{NAME}}</b> · {{/NTH}}{{STATE}}{{#SENT}} {{DAY}}{{/SENT}}{{#BY}} · {{CARRIER}}{{/BY}}{{#CODE}} <span class="num">{{TRACKING}}</span>{{/CODE}}{{#LINK}} · <a class="link" href="{{URL}}" rel="noreferrer">[[Follow the parcel]]</a>{{/LINK}}{{#INSIDE}}<br><span class="quiet small">{{QTY}} × {{NAME}}</span>{{/INSIDE}}</p>{{/PARCEL}}
        {{#GIFT_CARD}}<p class="after">[[We could not write to the address that you gave for a gift card. It is yours to pass on:]]<br><a class="link" href="{{HREF}}" rel="noreferrer">[[Gift card, {{LEFT}}]]</a></p>{{/GIFT_CARD}}
        {{#HAS_MESSAGE}}<p class="quiet">[[Your message:]] {{MESSAGE}}</p>{{/HAS_MESSAGE}}
        {{#HAS_COMPANY}}<p>{{COMPANY}}</p>{{/HAS_COMPANY}}
        {{#BILLING}}<p><span class="quiet small">[[Invoice to]]</span><br>{{NAME}}, {{STREET}}, {{POSTAL}} {{CITY}}</p>{{/BILLING}}
      </section>
      {{#CASES}}<section class="block" aria-labelledby="cases">
        <h2 id="cases">[[What comes back]]</h2>
        <ul class="cases">
        {{#CASE}}<li>
          <p><b>{{KIND}} {{CODE}}</b> <span class="quiet small">{{AT}}</span><br>{{STATE}}</p>
          {{#ANSWER}}<p class="lines">{{SAID}}</p>{{/ANSWER}}
          <p class="quiet small">{{#THING}}{{QTY}} × {{NAME}}{{#OPTIONS}}, {{TEXT}}{{/OPTIONS}}<br>{{/THING}}{{#MONEY_BY}}[[We pay back by {{DAY}}, once the things or a proof of sending are here.]]{{/MONEY_BY}}</p>
          {{#ACTS}}<div class="no-print">{{#SLIP}}<p><a class="link" href="{{PATH}}">[[How to send it back, and a slip to print]]</a></p>{{/SLIP}}{{#CANCEL}}<form method="post" action="{{PATH}}/cancel"><input type="hidden" name="token" value="{{TOKEN}}"><button class="link">[[Call the request off]]</button></form>{{/CANCEL}}</div>{{/ACTS}}
        </li>
        {{/CASE}}
        </ul>
      </section>{{/CASES}}
      {{#REVIEWS}}<section class="block no-print" aria-labelledby="said">
        <h2 id="said">[[How is it?]]</h2>
        {{#TO_REVIEW}}{{#OPEN}}<p><a class="link" href="{{REVIEW_HREF}}">[[Write a review]]: {{REVIEW_NAME}}</a></p>{{/OPEN}}{{#DONE}}<p><a class="link" href="{{REVIEW_HREF}}">[[Your review]]: {{REVIEW_NAME}}</a></p>{{/DONE}}
        {{/TO_REVIEW}}
      </section>{{/REVIEWS}}
      {{#BACK}}<section class="block no-print" aria-labelledby="wrong">
        <h2 id="wrong">[[Not right?]]</h2>
        {{#CAN_RETURN}}<p><a class="link" href="{{SELF}}/return">[[Return things]]</a>{{#UNTIL}} <span class="quiet small">[[by {{DAY}}]]</span>{{/UNTIL}}</p>{{/CAN_RETURN}}
        {{#CAN_CLAIM}}<p><a class="link" href="{{SELF}}/claim">[[Something is wrong with it]]</a></p>{{/CAN_CLAIM}}
      </section>{{/BACK}}
      {{#MIND}}<section class="block no-print" aria-labelledby="mind">
        <h2 id="mind">[[Changed your mind?]]</h2>
        {{#WITHDRAWN}}<p>[[You withdrew from this contract {{AT}}. We have sent you a receipt.]]</p>{{/WITHDRAWN}}
        {{#CAN_WITHDRAW}}<p>{{#CAN_CANCEL}}[[Nothing has been packed yet: you can cancel at once.]] {{/CAN_CANCEL}}[[You have 14 days by law to withdraw, counted from the day you get the last thing.]]</p>{{/CAN_WITHDRAW}}
        {{#CAN_CANCEL}}<p><a class="link" href="{{SELF}}/cancel">[[Cancel the order]]</a></p>{{/CAN_CANCEL}}
        {{#CAN_WITHDRAW}}<p><a class="link" href="{{P}}/withdraw?order={{ORDER_TOKEN:url_query_escape}}">[[Withdraw from contract here]]</a></p>{{/CAN_WITHDRAW}}
      </section>{{/MIND}}
    </div>
    <aside class="stack">
      {{>ACCOUNT_OFFER}}
      {{#PAPER}}<p class="paper small no-print"><a class="link" href="{{SELF}}/document/{{LABEL}}.pdf">[[{{KIND}} {{LABEL}} (PDF)]]</a> <span class="quiet">{{WHEN}} · {{SUM}}</span></p>
      {{/PAPER}}<p class="small quiet">[[Keep this page: its address is your key to the order. It is in the mail we sent too.]]</p>
      <p class="small quiet">[[Anything odd? We are glad to help.]]</p>
      {{#SHOP_PHONE}}<p class="small"><a class="link" href="tel:{{TEL}}">{{PHONE}}</a></p>{{/SHOP_PHONE}}
      {{#SHOP_EMAIL}}<p class="small"><a class="link" href="mailto:{{ADDRESS}}">{{ADDRESS}}</a></p>{{/SHOP_EMAIL}}
    </aside>
  </div>
</div>
