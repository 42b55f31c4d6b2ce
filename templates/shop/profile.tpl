{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>[[What the shop knows of you]]</h1><p>[[Everything, on one page. It never leaves this shop, and it never changes a price.]]</p>{{#UNPROVED}}<p class="note warm">[[Your address is not confirmed yet: what stands under it alone is not shown here.]]</p>{{/UNPROVED}}</div>
  <div class="split left">
    {{>SIDE}}
    <div>
      {{>KNOWN}}
      {{>SAVED}}
      {{>HISTORY}}
      {{>TAKE}}
      <p class="after"><a class="link" href="{{P}}/privacy/data">[[How long we keep what]]</a></p>
    </div>
  </div>
</div>
