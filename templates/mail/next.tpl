{{%AUTOESCAPE context="HTML"}}
<h2>[[Goes with what you ordered]]</h2>
<table>
{{#THING}}<tr><td><a href="{{LINK}}">{{NAME}}</a></td><td>{{#FROM}}[[from]] {{/FROM}}{{PRICE}}</td></tr>
{{/THING}}
</table>
<p class="quiet">[[You asked for letters from us, so we suggest what others bought with it.]] <a href="{{END}}">[[No more suggestions and letters]]</a></p>
