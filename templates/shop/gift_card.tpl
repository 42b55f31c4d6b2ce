{{%AUTOESCAPE context="HTML"}}
<div class="wrap narrow">
  <article class="panel stack gift">
    <h1>[[Gift card]]</h1>
    {{#FOR}}<p>[[For {{NAME}}]]</p>{{/FOR}}
    {{#GREETING}}<p>{{TEXT}}</p>{{/GREETING}}
    <p class="price big">{{LEFT}}</p>
    <p class="num"><b>{{CODE}}</b></p>
    <p>[[Write this code in the cart, in the field “Discount code or gift card”. It can be used in parts; what is left stays on it.]]</p>
    {{#EXPIRES}}<p>[[It is good until {{DAY}}.]]</p>{{/EXPIRES}}
    <p class="quiet">{{SHOP}}</p>
  </article>
</div>
