{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top">
    <h1>[[Remove your review?]]</h1>
    <p>{{PRODUCT}}</p>
  </div>
  <form class="stack" method="post" action="{{BACK}}/remove">
    <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}">
    <p>[[The text, the pictures and the votes on it are deleted. You can write another one later.]]</p>
    <p class="ends"><button class="btn">[[Remove]]</button><a class="btn ghost" href="{{BACK}}">[[Keep it]]</a></p>
  </form>
</div>
