{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>{{TITLE}}</h1></div>
  {{#ERRORS}}<div class="errors narrow" role="alert" tabindex="-1" id="errors">
    <p><b>{{ERRORS_TITLE}}</b></p>
    <ul>{{#ERROR}}<li><a href="#{{FIELD}}">{{MSG}}</a></li>{{/ERROR}}</ul>
  </div>{{/ERRORS}}
  {{#PROBLEM}}<div class="errors narrow" role="alert" tabindex="-1" id="errors"><p><b>{{TEXT}}</b></p></div>{{/PROBLEM}}
  <div class="narrow">
    <div class="line">
      <div class="pic">{{>PICTURE}}</div>
      <div>
        <div class="head2"><h2>{{#LINK}}<a href="{{P}}{{PATH}}">{{NAME}}</a>{{/LINK}}{{#NOLINK}}{{NAME}}{{/NOLINK}}</h2>{{#COST}}<p class="price">{{PRICE}}</p>{{/COST}}</div>
        <p class="quiet small">{{#OPTIONS}}{{TEXT}}{{/OPTIONS}}{{#REDUCED}}{{#DOT}} · {{/DOT}}{{#OFF}}<span class="warm">{{PERCENT}}</span> {{/OFF}}[[lowest in 30 days {{PRIOR}}]]{{/REDUCED}}</p>
        {{#IN}}<p class="small good">[[In stock]]</p>{{/IN}}
        {{#FEW}}<p class="small warm">{{TEXT}}</p>{{/FEW}}
        {{#ORDERED}}<p class="small">[[Made or ordered for you]]</p>{{/ORDERED}}
        {{#OUT}}<p class="small warm">[[Sold out]]</p>{{/OUT}}
        {{#GONE}}<p class="small warm">[[Not sold any more]]</p>{{/GONE}}
      </div>
    </div>
  {{#HAD}}<p class="after">[[It can be had: there is nothing to wait for.]]</p>{{/HAD}}
  {{#FORM}}<form class="form after" method="post" action="{{P}}/alert" novalidate>
    <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="sku" value="{{SKU}}"><input type="hidden" name="kind" value="{{KIND}}">
    {{#ASK_EMAIL}}<p class="field"><label for="email">[[Email]]</label><input id="email" name="email" type="email" autocomplete="email" value="{{EMAIL}}" maxlength="254" required{{#EMAIL_ERR}} aria-invalid="true" aria-describedby="email-e"{{/EMAIL_ERR}}>{{#EMAIL_ERR}}<span class="err" id="email-e">{{EMAIL_MSG}}</span>{{/EMAIL_ERR}}</p>{{/ASK_EMAIL}}
    <p class="small">{{WORDS}}{{#TO}} [[We write to {{EMAIL}}.]]{{/TO}}</p>
    <p><button class="btn">[[Tell me]]</button></p>
  </form>{{/FORM}}
  <p class="after"><a class="link" href="{{BACK}}">[[Back to the product]]</a></p>
  </div>
</div>
