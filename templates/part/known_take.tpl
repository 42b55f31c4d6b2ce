{{%AUTOESCAPE context="HTML"}}
<section class="block" aria-labelledby="take">
  <h2 id="take">[[Take it with you, or erase it]]</h2>
  {{#ACCOUNT}}<p class="quiet">[[Invoices stay for six years, as bookkeeping law asks. All else goes.]]</p>
  <form class="ends" method="post" action="{{P}}/account/export"><input type="hidden" name="token" value="{{TOKEN}}">
    <button class="btn ghost">[[Download all]]</button>
    <button class="btn ghost" name="do" value="forget" formaction="{{P}}/account/profile">[[Erase what you learned]]</button>
    <a class="btn ghost" href="{{P}}/account/erase">[[Close my account]]</a>
  </form>{{/ACCOUNT}}
  {{#GUEST}}<form class="ends" method="post" action="{{P}}/account/profile"><input type="hidden" name="token" value="{{TOKEN}}">
    <button class="btn ghost" name="do" value="export">[[Download all (JSON)]]</button>
    <button class="btn ghost" name="do" value="forget">[[Erase what you learned]]</button>
    <a class="btn ghost" href="{{P}}/privacy/cookies">[[Your choice about cookies]]</a>
  </form>{{/GUEST}}
</section>
