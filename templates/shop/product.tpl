{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <nav class="crumbs" aria-label="[[Breadcrumb]]"><ol><li><a href="{{P}}/">[[Home]]</a></li>{{#CRUMB}}<li><a href="{{P}}{{PATH}}">{{NAME}}</a></li>{{/CRUMB}}</ol></nav>
  <article class="product" aria-labelledby="name">
    <div class="gallery" role="group" aria-label="[[Pictures]]" tabindex="0">
      {{#PIC}}<a href="{{URL}}">{{>PICTURE}}</a>{{/PIC}}
      {{#NOPIC}}{{>PICTURE}}{{/NOPIC}}
    </div>
    <form class="buy" id="buy" method="post" action="{{P}}/cart">
      <h1 id="name">{{NAME}}</h1>
      {{#RATED}}<a class="stars" href="#reviews">{{>STARS}} <span>{{AVERAGE}} · {{COUNT}}</span></a>{{/RATED}}
      {{#BRAND}}<p>{{#LINK}}<a href="{{P}}{{PATH}}">{{NAME}}</a>{{/LINK}}{{#PLAIN}}{{NAME}}{{/PLAIN}}</p>{{/BRAND}}
      {{#SUMMARY}}<p class="quiet">{{TEXT}}</p>{{/SUMMARY}}
      <div class="cost">
        <p class="price"><b id="price"{{#REDUCED}} class="sale"{{/REDUCED}}>{{PRICE}}</b>{{#REDUCED}}{{#OFF}} <span class="off">{{PERCENT}}</span>{{/OFF}}{{/REDUCED}}</p>
        {{#REDUCED}}<p class="prior" id="prior">[[Lowest price in the 30 days before the sale: {{PRIOR}}]]</p>{{/REDUCED}}
        <p class="per">{{#EACH}}<span id="per">{{TEXT}}</span>{{/EACH}}{{VAT}}&nbsp;· {{DELIVERY}}</p>
      </div>
      {{#OPTION}}
      <fieldset class="opts">
        <legend>{{NAME}}</legend>
        <div>
          {{#VALUE}}<label class="opt{{#OUT}} out{{/OUT}}"><input type="radio" name="o-{{OPTION_CODE}}" value="{{CODE}}"{{#ON}} checked{{/ON}}>{{#SWATCH}}<svg class="dot" viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="9" fill="{{COLOUR}}" stroke="#857d72"/></svg>{{/SWATCH}} {{LABEL}}{{#OUT}} <small>{{WHY}}</small>{{/OUT}}</label>
          {{/VALUE}}
        </div>
      </fieldset>
      {{/OPTION}}
      {{#CHOOSE}}<p class="show"><button class="link" name="do" value="show">[[Show this choice’s price and stock]]</button></p>{{/CHOOSE}}
      <!-- live own --><!-- /live -->
      <ul class="ship" id="stock">
        {{#IN_STOCK}}<li><svg class="i" aria-hidden="true"><use href="#i-check"/></svg><p><b class="good">{{STOCK}}</b> <span class="quiet" data-note></span></p></li>{{/IN_STOCK}}
        {{#FEW}}<li><svg class="i" aria-hidden="true"><use href="#i-check"/></svg><p><b class="warm">{{STOCK}}</b> <span class="quiet" data-note></span></p></li>{{/FEW}}
        {{#ORDERED}}<li><svg class="i" aria-hidden="true"><use href="#i-truck"/></svg><p><b>[[Made or ordered for you]]</b> <span class="quiet" data-note>{{NOTE}}</span></p></li>{{/ORDERED}}
        {{#SOLD_OUT}}<li><p><b class="warm">[[Sold out]]</b> <span class="quiet" data-note>{{NOTE}}</span></p></li>{{/SOLD_OUT}}
        {{#WHEN}}<li data-when{{#AWAY}} hidden{{/AWAY}}><svg class="i" aria-hidden="true"><use href="#i-truck"/></svg><p><b>[[With you {{DAY}}]]</b> <span class="quiet">[[if you order now]]</span></p></li>{{/WHEN}}
        {{#NOT_MADE}}<li><p><b class="warm">[[This combination is not made.]]</b> <span class="quiet" data-note>[[Choose another.]]</span></p></li>{{/NOT_MADE}}
        {{#PICKUP}}<li data-pickup{{#NOWHERE}} hidden{{/NOWHERE}}><svg class="i" aria-hidden="true"><use href="#i-shop"/></svg><p>[[Or pick it up:]] <span data-places>{{PLACE}}</span></p></li>{{/PICKUP}}
      </ul>
      {{#GIFT}}<ul class="ship"><li><svg class="i" aria-hidden="true"><use href="#i-check"/></svg><p><b class="good">[[By e-mail]]</b> <span class="quiet">[[as soon as it is paid]]</span></p></li></ul>
      <fieldset class="picks gift"><legend>[[Who gets it?]]</legend>
        <p class="field"><label for="gift_email">[[Their e-mail]]</label><input id="gift_email" name="gift_email" type="email" maxlength="254" autocomplete="off" value="{{EMAIL}}" aria-describedby="gift_email-h"><span class="hint" id="gift_email-h">[[Empty: the code comes to you.]]</span></p>
        <p class="field"><label for="gift_name">[[Their name]]</label><input id="gift_name" name="gift_name" type="text" maxlength="100" autocomplete="off" value="{{RECIPIENT}}"></p>
        <p class="field"><label for="gift_message">[[Greeting]]</label><textarea id="gift_message" name="gift_message" rows="2" maxlength="500">{{GREETING:pre_escape}}</textarea></p>
      </fieldset>{{/GIFT}}
      <input type="hidden" name="product" value="{{SLUG}}">
      {{#BUY}}
      <div class="row">
        <p class="qty"><label class="vh" for="qty">[[Quantity]]</label><input id="qty" name="qty" type="number" value="{{QTY}}" min="1" max="{{MAX}}" inputmode="numeric"></p>
        <button class="btn big" id="buy-button">[[Add to cart]]</button>
      </div>
      {{/BUY}}
      <p class="deeds"><button class="link" name="list" value="add" formaction="{{P}}/list" formnovalidate data-is="{{SKU}}" data-on="[[On my list: take it off]]">[[Save to my list]]</button> <a class="link" href="{{P}}/list" data-list hidden>[[See my list]]</a>{{#TELL}} <a class="link" href="{{P}}/alert/new?kind=stock&amp;sku={{SKU}}" data-tell="stock"{{#PRICE_TOLD}} hidden{{/PRICE_TOLD}}>[[Tell me when it is back]]</a> <a class="link" href="{{P}}/alert/new?kind=price&amp;sku={{SKU}}" data-tell="price"{{#STOCK_TOLD}} hidden{{/STOCK_TOLD}}>[[Tell me when it is cheaper]]</a>{{/TELL}}</p>
      {{#GUIDE}}<details class="fold">
        <summary><span>{{TITLE}}</span></summary>
        <div class="text prose wide" role="group" aria-label="{{TITLE}}" tabindex="0">{{HTML:none}}</div>
      </details>{{/GUIDE}}
    </form>
    <div class="more">
      {{#ABOUT}}<details class="fold" open>
        <summary><h2>[[About it]]</h2></summary>
        <div class="text">{{HTML:none}}</div>
      </details>{{/ABOUT}}
      {{#PARTS}}<details class="fold" open>
        <summary><h2>[[In this set]]</h2></summary>
        <ul class="text prose">
          {{#PART}}<li>{{QTY}} × {{#LINK}}<a href="{{P}}{{PATH}}">{{NAME}}</a>{{/LINK}}{{#PLAIN}}{{NAME}}{{/PLAIN}}</li>
          {{/PART}}
        </ul>
      </details>{{/PARTS}}
      <details class="fold" open>
        <summary><h2>[[Facts]]</h2></summary>
        <dl class="facts">
          {{#FACT}}<dt>{{LABEL}}</dt><dd>{{TEXT}}</dd>
          {{/FACT}}
          {{#EXEMPT}}<dt>[[Right of withdrawal]]</dt><dd>[[None.]] {{WHY}}</dd>
          {{/EXEMPT}}<dt>[[Product number]]</dt><dd><span data-sku>{{SKU}}</span>{{#GTIN}} · [[GTIN {{CODE}}]]{{/GTIN}}</dd>
        </dl>
      </details>
      {{#PROMISES}}<details class="fold">
        <summary><h2>[[Guarantee and repair]]</h2></summary>
        <dl class="facts tall">
          <dt>[[Legal guarantee]]</dt><dd>[[If it is faulty, the law makes us put it right at no cost to you: repair it, replace it, lower the price or pay you back. In the EU this covers what was wrong when you got it and shows within at least two years.]]{{#FINLAND}} [[In Finland there is no fixed end: it goes by how long such a thing can be expected to last.]]{{/FINLAND}}</dd>
          {{#DURABLE}}<dt>[[Durability guarantee]]</dt><dd><b class="good">{{SPAN}}</b> [[from the maker, at no extra cost. The legal guarantee applies all the same.]]</dd>{{/DURABLE}}
          {{#SCORE}}<dt>[[Repairability]]</dt><dd>{{TEXT}}</dd>{{/SCORE}}
          {{#REPAIR}}<dt>[[Repair]]</dt><dd class="prose">{{HTML:none}}</dd>{{/REPAIR}}
          {{#SPARES}}<dt>[[Spare parts]]</dt><dd>{{TEXT}}</dd>{{/SPARES}}
          {{#UPDATES}}<dt>[[Software updates]]</dt><dd>[[Until {{DAY}} at least]]</dd>{{/UPDATES}}
        </dl>
      </details>{{/PROMISES}}
      {{#FILES}}<details class="fold" open>
        <summary><h2>[[Documents]]</h2></summary>
        <ul class="text prose">
          {{#FILE}}<li><a href="{{PATH}}" type="application/pdf" download{{#LANG}} hreflang="{{CODE}}"{{/LANG}}>{{NAME}}</a> <span class="quiet small">{{KIND}} · PDF, {{SIZE}}{{#LANG}} · <span lang="{{CODE}}">{{LANGUAGE}}</span>{{/LANG}}</span></li>
          {{/FILE}}
        </ul>
      </details>{{/FILES}}
      {{#SPARES}}<details class="fold">
        <summary><h2>[[Spare parts]]</h2></summary>
        <ul class="text prose">
          {{#SPARE}}<li><a href="{{P}}{{PATH}}">{{NAME}}</a> <span class="quiet small">{{PRICE}}{{#OUT}} · [[Sold out]]{{/OUT}}</span></li>
          {{/SPARE}}
        </ul>
      </details>{{/SPARES}}
      {{#SAFETY}}<details class="fold">
        <summary><h2>[[Safety and maker]]</h2></summary>
        <dl class="facts tall">
          {{#MAKER}}<dt>[[Maker]]</dt><dd>{{NAME}}{{#ADDRESS}}, {{TEXT}}{{/ADDRESS}}{{#MAIL}}<br><a href="mailto:{{TEXT}}">{{TEXT}}</a>{{/MAIL}}{{#SITE}}<br><a href="{{URL}}" rel="noopener">{{URL}}</a>{{/SITE}}</dd>{{/MAKER}}
          {{#RESPONSIBLE}}<dt>[[Responsible in the EU]]</dt><dd>{{NAME}}{{#ADDRESS}}, {{TEXT}}{{/ADDRESS}}{{#MAIL}}<br><a href="mailto:{{TEXT}}">{{TEXT}}</a>{{/MAIL}}{{#SITE}}<br><a href="{{URL}}" rel="noopener">{{URL}}</a>{{/SITE}}</dd>{{/RESPONSIBLE}}
          <dt>[[Product]]</dt><dd>{{NAME}}, <span data-sku>{{SKU}}</span>{{#GTIN}} · [[GTIN {{CODE}}]]{{/GTIN}}</dd>
          {{#WARNING}}<dt>[[Please note]]</dt><dd>{{TEXT}}</dd>{{/WARNING}}
        </dl>
      </details>{{/SAFETY}}
      {{>REVIEWS}}
      {{>QUESTIONS}}
    </div>
  </article>
  <div class="shelves">
  <!-- live with -->{{WITH:none}}<!-- /live -->
  <!-- live similar -->{{SIMILAR:none}}<!-- /live -->
  <!-- live recent --><!-- /live -->
  </div>
</div>
{{#BAR}}<div class="buybar"><p><span class="name">{{NAME}}</span> <b class="num" data-price>{{PRICE}}</b> <span class="small quiet" data-choice>{{CHOICE}}</span></p><button class="btn" form="buy">[[Add]]<span class="vh"> {{NAME}}</span></button></div>{{/BAR}}
<script type="application/json" id="variants">{{JSON:none}}</script>
<dialog class="zoom" id="zoom" aria-label="[[Pictures]]">
  <div class="stage" tabindex="0"></div>
  <p class="tools"><button class="btn ghost" type="button" data-to="-1"><svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="m14 6-6 6 6 6"/></svg><span class="vh">[[Previous]]</span></button> <span class="num" role="status"></span> <button class="btn ghost" type="button" data-to="1"><svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="m10 6 6 6-6 6"/></svg><span class="vh">[[Next]]</span></button> <button class="btn ghost" type="button" data-zoom aria-pressed="false">[[Zoom]]</button> <button class="btn ghost" type="button" data-close>[[Close]]</button></p>
</dialog>
