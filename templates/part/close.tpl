{{%AUTOESCAPE context="HTML"}}
{{#ASK}}<section class="consent" aria-label="[[Cookies]]">
  <form class="wrap" id="consent" method="post" action="{{P}}/consent">
    <p>{{WORDS}} <a href="{{P}}{{MORE}}">[[More]]</a></p>
    <div><button class="btn ghost" name="choice" value="refuse">[[Refuse]]</button><button class="btn ghost" name="choice" value="accept">[[Accept]]</button></div>
  </form>
</section>{{/ASK}}
</body>
</html>
