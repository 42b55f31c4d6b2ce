{{%AUTOESCAPE context="HTML"}}
{{ICONS:none}}
<p class="skip"><a href="#main">[[Skip to content]]</a> <a class="seek" href="#q">[[Search]]</a></p>
{{#STRIP}}
<div class="strip" role="region" aria-label="[[Notice]]">
  <div class="wrap"><p>{{#FREE}}[[Free delivery from {{LIMIT}}]]{{/FREE}}{{#NOTE}}<span class="{{CLASS}}">{{TEXT}}</span>{{/NOTE}}</p>{{#GREETED}}<p class="hello">{{HELLO}}</p>{{/GREETED}}</div>
</div>
{{/STRIP}}{{#ALONE}}
<div class="strip alone" role="region" aria-label="[[Notice]]">
  <div class="wrap"><p class="hello">{{HELLO}}</p></div>
</div>
{{/ALONE}}
<header class="head">
  <div class="wrap">
    <details class="menu">
      <summary><svg class="i" aria-hidden="true"><use href="#i-menu"/></svg><span class="vh">[[Menu]]</span></summary>
      <nav aria-label="[[Categories]]">
      {{MENU:none}}
      </nav>
    </details>
    <a class="logo" href="{{P}}/"><svg class="i" aria-hidden="true"><use href="#i-cove"/></svg>{{SHOP}}</a>
    <form class="find" id="find" role="search" action="{{P}}/search" data-suggest="{{P}}/search/suggest" data-script="{{SUGGEST}}" data-label="[[Suggestions]]">
      <label class="vh" for="q">[[Search]]</label>
      <input id="q" name="q" type="search" value="{{QUERY}}" placeholder="[[What are you looking for?]]" maxlength="200" autocomplete="off">
      <button><svg class="i" aria-hidden="true"><use href="#i-search"/></svg><span class="vh">[[Find]]</span></button>
    </form>
    <a class="tool seek" href="#find"><svg class="i" aria-hidden="true"><use href="#i-search"/></svg><span>[[Search]]</span></a>
    <a class="tool" href="{{P}}/account"><svg class="i" aria-hidden="true"><use href="#i-user"/></svg><span>[[Account]]</span></a>
    <a class="tool" id="cart-link" href="{{P}}/cart"><svg class="i" aria-hidden="true"><use href="#i-cart"/></svg><span>[[Cart]]</span>
