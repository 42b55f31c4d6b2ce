{{%AUTOESCAPE context="HTML"}}
<section class="shelf" aria-labelledby="{{ID}}">
  <header>
    <h2 id="{{ID}}">{{HEADING}}</h2>
    <button class="link why" popovertarget="{{ID}}-why">[[Why am I seeing this?]]</button>
  </header>
  <ul class="rail">{{CARDS:none}}</ul>
  <form popover id="{{ID}}-why" class="because" method="post" action="{{P}}/account/profile">
    <h3>[[Why am I seeing this?]]</h3>
    <p>{{WHY}}</p>
    {{#REASONS}}<ul>{{LINES:none}}</ul>{{/REASONS}}
    {{#MINE}}<details class="fold small">
      <summary>[[Not interested in one of these?]]</summary>
      <ul>{{LINES:none}}</ul>
    </details>
    <button class="btn ghost wide" form="add" formaction="{{P}}/account/profile" name="hide" value="{{CODE}}">[[Not interested in this shelf]]</button>
    <p class="small"><a class="link" href="{{P}}/account/profile">[[What the shop knows of you]]</a></p>{{/MINE}}
  </form>
</section>
