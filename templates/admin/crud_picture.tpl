{{%AUTOESCAPE context="HTML"}}
<div class="field" role="group" aria-labelledby="{{NAME}}-l"><b id="{{NAME}}-l">{{LABEL}}</b><span class="hint" id="{{NAME}}-h">{{HINT}}</span>
{{#WRONG}}<span class="err" id="{{NAME}}-e">{{MESSAGE}}</span>{{/WRONG}}
<ul class="thumbs">
  {{#PRESENT}}<li><input type="hidden" name="{{NAME}}_kept" value="{{KEPT}}">{{#IMAGE}}<img src="{{SRC}}" width="320" height="400" alt="[[The present picture]]">{{/IMAGE}}{{#PREPARING}}<p class="drop small">[[being prepared]]</p>{{/PREPARING}}{{#FAILED}}<p class="drop small warm">[[could not be used]]: {{PROBLEM}}</p>{{/FAILED}}
    <label class="check"><input type="checkbox" name="{{NAME}}_gone" value="1">[[Take it away]]</label></li>{{/PRESENT}}
  <li><label class="drop" for="{{NAME}}"><span class="small">{{#OTHER}}[[Another picture]]{{/OTHER}}{{#NONE}}[[Add a picture]]{{/NONE}}<br><span class="quiet">[[or drop it here]]</span><br><span data-files></span></span><input type="file" id="{{NAME}}" name="{{NAME}}" accept="image/*" aria-describedby="{{NAME}}-h"></label></li>
</ul></div>
