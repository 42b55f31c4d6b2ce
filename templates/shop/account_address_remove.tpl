{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>[[Remove this address?]]</h1></div>
  <div class="split left">
    {{>SIDE}}
    <div>
      <p><b>{{WHO}}</b>{{#AT}}<br>{{TEXT}}{{/AT}}<br>{{WHERE}}<br><span class="quiet">{{LAND_NAME}}{{#CALL}} · {{TEXT}}{{/CALL}}</span></p>
      <p class="after small quiet">[[Orders that went there stay as they are.]]</p>
      <form class="ends" method="post" action="{{ACTION}}"><input type="hidden" name="token" value="{{TOKEN}}"><button class="btn">[[Remove the address]]</button><a class="link" href="{{BACK}}">[[Keep it]]</a></form>
    </div>
  </div>
</div>
