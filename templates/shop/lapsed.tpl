{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>[[You are not logged in any more]]</h1></div>
  <div class="text">
    <p>[[Your login has ended. Nothing was changed. Log in again, and do it once more.]]</p>
    <p><a class="btn" href="{{LOGIN}}">[[Log in]]</a></p>
    <p class="quiet">[[Go back with your browser to find what you typed.]]</p>
  </div>
</div>
