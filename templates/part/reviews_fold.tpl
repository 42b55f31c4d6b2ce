{{%AUTOESCAPE context="HTML"}}
<details class="fold"{{#SOME}} open{{/SOME}} id="reviews">
  <summary><h2>[[Reviews]]</h2></summary>
  {{#NONE}}<div class="text"><p>[[Nobody has reviewed it yet.]]</p><p class="small quiet">[[Only people who bought it here can review. We check each against an order, publish good and bad alike, and pay for none.]]</p></div>{{/NONE}}
  {{#SOME}}<div class="marks">
    {{>MARKS}}
    <div>
      <ul>{{#ONE}}{{>SAID}}{{/ONE}}</ul>
      <a class="btn ghost" href="{{HREF}}">{{ALL}}</a>
    </div>
  </div>{{/SOME}}
</details>
