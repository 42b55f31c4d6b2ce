{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top">
    <h1>[[One more step]]</h1>
    <p>[[Give the code that your app shows now.]]</p>
  </div>
  {{#ERRORS}}<div class="errors narrow" role="alert" tabindex="-1" id="errors"><p><b><a href="#code">{{MSG}}</a></b></p></div>{{/ERRORS}}
  <form class="form narrow" method="post" action="{{ACTION}}" novalidate>
    <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="next" value="{{NEXT}}">
    <p class="field"><label for="code">[[Code]]</label><input id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" autocapitalize="off" spellcheck="false" maxlength="20" required aria-describedby="code-h{{#WRONG}} code-e{{/WRONG}}"{{#WRONG}} aria-invalid="true"{{/WRONG}}><span class="hint" id="code-h">[[Six digits. Lost the app? A recovery code of twelve digits does it too.]]</span>{{#WRONG}}<span class="err" id="code-e">{{WHY}}</span>{{/WRONG}}</p>
    <p><button class="btn">[[Go on]]</button></p>
  </form>
  <ul class="after">
    <li><a class="link" href="{{LOGIN}}">[[Log in another way]]</a></li>
  </ul>
</div>
