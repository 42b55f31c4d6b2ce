{{%AUTOESCAPE context="HTML"}}
{{#OPEN}}<div class="note warm"><p><b>[[This has to be finished first:]]</b></p>
<ul>{{#ORDER}}<li>{{#NUMBERED}}[[Order {{NUMBER}}]]: {{/NUMBERED}}{{WHY}}</li>{{/ORDER}}</ul></div>{{/OPEN}}
{{#GIFT}}<p class="note warm">[[There is {{LEFT}} left on gift cards. They stay valid by their codes, but nobody can tell you the codes any more: write them down first.]]</p>{{/GIFT}}
<section class="block" aria-labelledby="goes">
  <h2 id="goes">[[What goes]]</h2>
  <ul class="known">{{#GOES}}<li><p>{{WHAT}}</p><span class="num">{{COUNT}}</span></li>{{/GOES}}</ul>
</section>
<section class="block" aria-labelledby="stays">
  <h2 id="stays">[[What stays, why, and until when]]</h2>
  <ul class="known">{{#STAYS}}<li><p>{{WHAT}} <small>{{WHY}}</small>{{#UNTIL}} <small><b>[[until {{DAY}}]]</b></small>{{/UNTIL}}</p></li>{{/STAYS}}</ul>
  <p class="quiet">[[Payment services and carriers keep what they know by their own rules; a card that was saved is forgotten here.]]</p>
</section>
