{{%AUTOESCAPE context="HTML"}}
</main>
<footer class="foot">
  <div class="wrap">
    {{#FULL}}{{FOOT:none}}{{/FULL}}
    <div class="legal">
      {{COMPANY:none}}
