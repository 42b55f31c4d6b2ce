{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="{{LANG}}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="icon" href="{{ICON}}" type="image/svg+xml">
  <title>{{TITLE}}</title>
  {{#DESCRIBED}}<meta name="description" content="{{DESCRIPTION}}">{{/DESCRIBED}}
  {{#NOINDEX}}<meta name="robots" content="noindex">{{/NOINDEX}}
  {{#CANONICAL}}<link rel="canonical" href="{{URL}}">{{/CANONICAL}}
  {{#ALTERNATE}}<link rel="alternate" hreflang="{{CODE}}" href="{{URL}}">{{/ALTERNATE}}
  <link rel="stylesheet" href="{{CSS}}">
  <script src="{{JS}}" defer></script>
  {{#SCRIPT}}<script src="{{URL}}" defer></script>{{/SCRIPT}}
</head>
{{#FULL}}
<body>
<form id="add" method="post" action="{{P}}/cart" hidden><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="back" value="{{HERE}}"></form>
{{/FULL}}
{{#PLAIN}}<body class="secure">{{/PLAIN}}
{{ICONS:none}}
<p class="skip"><a href="#main">[[Skip to content]]</a>{{#FULL}} <a class="seek" href="#q">[[Search]]</a>{{/FULL}}</p>
{{#FULL}}
{{#STRIP}}
<div class="strip" role="region" aria-label="[[Notice]]">
  <div class="wrap"><p>{{#FREE}}[[Free delivery from {{LIMIT}}]]{{/FREE}}{{#NOTE}}<span class="{{CLASS}}">{{TEXT}}</span>{{/NOTE}}</p></div>
</div>
{{/STRIP}}
<header class="head">
  <div class="wrap">
    <details class="menu">
      <summary><svg class="i" aria-hidden="true"><use href="#i-menu"/></svg><span class="vh">[[Menu]]</span></summary>
      <nav aria-label="[[Categories]]">
      {{MENU:none}}
      </nav>
    </details>
    <a class="logo" href="{{P}}/"><svg class="i" aria-hidden="true"><use href="#i-cove"/></svg>{{SHOP}}</a>
    <form class="find" id="find" role="search" action="{{P}}/search">
      <label class="vh" for="q">[[Search]]</label>
      <input id="q" name="q" type="search" value="{{QUERY}}" placeholder="[[Mugs, lamps, linen …]]" maxlength="200" autocomplete="off">
      <button><svg class="i" aria-hidden="true"><use href="#i-search"/></svg><span class="vh">[[Find]]</span></button>
    </form>
    <a class="tool seek" href="#find"><svg class="i" aria-hidden="true"><use href="#i-search"/></svg><span>[[Search]]</span></a>
    <a class="tool" href="{{P}}/track"><svg class="i" aria-hidden="true"><use href="#i-user"/></svg><span>[[Account]]</span></a>
    <a class="tool" id="cart-link" href="{{P}}/cart"><svg class="i" aria-hidden="true"><use href="#i-cart"/></svg><span>[[Cart]]</span>{{#COUNT}} <b class="count">{{N}}</b><span class="vh"> {{ITEMS}}</span>{{/COUNT}}</a>
    <nav class="cats" aria-label="[[Categories]]">
      {{MENU:none}}
    </nav>
  </div>
</header>
{{/FULL}}
{{#PLAIN}}
<header class="head">
  <div class="wrap"><a class="logo" href="{{P}}/"><svg class="i" aria-hidden="true"><use href="#i-cove"/></svg>{{SHOP}}</a><a class="tool" href="{{P}}/cart"><svg class="i" aria-hidden="true"><use href="#i-cart"/></svg>[[Back to the cart]]</a></div>
</header>
{{/PLAIN}}
<main id="main">
{{#FLASH}}<div class="wrap"><p class="note flash" role="status"><span>{{TEXT}}</span></p></div>{{/FLASH}}
