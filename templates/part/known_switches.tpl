{{%AUTOESCAPE context="HTML"}}
<section class="block" aria-labelledby="switches">
  <h2 id="switches">[[Suggestions for you]]</h2>
  <form class="stack" method="post" action="{{ACTION}}"><input type="hidden" name="token" value="{{TOKEN}}">
    <ul class="switches">
      <li><label class="check"><input type="checkbox" name="personal" value="1" aria-describedby="personal-h"{{#PERSONAL}} checked{{/PERSONAL}}> [[Show me things chosen for me]]</label><p class="hint" id="personal-h">[[Shelves, the home page and a greeting of your own. Off: you see what everybody sees, whatever stands below.]]</p></li>
      {{#HISTORY}}<li><label class="check"><input type="checkbox" name="history" value="1" aria-describedby="history-h"{{#ON}} checked{{/ON}}> {{LABEL}}</label><p class="hint" id="history-h">{{WORDS}}</p></li>{{/HISTORY}}
      {{#BROWSING}}<li><label class="check"><input type="checkbox" name="browsing" value="1" aria-describedby="browsing-h"{{#ON}} checked{{/ON}}> [[Remember what I look at]]</label><p class="hint" id="browsing-h">{{WORDS}} [[Off: what was noted is deleted at once.]]</p></li>{{/BROWSING}}
      {{#SIGNAL}}<li><p>[[Remember what I look at: no]]</p><p class="hint">[[Your browser tells every shop not to track you, and we take that as a no.]]</p></li>{{/SIGNAL}}
    </ul>
    <p class="field"><label for="list_order">[[Order of categories, brands and searches]]</label><select id="list_order" name="list_order">{{#ORDER}}<option value="{{CODE}}"{{#ON}} selected{{/ON}}>{{NAME}}</option>{{/ORDER}}</select></p>
    <p><button class="btn" name="do" value="switches">[[Save]]<span class="vh"> [[these choices]]</span></button></p>
  </form>
</section>
