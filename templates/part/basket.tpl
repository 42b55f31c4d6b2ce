{{%AUTOESCAPE context="HTML"}}
<ul class="mini">
  {{#LINE}}<li><div class="pic">{{>PICTURE}}</div><p>{{#MANY}}{{QTY}} × {{/MANY}}{{NAME}}{{#OPTIONS}}<br><span class="quiet">{{TEXT}}</span>{{/OPTIONS}}{{#SHORT}}<br><b class="warm">[[Not that many left]]</b>{{/SHORT}}{{#GONE}}<br><b class="warm">[[Sold out]]</b>{{/GONE}}</p>{{#HAD}}<span class="num">{{SUM}}</span>{{/HAD}}</li>
  {{/LINE}}
</ul>
{{>SUMS}}
