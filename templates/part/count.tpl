{{%AUTOESCAPE context="HTML"}}
 <b class="count">{{N}}</b><span class="vh"> {{ITEMS}}</span>
