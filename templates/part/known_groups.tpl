{{%AUTOESCAPE context="HTML"}}
<section class="block" aria-labelledby="groups">
  <h2 id="groups">[[Which group you are in]]</h2>
  {{#SOME}}<p>{{#GROUP}}<span class="pill">{{NAME}}</span> {{/GROUP}}</p>{{/SOME}}
  {{#NONE}}<p>[[In none now.]]</p>{{/NONE}}
  <p class="quiet">[[Decides which pictures and sections the home page opens with, and which coupons you can use. Nothing else, and never a price.]]</p>
</section>
