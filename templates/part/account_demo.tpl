{{%AUTOESCAPE context="HTML"}}
<section class="block stack narrow" aria-labelledby="made-up">
  <h2 id="made-up">[[Look around as one of our made-up customers]]</h2>
  <p>[[This is a demo: they do not exist, and the shop knows them well.]]</p>
  <form class="stack" method="post" action="{{ACTION}}">
    <input type="hidden" name="token" value="{{TOKEN}}">
    {{#PERSON}}<p><button class="btn ghost wide" name="who" value="{{KEY}}">{{NAME}}, {{TEXT}}</button></p>{{/PERSON}}
  </form>
</section>
