{{%AUTOESCAPE context="HTML"}}
{{#WRAP}}<div class="wrap">{{/WRAP}}
<section class="block ask" aria-labelledby="ask">
  <h2 id="ask">{{WORDS}}</h2>
  <p class="quiet">{{#OF}}[[Question {{NTH}} of {{COUNT}}.]] {{/OF}}[[Tap what you like, and we show you that first. It stays in this shop and never changes a price.]]</p>
  <form method="post" action="{{ACTION}}"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="back" value="{{HERE}}"><input type="hidden" name="question" value="{{QUESTION}}">
    <fieldset class="tap" aria-labelledby="ask">
      {{TILES:none}}
    </fieldset>
    <p class="ends"><button class="btn" name="do" value="like">[[That is what I like]]</button><button class="btn ghost" name="do" value="skip">[[Skip]]</button></p>
  </form>
</section>
{{#WRAP_END}}</div>{{/WRAP_END}}
