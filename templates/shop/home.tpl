{{%AUTOESCAPE context="HTML"}}
<!-- live hero -->{{#HERO}}
<section class="hero{{#BARE}} bare{{/BARE}}" aria-labelledby="hero">
  {{>PICTURE}}
  <div class="say">
    <h1 id="hero">{{TITLE}}</h1>
    {{#TEXT}}<p>{{WORDS}}</p>{{/TEXT}}
    {{#BUTTON}}<a class="btn big" href="{{P}}{{LINK}}">{{LABEL}}</a>{{/BUTTON}}
  </div>
</section>
{{/HERO}}<!-- /live -->
<div class="wrap">
  {{#NOTHING}}
  <div class="top"><h2>[[Nothing on the shelves yet]]</h2><p>[[The first things are on their way. Come back soon.]]</p></div>
  {{/NOTHING}}
  <!-- live for-you -->{{#BEST}}
  <section class="shelf" aria-labelledby="best">
    <header>
      <h2 id="best">[[Most bought]]</h2>
      <button class="link why" popovertarget="best-why">[[Why am I seeing this?]]</button>
    </header>
    <ul class="rail">{{CARDS:none}}</ul>
    <div popover id="best-why" class="because">
      <h3>[[Why am I seeing this?]]</h3>
      <p>[[These are what customers have bought most. Everyone sees the same ones at the same prices; nobody pays for a place.]]</p>
    </div>
  </section>
  {{/BEST}}<!-- /live -->
  {{#TILES}}
  <section class="shelf" aria-labelledby="cats">
    <header><h2 id="cats">[[Around the shop]]</h2></header>
    <ul class="tiles">
      {{#TILE}}<li><a href="{{P}}{{PATH}}"><span class="pic">{{>PICTURE}}</span>{{NAME}}</a></li>
      {{/TILE}}
    </ul>
  </section>
  {{/TILES}}
  <!-- live again -->{{#NEW}}
  <section class="shelf" aria-labelledby="new">
    <header>
      <h2 id="new">[[New in the shop]]</h2>
      <button class="link why" popovertarget="new-why">[[Why am I seeing this?]]</button>
    </header>
    <ul class="rail">{{CARDS:none}}</ul>
    <div popover id="new-why" class="because">
      <h3>[[Why am I seeing this?]]</h3>
      <p>[[These came to the shop last. Everyone sees the same ones.]]</p>
    </div>
  </section>
  {{/NEW}}<!-- /live -->
  <ul class="promise">
    <li><svg class="i" aria-hidden="true"><use href="#i-truck"/></svg><p><b>{{#PROMISE}}{{TEXT}}{{/PROMISE}}{{#NOPROMISE}}[[Quick delivery]]{{/NOPROMISE}}</b><span>{{#FREE}}[[Delivery is free from {{LIMIT}}.]]{{/FREE}}{{#PAID}}[[Delivery costs {{COST}}.]]{{/PAID}}</span></p></li>
    <li><svg class="i" aria-hidden="true"><use href="#i-back"/></svg><p><b>[[14 days to change your mind]]</b><span>[[No reason needed: tell us here and send it back.]]</span></p></li>
    {{#PHONE}}<li><svg class="i" aria-hidden="true"><use href="#i-phone"/></svg><p><b>[[A person answers]]</b><span>{{NUMBER}}{{#HOURS}}, {{TEXT}}{{/HOURS}}</span></p></li>{{/PHONE}}
  </ul>
  <!-- live recent --><!-- /live -->
</div>
