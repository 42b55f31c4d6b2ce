{{%AUTOESCAPE context="HTML"}}
<address>{{COMPANY}}{{#ID}} · [[Business ID {{BUSINESS_ID}}]]{{/ID}}<br>{{STREET}}, {{POSTAL}} {{CITY}}</address>
