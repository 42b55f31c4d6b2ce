{{%AUTOESCAPE context="HTML"}}
<section class="block" aria-labelledby="history">
  <h2 id="history">[[Suggestions by your orders]]</h2>
  <form class="stack" method="post" action="{{ACTION}}"><input type="hidden" name="token" value="{{TOKEN}}">
    <label class="check"><input type="checkbox" name="history" value="1"{{#ON}} checked{{/ON}}> {{WORDS}}</label>
    <p><button class="btn" name="do" value="history">[[Save]]</button></p>
  </form>
</section>
