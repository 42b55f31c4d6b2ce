{{%AUTOESCAPE context="HTML"}}
<li class="said" id="said-{{NTH}}"><p class="stars">{{>STARS}} <span>{{BY}} · {{AT}}{{#BOUGHT}} · {{OPTIONS}}{{/BOUGHT}}</span></p>
  {{#TITLED}}<p lang="{{LANG}}"><b>{{TITLE}}</b></p>{{/TITLED}}
  <p class="lines" lang="{{LANG}}">{{BODY:pre_escape}}</p>
  {{#SHOTS}}<ul class="shots">{{#SHOT}}<li><a href="{{URL}}">{{>PICTURE}}</a></li>{{/SHOT}}</ul>{{/SHOTS}}
  {{#REPLY}}<div class="reply"><p><b>[[{{SHOP}} answers]]</b> <span class="quiet small">{{REPLIED}}</span></p><p class="lines" lang="{{LANG}}">{{REPLY_TEXT:pre_escape}}</p></div>{{/REPLY}}
  {{#VOTE}}<p><button class="link" form="add" formaction="{{P}}/p/{{SLUG}}/reviews/vote" name="review" value="{{ID}}-{{NTH}}" aria-pressed="{{VOTED}}">{{#MINE}}<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="m5 12.5 4.5 4.5L19 7.5"/></svg>{{/MINE}}[[Helpful]]{{#SOME}} ({{HELPFUL}}){{/SOME}}<span class="vh"> [[{{BY}}’s review]]</span></button></p>{{/VOTE}}
</li>
