{{%AUTOESCAPE context="HTML"}}
<address>{{COMPANY}}{{#ID}} · [[Business ID {{BUSINESS_ID}}]]{{/ID}}{{#WHERE}}<br>{{STREET}}{{#TOWN}}, {{POSTAL}} {{CITY}}{{/TOWN}}{{/WHERE}}</address>
