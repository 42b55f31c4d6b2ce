{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>[[Closed for a moment]]</h1></div>
  <div class="text">
    <p>[[We are putting the shop in order and open again soon. Your cart waits for you, and orders that were placed are on their way as promised.]]</p>
  </div>
</div>
