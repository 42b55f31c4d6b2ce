{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>[[Close my account]]</h1><p>[[This cannot be undone. Your rights as a buyer stay: keep your receipts.]]</p></div>
  <div class="split left">
    {{>SIDE}}
    <div>
      {{>LIST}}
      {{#BUTTON}}<section class="block" aria-labelledby="now">
        <h2 id="now">[[Erase it]]</h2>
        <form class="stack" method="post" action="{{P}}/account/erase"><input type="hidden" name="token" value="{{TOKEN}}">
          {{#WORDS}}<fieldset><legend>[[Your reviews, and questions that were answered]]</legend>
            <label class="check"><input type="radio" name="words" value="go" checked> [[They go too]]</label>
            <label class="check"><input type="radio" name="words" value="keep"> [[The text and the stars stay to help others, without your name and pictures]]</label>
          </fieldset>{{/WORDS}}
          <p><button class="btn">[[Erase everything now]]</button></p>
          <p><a class="link" href="{{P}}/account/profile">[[Keep my account]]</a></p>
        </form>
      </section>{{/BUTTON}}
    </div>
  </div>
</div>
