{{%AUTOESCAPE context="HTML"}}
</a>
    <nav class="cats" aria-label="[[Categories]]">
      {{MENU:none}}
    </nav>
  </div>
</header>
<main id="main">
