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
      {{#SUMMARY}}<p class="quiet">{{TEXT}}</p>{{/SUMMARY}}
      <div class="cost">
        <p class="price"><b id="price"{{#REDUCED}} class="sale"{{/REDUCED}}>{{PRICE}}</b>{{#REDUCED}}{{#OFF}} <span class="off">{{PERCENT}}</span>{{/OFF}}{{/REDUCED}}</p>
        {{#REDUCED}}<p class="prior" id="prior">[[Lowest price in the 30 days before the sale: {{PRIOR}}]]</p>{{/REDUCED}}
        <p class="per">{{VAT}} · {{DELIVERY}}</p>
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
      <ul class="ship" id="stock">
        {{#IN_STOCK}}<li><svg class="i" aria-hidden="true"><use href="#i-check"/></svg><p><b class="good">{{STOCK}}</b></p></li>
        <li><svg class="i" aria-hidden="true"><use href="#i-truck"/></svg><p><b>[[With you {{DAY}}]]</b> <span class="quiet">[[if you order now]]</span></p></li>{{/IN_STOCK}}
        {{#FEW}}<li><svg class="i" aria-hidden="true"><use href="#i-check"/></svg><p><b class="warm">{{STOCK}}</b></p></li>
        <li><svg class="i" aria-hidden="true"><use href="#i-truck"/></svg><p><b>[[With you {{DAY}}]]</b> <span class="quiet">[[if you order now]]</span></p></li>{{/FEW}}
        {{#ORDERED}}<li><svg class="i" aria-hidden="true"><use href="#i-truck"/></svg><p><b>[[Made or ordered for you]]</b></p></li>{{/ORDERED}}
        {{#SOLD_OUT}}<li><p><b class="warm">[[Sold out]]</b> <span class="quiet">[[We do not have this one just now.]]</span></p></li>{{/SOLD_OUT}}
        {{#NOT_MADE}}<li><p><b class="warm">[[This combination is not made.]]</b> <span class="quiet">[[Choose another.]]</span></p></li>{{/NOT_MADE}}
        {{#PICKUP}}<li><svg class="i" aria-hidden="true"><use href="#i-shop"/></svg><p>[[Or pick it up: {{PLACE}}]]</p></li>{{/PICKUP}}
      </ul>
      <input type="hidden" name="product" value="{{SLUG}}">
      {{#BUY}}
      <div class="row">
        <p class="qty"><label class="vh" for="qty">[[Quantity]]</label><input id="qty" name="qty" type="number" value="{{QTY}}" min="1" max="{{MAX}}" inputmode="numeric"></p>
        <button class="btn big" id="buy-button">[[Add to cart]]</button>
      </div>
      {{/BUY}}
      {{#NOT_BUY}}<p class="quiet small">[[It cannot be added just now: it is sold out.]]</p>{{/NOT_BUY}}
    </form>
    <div class="more">
      {{#ABOUT}}<details class="fold" open>
        <summary><h2>[[About it]]</h2></summary>
        <div class="text">{{HTML:none}}</div>
      </details>{{/ABOUT}}
      <details class="fold" open>
        <summary><h2>[[Facts]]</h2></summary>
        <dl class="facts">
          {{#FACT}}<dt>{{LABEL}}</dt><dd>{{TEXT}}</dd>
          {{/FACT}}
          <dt>[[Product number]]</dt><dd><span id="sku">{{SKU}}</span>{{#GTIN}} · [[GTIN {{CODE}}]]{{/GTIN}}</dd>
        </dl>
      </details>
      {{#SAFETY}}<details class="fold">
        <summary><h2>[[Safety and maker]]</h2></summary>
        <dl class="facts">
          {{#MAKER}}<dt>[[Maker]]</dt><dd>{{NAME}}{{#ADDRESS}}, {{TEXT}}{{/ADDRESS}}{{#MAIL}}<br><a href="mailto:{{TEXT}}">{{TEXT}}</a>{{/MAIL}}</dd>{{/MAKER}}
          {{#WARNING}}<dt>[[Please note]]</dt><dd>{{TEXT}}</dd>{{/WARNING}}
        </dl>
      </details>{{/SAFETY}}
    </div>
  </article>
  {{#SIMILAR}}
  <section class="shelf" aria-labelledby="similar">
    <header>
      <h2 id="similar">[[From the same shelf]]</h2>
      <button class="link why" popovertarget="similar-why">[[Why am I seeing this?]]</button>
    </header>
    <ul class="rail">{{CARDS:none}}</ul>
    <div popover id="similar-why" class="because">
      <h3>[[Why am I seeing this?]]</h3>
      <p>[[These stand on the same shelf as what you are looking at. Everyone sees the same ones.]]</p>
    </div>
  </section>
  {{/SIMILAR}}
</div>
{{#BAR}}<div class="buybar"><p><span class="name">{{NAME}}</span> <b class="num" data-price>{{PRICE}}</b> <span class="small quiet" data-choice>{{CHOICE}}</span></p><button class="btn" form="buy">[[Add]]<span class="vh"> {{NAME}}</span></button></div>{{/BAR}}
<script type="application/json" id="variants">{{JSON:none}}</script>
<dialog class="zoom" id="zoom" aria-label="[[Pictures]]">
  <div class="stage" tabindex="0"></div>
  <p class="tools"><button class="btn ghost" type="button" data-to="-1">[[Previous]]</button> <span class="num" role="status"></span> <button class="btn ghost" type="button" data-to="1">[[Next]]</button> <button class="btn ghost" type="button" data-zoom aria-pressed="false">[[Zoom]]</button> <button class="btn ghost" type="button" data-close>[[Close]]</button></p>
</dialog>
