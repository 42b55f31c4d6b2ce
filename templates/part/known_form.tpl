{{%AUTOESCAPE context="HTML"}}
<section class="block" aria-labelledby="{{ID}}">
  <h2 id="{{ID}}">{{TITLE}}</h2>
  {{#LEAD}}<p class="quiet">{{TEXT}}</p>{{/LEAD}}
  {{#LIST}}<form method="post" action="{{ACTION}}"><input type="hidden" name="token" value="{{TOKEN}}">
  <ul class="known">{{#ROW}}
    <li><p>{{#LINK}}<a href="{{HREF}}">{{WHAT}}</a>{{/LINK}}{{#PLAIN}}{{WHAT}}{{/PLAIN}}{{#MORE}} <small>{{TEXT}}</small>{{/MORE}}</p><span>{{#METER}}<meter min="0" max="100" value="{{SURE}}" aria-label="{{SURE_WORDS}}">{{SURE}} %</meter>{{/METER}}<button class="link" name="{{FIELD}}" value="{{VALUE}}">{{#REMOVE}}[[Remove]]{{/REMOVE}}{{#AGAIN}}[[Show again]]{{/AGAIN}}<span class="vh"> {{WHAT}}</span></button></span></li>{{/ROW}}
  </ul>
  {{#ALL}}<p class="after"><button class="btn ghost" name="event" value="all">{{TEXT}}</button></p>{{/ALL}}
  </form>{{/LIST}}
  {{#BESIDES}}<p class="small quiet">{{TEXT}}</p>{{/BESIDES}}
  {{#PAGER}}<nav class="pages" aria-label="[[Pages of what you looked at]]">
    <ul>
      {{#PREV}}<li><a href="{{URL}}" rel="prev">[[Newer]]</a></li>{{/PREV}}
      {{#NEXT}}<li><a href="{{URL}}" rel="next">[[Older]]</a></li>{{/NEXT}}
    </ul>
  </nav>{{/PAGER}}
</section>
