{{%AUTOESCAPE context="HTML"}}
<section class="block" aria-labelledby="take">
  <h2 id="take">[[Take it with you, or erase it]]</h2>
  <p class="quiet">[[Invoices stay for six years, as bookkeeping law asks. All else goes.]]</p>
  <form class="ends" method="post" action="{{P}}/account/export"><input type="hidden" name="token" value="{{TOKEN}}">
    <button class="btn ghost">[[Download all]]</button>
    <a class="btn ghost" href="{{P}}/account/erase">[[Close my account]]</a>
  </form>
</section>
