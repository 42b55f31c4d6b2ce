{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
{{#FROM}}<p>[[{{NAME}} sends you a gift card.]]</p>{{/FROM}}
{{#BACK}}<p>[[You bought this gift card for somebody else. We cannot write to the address that you gave any more, so the code comes to you: pass it on as you like. It is on the page of your order too.]]</p>{{/BACK}}
{{#OWN}}<p>[[Here is the gift card.]]</p>{{/OWN}}
{{#GREETING}}<p>{{TEXT}}</p>{{/GREETING}}
<h2>{{VALUE}}</h2>
<p><b>{{CODE}}</b></p>
<p>[[Write this code in the cart, in the field “Discount code or gift card”. It can be used in parts; what is left stays on it.]]</p>
{{#EXPIRES}}<p>[[It is good until {{DAY}}.]]</p>{{/EXPIRES}}
<p>[[Keep this mail: who has the code can pay with it.]]</p>
<p><a href="{{PRINT}}">[[Print it as a card]]</a> · <a href="{{SHOP_LINK}}">[[To the shop]]</a></p>
{{>FOOT}}
