{{%AUTOESCAPE context="HTML"}}
<p class="hint">[[Last bought {{DAY}}]]</p>
