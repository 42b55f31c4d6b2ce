{{%AUTOESCAPE context="HTML"}}
</div>
<div class="foot">
<p>{{#PHONE}}{{TEXT}}{{/PHONE}}{{#HOURS}} ({{TEXT}}){{/HOURS}}{{#EMAIL}} <a href="mailto:{{ADDRESS}}">{{ADDRESS}}</a>{{/EMAIL}}</p>
<p>{{COMPANY}}{{#ID}} · [[Business ID {{BUSINESS_ID}}]]{{/ID}}<br>{{STREET}}, {{POSTAL}} {{CITY}}</p>
<p><a href="{{HOME}}">{{SHOP}}</a></p>
</div>
</body>
</html>
