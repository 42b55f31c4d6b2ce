{{%AUTOESCAPE context="HTML"}}
<section class="block" aria-labelledby="{{ID}}">
  <h2 id="{{ID}}">{{TITLE}}</h2>
  <ul class="known">{{#ROW}}
    <li><p>{{WHAT}}{{#MORE}} <small>{{TEXT}}</small>{{/MORE}}</p>{{#CHANGE}}<span><a class="link" href="{{HREF}}">[[See and change]]<span class="vh">: {{WHICH}}</span></a></span>{{/CHANGE}}</li>{{/ROW}}
  </ul>
</section>
