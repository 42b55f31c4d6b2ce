{{%AUTOESCAPE context="HTML"}}
{{#HERO}}
<section class="hero{{#BARE}} bare{{/BARE}}" aria-labelledby="hero">
  {{>PICTURE}}
  <div class="say">
    <h1 id="hero">{{TITLE}}</h1>
    {{#BODY}}<p>{{WORDS}}</p>{{/BODY}}
    {{#BUTTON}}<a class="btn big" href="{{P}}{{LINK}}">{{LABEL}}</a>{{/BUTTON}}
  </div>
</section>
{{/HERO}}{{#BANNER}}
<section class="shelf banner{{#BARE}} bare{{/BARE}}" aria-labelledby="section-{{ID}}">
  {{>PICTURE}}
  <div class="say">
    <h2 id="section-{{ID}}">{{TITLE}}</h2>
    {{#BODY}}<p>{{WORDS}}</p>{{/BODY}}
    {{#BUTTON}}<p><a class="btn" href="{{P}}{{LINK}}">{{LABEL}}</a></p>{{/BUTTON}}
  </div>
</section>
{{/BANNER}}{{#ROW}}
<section class="shelf" aria-labelledby="section-{{ID}}">
  <header><h2 id="section-{{ID}}">{{TITLE}}</h2><a class="link" href="{{P}}{{PATH}}">[[See all]]<span class="vh">: {{NAME}}</span></a></header>
  {{#BODY}}<p class="quiet lead">{{WORDS}}</p>{{/BODY}}
  <ul class="rail">{{CARDS:none}}</ul>
</section>
{{/ROW}}{{#TEXT}}
<section class="shelf" aria-labelledby="section-{{ID}}">
  <header><h2 id="section-{{ID}}">{{TITLE}}</h2></header>
  <div class="prose">{{MARKDOWN:none}}</div>
  {{#BUTTON}}<p><a class="btn ghost" href="{{P}}{{LINK}}">{{LABEL}}</a></p>{{/BUTTON}}
</section>
{{/TEXT}}
