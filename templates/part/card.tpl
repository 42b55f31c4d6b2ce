{{%AUTOESCAPE context="HTML"}}
<li class="card{{#SOLD}} sold{{/SOLD}}">
  <h3><a href="{{P}}{{PATH}}{{FROM_QUERY}}">{{NAME}}</a></h3>
  <div class="pic">{{>PICTURE}}{{>SECOND}}{{#ADD}}<button class="plus" form="add"{{#BY}} formaction="{{P}}/cart{{QUERY}}"{{/BY}}{{#GO}} data-go{{/GO}} name="sku" value="{{SKU}}"><svg class="i" aria-hidden="true"><use href="#i-plus"/></svg><span class="vh">[[Add {{NAME}} to the cart]]</span></button>{{/ADD}}</div>
  {{#WHICH}}<p class="which">{{TEXT}}</p>{{/WHICH}}
  {{#REDUCED}}<p class="price sale">{{#FROM}}[[from {{PRICE}}]]{{/FROM}}{{#EXACT}}{{PRICE}}{{/EXACT}}{{#OFF}} <span class="off">{{PERCENT}}</span>{{/OFF}}</p>
  <p class="prior">[[Lowest in 30 days {{PRIOR}}]]</p>{{/REDUCED}}
  {{#REGULAR}}<p class="price">{{#FROM}}[[from {{PRICE}}]]{{/FROM}}{{#EXACT}}{{PRICE}}{{/EXACT}}</p>{{/REGULAR}}
  {{#EACH}}<p class="per">{{TEXT}}</p>{{/EACH}}
  {{#SOLD}}<p class="hint">[[Sold out]]</p>{{/SOLD}}
  {{#FEW}}<p class="hint warm">{{LEFT}}</p>{{/FEW}}
  {{#DOTS}}<p class="dots"><svg role="img" aria-label="{{LABEL}}" viewBox="0 0 {{BOX}} 20" width="{{WIDE}}" height="14">{{#DOT}}<circle cx="{{X}}" cy="10" r="9" fill="{{COLOUR}}" stroke="#857d72"/>{{/DOT}}</svg></p>{{/DOTS}}
</li>
