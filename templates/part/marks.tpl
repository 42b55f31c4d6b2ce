{{%AUTOESCAPE context="HTML"}}
<div>
  <p class="big-num">{{AVERAGE}}</p>
  <p class="stars">{{>STARS}} <span>{{COUNT}}</span></p>
  <div class="dist">
    {{#ROW}}<span>{{N}}<span class="vh"> {{WORD}}</span></span><meter min="0" max="{{MAX}}" value="{{VALUE}}" aria-label="{{LABEL}}">{{VALUE}}</meter><span class="num">{{VALUE}}</span>
    {{/ROW}}
  </div>
  <p class="small quiet">[[Only people who bought it here can review. We check each against an order, publish good and bad alike, and pay for none.]]</p>
</div>
