{{%AUTOESCAPE context="HTML"}}
<div class="cols">
  <div>
    <h2>[[Service]]</h2>
    <ul>
      {{#DELIVERY}}<li><a href="{{P}}{{PATH}}">[[Delivery and returns]]</a></li>{{/DELIVERY}}
      <li><a href="{{P}}/track">[[Track your order]]</a></li>
      <li><a href="{{P}}/list">[[My list]]</a></li>
      <li><a href="{{P}}/withdraw">[[Withdraw from contract here]]</a></li>
      <li><a href="{{P}}/letters">[[Letters from us]]</a></li>
    </ul>
  </div>
  <div>
    <h2>{{SHOP}}</h2>
    <ul>
      {{#PAGE}}<li><a href="{{P}}{{PATH}}">{{TITLE}}</a></li>
      {{/PAGE}}
      {{#NOPAGE}}<li><a href="{{P}}/">[[Home]]</a></li>{{/NOPAGE}}
    </ul>
  </div>
  <div>
    <h2>[[The small print]]</h2>
    <ul>
      {{#TERMS}}<li><a href="{{P}}{{PATH}}">[[Terms]]</a></li>{{/TERMS}}
      {{#PRIVACY}}<li><a href="{{P}}{{PATH}}">[[Privacy and cookies]]</a></li>{{/PRIVACY}}
      <li><a href="{{P}}/privacy/cookies">[[Cookie choices]]</a></li>
      <li><a href="{{P}}/account/profile">[[What the shop knows of me]]</a></li>
      {{#ACCESS}}<li><a href="{{P}}{{PATH}}">[[Accessibility]]</a></li>{{/ACCESS}}
    </ul>
  </div>
  {{#TALK}}<div class="tel">
    <h2>[[Talk to us]]</h2>
    <ul>
      {{#PHONE}}<li><a href="tel:{{TEL}}">{{PHONE_TEXT}}</a></li>{{/PHONE}}
      {{#EMAIL}}<li><a href="mailto:{{ADDRESS}}">{{USER}}<wbr>{{HOST}}</a></li>{{/EMAIL}}
    </ul>
    {{#HOURS}}<p class="quiet">{{TEXT}}</p>{{/HOURS}}
  </div>{{/TALK}}
</div>
