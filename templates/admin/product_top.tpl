{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>{{HEADING}}</h1>{{#PUBLIC}}<a class="btn ghost" href="{{SHOP_HREF}}">[[See in the shop]]</a>{{/PUBLIC}}</div>
{{#TABS}}<nav class="chips" aria-label="[[Parts of this product]]">{{#TAB}}<a class="chip" href="{{HREF}}"{{#ON}} aria-current="page"{{/ON}}>{{NAME}}</a> {{/TAB}}</nav>{{/TABS}}
{{#ARCHIVED}}<div class="note warm"><p>[[This product is archived: it is not in the shop. Save it with another state to bring it back.]]</p></div>{{/ARCHIVED}}
