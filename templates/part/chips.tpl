{{%AUTOESCAPE context="HTML"}}
<ul class="chips" aria-label="[[Chosen filters]]">
{{#CHIP}}<li><a class="chip on" href="{{URL}}" rel="nofollow"><span class="vh">[[Remove filter]] </span>{{LABEL}} <svg class="i" aria-hidden="true"><use href="#i-x"/></svg></a></li>
{{/CHIP}}
<li><a class="link small" href="{{CLEAR}}">[[Clear all]]</a></li>
</ul>
