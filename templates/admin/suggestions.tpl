{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Suggestions]]</h1></div>
<nav class="chips" aria-label="[[Pages of suggestions]]">
  {{#TAB}}<a class="chip" href="{{HREF}}"{{#ON}} aria-current="page"{{/ON}}>{{NAME}}</a>
  {{/TAB}}
</nav>
<nav class="chips" aria-label="[[Days]]">
  {{#PERIOD}}<a class="chip" href="{{PERIOD_HREF}}"{{#PERIOD_ON}} aria-current="true"{{/PERIOD_ON}}>{{PERIOD_NAME}}</a>
  {{/PERIOD}}
</nav>
{{#DEMO}}<p class="quiet">[[This is a demo: most of the people here are made up. Their visits are simulated, and counted as those of real people.]]</p>{{/DEMO}}
{{#EMPTY}}<section class="card empty">
  {{#NEVER}}<h2>[[Nobody has accepted to be remembered yet]]</h2><p>[[Only what visitors do who accepted the cookie that remembers what they look at is counted. Once some have, what the shelves bring stands here after a few minutes.]]</p>{{/NEVER}}
  {{#NOT_NOW}}<h2>[[Nothing in these days]]</h2><p>[[No shelf was shown to anybody who may be counted. Choose more days.]]</p>{{/NOT_NOW}}
</section>{{/EMPTY}}
{{#ARMS}}<section class="card sheet" aria-labelledby="g1">
  <header><h2 id="g1">[[Do they work?]]</h2><p class="quiet small">[[Some people see only what everybody sees. What they buy is compared with what the others buy.]]</p></header>
  {{#VERDICT}}<div class="inset"><p><b>{{BUYERS_WORDS}}</b></p><p>{{SPENT_WORDS}}</p>
    {{#DIFF}}<figure class="ruler"><svg class="range" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{{#NOUGHT}}<rect class="nought" x="{{ZERO}}" y="0" width="0.4" height="10"/>{{/NOUGHT}}<rect class="span" x="{{LO}}" y="3" width="{{WIDE}}" height="4"/><rect class="dot" x="{{AT}}" y="1" width="0.8" height="8"/></svg>
    <figcaption class="quiet small"><span>{{LEFT}}</span><span>[[no difference]]</span><span>{{RIGHT}}</span></figcaption></figure>{{/DIFF}}</div>{{/VERDICT}}
  {{#ALONE}}<div class="inset"><p>{{#NONE_HELD}}[[Nobody is held out now, so there is nothing to compare with.]] <a class="link" href="/admin/settings/suggestions">[[Hold some out]]</a>{{/NONE_HELD}}{{#NONE_CAME}}[[There are not people in both groups yet. It takes some weeks in a small shop.]]{{/NONE_CAME}}</p></div>{{/ALONE}}
  <div class="scroll" role="region" aria-label="[[The two groups]]" tabindex="0"><table>
    <thead><tr><th scope="col">[[Group]]</th><th scope="col" class="r">[[People]]</th><th scope="col" class="r lo">[[Bought]]</th><th scope="col" class="r">[[Of 100]]</th><th scope="col" class="lo">[[Most likely between]]</th><th scope="col" class="r">[[Spent by each]]</th></tr></thead>
    <tbody>{{#ARM}}<tr><th scope="row">{{ARM_NAME}}</th><td class="r">{{PEOPLE}}</td><td class="r lo">{{BUYERS}}</td><td class="r">{{RATE}}</td><td class="lo nw">{{#RANGE}}<svg class="range" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{{#NOUGHT}}<rect class="nought" x="{{ZERO}}" y="0" width="0.4" height="10"/>{{/NOUGHT}}<rect class="span" x="{{LO}}" y="3" width="{{WIDE}}" height="4"/><rect class="dot" x="{{AT}}" y="1" width="1.2" height="8"/></svg>{{/RANGE}}<span class="quiet small">{{FROM}} … {{TO}}</span></td><td class="r">{{EACH}}</td></tr>
    {{/ARM}}</tbody></table></div>
</section>{{/ARMS}}
{{#SHELVES}}<section class="card sheet" aria-labelledby="g2">
  <header><h2 id="g2">[[Shelf by shelf]]</h2><a class="link small" href="/admin/suggestions/suggestions.csv?days={{CODE}}">[[Download as CSV]]</a></header>
  <div class="scroll" role="region" aria-label="[[Numbers of each shelf]]" tabindex="0"><table>
    <thead><tr><th scope="col">[[Shelf]]</th><th scope="col" class="r lo">[[Shown]]</th><th scope="col" class="r">[[Clicked]]</th><th scope="col" class="r">[[Of 100]]</th><th scope="col" class="lo">[[Most likely between]]</th><th scope="col" class="r xl">[[Held out: of 100]]</th><th scope="col" class="r">[[Bought]]</th><th scope="col" class="r">[[Revenue]]</th></tr></thead>
    <tbody>{{#ROW}}<tr><th scope="row">{{SHELF}}</th><td class="r lo">{{SHOWN}}</td><td class="r">{{CLICKED}}</td><td class="r">{{RATE}}</td><td class="lo nw">{{#RANGE}}<svg class="range" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{{#NOUGHT}}<rect class="nought" x="{{ZERO}}" y="0" width="0.4" height="10"/>{{/NOUGHT}}<rect class="span" x="{{LO}}" y="3" width="{{WIDE}}" height="4"/><rect class="dot" x="{{AT}}" y="1" width="1.2" height="8"/></svg>{{/RANGE}}<span class="quiet small">{{FROM}} … {{TO}}</span></td><td class="r xl">{{#HELD}}{{HELD_RATE}}<br><small class="quiet">{{HELD_FROM}} … {{HELD_TO}}</small>{{/HELD}}</td><td class="r">{{BOUGHT}}</td><td class="r">{{REVENUE}}</td></tr>
    {{/ROW}}<tr><th scope="row">[[Together]]</th><td class="r lo">{{ALL_SHOWN}}</td><td class="r">{{ALL_CLICKED}}</td><td></td><td class="lo"></td><td class="xl"></td><td class="r">{{ALL_BOUGHT}}</td><td class="r"><b>{{ALL_REVENUE}}</b></td></tr></tbody></table></div>
</section>{{/SHELVES}}
{{#DAYS}}<section class="card" aria-labelledby="g3">
  <h2 id="g3">[[Clicks by day]]</h2>
  <svg class="chart days" viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-label="[[Clicks by day, the most on {{DAY_MOST}}: {{MOST}}]]">{{#BAR}}<rect x="{{X}}" y="{{Y}}" width="{{THICK}}" height="{{HIGH}}"/>{{/BAR}}</svg>
  <p class="ends quiet small"><span>{{DAY_FIRST}}</span><span>[[most on {{DAY_MOST}}: {{MOST}}]]</span><span>{{DAY_LAST}}</span></p>
  <details class="fold"><summary>[[As a table]]</summary><div class="scroll" role="region" aria-label="[[Numbers of each day]]" tabindex="0"><table><thead><tr><th scope="col">[[From]]</th><th scope="col" class="r">[[Shown]]</th><th scope="col" class="r">[[Clicked]]</th></tr></thead><tbody>{{#DAY_ROW}}<tr><th scope="row">{{DAY}}</th><td class="r">{{DAY_SHOWN}}</td><td class="r">{{DAY_CLICKED}}</td></tr>
    {{/DAY_ROW}}</tbody></table></div></details>
</section>{{/DAYS}}
<section class="card" aria-labelledby="g4">
  <h2 id="g4">[[What is counted]]</h2>
  <ul class="plain">
    <li>[[Only people who accepted to be remembered. Nobody else is in any number here: neither visitors who have not accepted, nor customers whose shelves are made from their orders alone.]]</li>
    <li>[[Of 100: clicks for 100 pages with the shelf. Held out: how often people who see what all see click on what stands there instead.]]</li>
    <li>[[Bought: lines of orders with the product that was clicked, within {{BUYS_DAYS}} days of the click. A line belongs to one shelf, the one that was clicked last.]]</li>
    <li>[[Revenue: what the goods cost with VAT, less discounts and what was credited. Delivery is left out, and so are cancelled orders.]]</li>
    <li>[[A person counts once a month, from the first page with a shelf made for them; what they buy in the {{BUYS_DAYS}} days from then on counts. Who came lately may still buy.]]</li>
    <li>[[“Most likely between”: were the same repeated 100 times, 95 of such ranges would hold the true number. Wide ranges mean few people.]]</li>
    <li>[[Of 100 people who may be counted, {{HOLDOUT}} are held out.]]{{#IN_A_DEMO}} [[In a demo the first 5 are made-up people, so that whoever looks around sees suggestions.]]{{/IN_A_DEMO}} <a class="link" href="/admin/settings/suggestions">[[Change]]</a></li>
    <li>[[Held out means: no shelf and no order of products made for them. Banners, sections and coupons that you give to a segment are seen in both groups alike, so the comparison says nothing of them.]]</li>
    <li>[[Days stay here when the events they were counted from have been deleted; they hold nobody.]]</li>
  </ul>
</section>
