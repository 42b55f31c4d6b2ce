{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>[[Look for our mail]]</h1></div>
  <div class="text">
    <p role="status">[[We have written to {{EMAIL}} about {{NAME}}. Follow the link in that mail, so that we know that the address is yours.]]</p>
    <p class="quiet">[[Nothing there after some minutes? Look among the junk, or check that the address is right.]]</p>
    <p><a class="link" href="{{HREF}}">[[Back to the product]]</a></p>
  </div>
</div>
