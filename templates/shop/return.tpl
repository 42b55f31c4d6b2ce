{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top">
    <h1>{{#CLAIM}}[[Something is wrong]]{{/CLAIM}}{{#RETURN}}[[Return things]]{{/RETURN}}</h1>
    <p><a class="link" href="{{SELF}}">[[Order {{NUMBER}}]]</a></p>
    {{#CLAIM}}<p>[[Tell us what is wrong and we put it right. Your rights by law for faulty goods do not end with our own promise.]]</p>{{/CLAIM}}
    {{#RETURN}}<p>[[Tell us what you would like to send back. We answer by mail and say how.]] {{#SHOP_PAYS}}[[We pay for the way back.]]{{/SHOP_PAYS}}{{#BUYER_PAYS}}[[You pay for the way back.]]{{/BUYER_PAYS}}</p>{{/RETURN}}
  </div>
  {{#ERRORS}}<div class="errors" role="alert" tabindex="-1" id="errors">
    <p><b>{{ERRORS_TITLE}}</b></p>
    <ul>{{#ERROR}}<li><a href="#{{FIELD}}">{{MSG}}</a></li>{{/ERROR}}</ul>
  </div>{{/ERRORS}}
  <form class="form narrow" method="post" action="{{SELF}}/{{DO}}" novalidate>
    <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="once" value="{{ONCE}}">
    <fieldset class="goods">
      <legend>[[The things]]</legend>
      {{#LINE}}<p class="head2"><span>{{NAME}}{{#OPTIONS}}, {{TEXT}}{{/OPTIONS}}</span> <span class="nw"><label class="vh" for="qty{{N}}">[[Quantity]]: {{WHAT}}</label><input id="qty{{N}}" name="qty{{N}}" type="number" min="0" max="{{LEFT}}" value="{{QTY}}" inputmode="numeric" autocomplete="off"> / {{LEFT}}</span></p>
      {{/LINE}}
    </fieldset>
    <fieldset id="reason" tabindex="-1"{{#REASON_ERR}} aria-describedby="reason-e"{{/REASON_ERR}}>
      <legend>{{#CLAIM}}[[What is wrong?]]{{/CLAIM}}{{#RETURN}}[[Reason]]{{/RETURN}}</legend>
      <div class="picks">{{#REASON_OF}}<label class="pick"><input type="radio" name="reason" value="{{CODE}}"{{#CHOSEN}} checked{{/CHOSEN}}><span>{{WORDS}}</span></label>
      {{/REASON_OF}}</div>
      {{#REASON_ERR}}<p class="err" id="reason-e">{{REASON_MSG}}</p>{{/REASON_ERR}}
    </fieldset>
    <p class="field"><label for="message">{{#CLAIM}}[[Tell us more]]{{/CLAIM}}{{#RETURN}}[[Message]] <span class="quiet">([[may stay empty]])</span>{{/RETURN}}</label><textarea id="message" name="message" rows="4" maxlength="2000"{{#MESSAGE_ERR}} aria-invalid="true" aria-describedby="message-e"{{/MESSAGE_ERR}}>{{MESSAGE:pre_escape}}</textarea>{{#MESSAGE_ERR}}<span class="err" id="message-e">{{MESSAGE_MSG}}</span>{{/MESSAGE_ERR}}</p>
    <p><button class="btn">[[Send the request]]</button></p>
  </form>
</div>
