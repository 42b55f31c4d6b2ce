{{%AUTOESCAPE context="HTML"}}
{{ICONS:none}}
<p class="skip"><a href="#main">[[Skip to content]]</a></p>
<header class="head">
  <div class="wrap"><a class="logo" href="{{P}}/"><svg class="i" aria-hidden="true"><use href="#i-cove"/></svg>{{SHOP}}</a><a class="tool" href="{{P}}/cart"><svg class="i" aria-hidden="true"><use href="#i-cart"/></svg>[[Back to the cart]]</a></div>
</header>
<main id="main">
