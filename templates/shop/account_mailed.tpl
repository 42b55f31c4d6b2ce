{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>[[Look for our mail]]</h1></div>
  <div class="text">
    <p role="status">[[We have written to {{EMAIL}}. Follow the link in that mail to go on.]]</p>
    <p class="quiet">[[Nothing there after some minutes? Look among the junk, or check that the address is right.]]</p>
    <p><a class="link" href="{{P}}/account/login">[[Log in]]</a></p>
  </div>
</div>
