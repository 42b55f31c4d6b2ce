{{%AUTOESCAPE context="HTML"}}
<section class="card" aria-labelledby="s2">
  <h2 id="s2">[[Picture]]</h2>
  <p class="quiet">{{#HOME}}[[The large picture behind the words: landscape, at least 1920 pixels wide.]]{{/HOME}}{{#ANY}}[[Shown at the top of its page and where it is linked with pictures.]]{{/ANY}}</p>
  {{#KEPT}}<input type="hidden" name="kept" value="{{KEPT_ID}}">{{/KEPT}}
  <ul class="thumbs">
    {{#PRESENT}}<li>{{#IMAGE}}<img src="{{SRC}}" width="320" height="400" alt="[[The present picture]]">{{/IMAGE}}{{#PREPARING}}<p class="drop small">[[being prepared]]</p>{{/PREPARING}}{{#FAILED}}<p class="drop small warm">[[could not be used]]: {{PROBLEM}}</p>{{/FAILED}}
      <button class="link" name="do" value="remove">[[Remove]]<span class="vh"> [[the picture]]</span></button></li>{{/PRESENT}}
    <li><label class="drop" for="picture"><span class="small">{{#OTHER}}[[Another picture]]{{/OTHER}}{{#NONE}}[[Add a picture]]{{/NONE}}<br><span class="quiet">[[or drop it here]]</span><br><span data-files></span></span><input type="file" id="picture" name="picture" accept="image/*"></label></li>
  </ul>
  <fieldset class="group"><legend>[[What the picture shows, in words]]</legend><p class="quiet small">[[For those who cannot see it. One short sentence; empty when it only decorates.]]</p><div class="fields">{{>ALT}}</div></fieldset>
</section>
