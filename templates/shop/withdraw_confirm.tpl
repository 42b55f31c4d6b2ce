{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top">
    <h1>[[Withdraw from contract]]</h1>
    <p>[[This is what you tell us. Nothing has been sent yet.]]</p>
  </div>
  {{#NONE}}<div class="errors narrow" role="alert" tabindex="-1" id="errors"><p><b>[[Choose at least one thing.]]</b></p></div>{{/NONE}}
  {{#CHANGED}}<p class="note warm narrow" role="status"><span>[[The statement says something else now. Read it once more and confirm it.]]</span></p>{{/CHANGED}}
  <form class="panel stack narrow" method="post" action="{{P}}/withdraw">
    <p class="lines">{{STATEMENT:pre_escape}}</p>
    {{#ALL_GONE}}<p class="small">[[All of this order has been withdrawn from already. You may send this all the same.]]</p>{{/ALL_GONE}}
    {{#GOODS}}<fieldset class="goods">
      <legend>[[The things]]</legend>
      {{#LINE}}<p class="head2"><span>{{NAME}}{{#OPTIONS}}, {{TEXT}}{{/OPTIONS}}{{#EXEMPT}} <small class="warm">[[The shop says: no right of withdrawal. {{TEXT}}. You may name it all the same.]]</small>{{/EXEMPT}}</span> {{#PICK}}<span class="nw"><label class="vh" for="qty{{N}}">[[Quantity]]: {{WHAT}}</label><input id="qty{{N}}" name="qty{{N}}" type="number" min="0" max="{{LEFT}}" value="{{QTY}}" inputmode="numeric" autocomplete="off"> / {{LEFT}}</span>{{/PICK}}{{#ONE}}<span>{{LEFT}}</span>{{/ONE}}</p>
      {{/LINE}}
      {{#SOME}}<p class="small quiet">[[You may keep some: give the number of those that you withdraw from.]] <button class="link" name="do" value="update">[[Change the statement]]</button></p>{{/SOME}}
    </fieldset>{{/GOODS}}
    <p><button class="btn big wide" name="do" value="confirm">[[Confirm withdrawal]]</button></p>
    <p><a class="link" href="{{P}}/withdraw">[[Start again]]</a></p>
    <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="once" value="{{ONCE}}"><input type="hidden" name="said" value="{{SAID}}"><input type="hidden" name="at" value="{{AT}}"><input type="hidden" name="name" value="{{NAME}}"><input type="hidden" name="order" value="{{ORDER}}"><input type="hidden" name="email" value="{{EMAIL}}">
  </form>
</div>
