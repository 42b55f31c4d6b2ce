{{%AUTOESCAPE context="HTML"}}
<!-- live hero -->{{TOP:none}}{{#HERO}}
<section class="hero{{#BARE}} bare{{/BARE}}" aria-labelledby="hero">
  {{>PICTURE}}
  <div class="say">
    <h1 id="hero">{{TITLE}}</h1>
    {{#TEXT}}<p>{{WORDS}}</p>{{/TEXT}}
    {{#BUTTON}}<a class="btn big" href="{{P}}{{LINK}}">{{LABEL}}</a>{{/BUTTON}}
  </div>
</section>
{{/HERO}}<!-- /live -->
<!-- live ask --><!-- /live -->
<div class="wrap">
  {{#NOTHING}}
  <div class="top"><h2>[[Nothing on the shelves yet]]</h2><p>[[The first things are on their way. Come back soon.]]</p></div>
  {{/NOTHING}}
  <!-- live for-you -->{{BEST:none}}<!-- /live -->
  <!-- live sections -->{{SECTIONS:none}}<!-- /live -->
  {{#TILES}}
  <section class="shelf" aria-labelledby="cats">
    <header><h2 id="cats">[[Around the shop]]</h2></header>
    <ul class="tiles">
      {{#TILE}}<li><a href="{{P}}{{PATH}}"><span class="pic">{{>PICTURE}}</span>{{NAME}}</a></li>
      {{/TILE}}
    </ul>
  </section>
  {{/TILES}}
  <!-- live again -->{{NEW:none}}<!-- /live -->
  <ul class="promise">
    <li><svg class="i" aria-hidden="true"><use href="#i-truck"/></svg><p><b>{{#PROMISE}}{{TEXT}}{{/PROMISE}}{{#NOPROMISE}}[[Quick delivery]]{{/NOPROMISE}}</b><span>{{#FREE}}[[Delivery is free from {{LIMIT}}.]]{{/FREE}}{{#PAID}}[[Delivery costs {{COST}}.]]{{/PAID}}</span></p></li>
    <li><svg class="i" aria-hidden="true"><use href="#i-back"/></svg><p><b>[[14 days to change your mind]]</b><span>[[No reason needed: tell us here and send it back.]]</span></p></li>
    {{#PHONE}}<li><svg class="i" aria-hidden="true"><use href="#i-phone"/></svg><p><b>[[A person answers]]</b><span>{{NUMBER}}{{#HOURS}}, {{TEXT}}{{/HOURS}}</span></p></li>{{/PHONE}}
  </ul>
  <!-- live recent --><!-- /live -->
</div>
