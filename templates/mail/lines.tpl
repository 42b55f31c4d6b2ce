{{%AUTOESCAPE context="HTML"}}
<h2>[[Order]]</h2>
<table>
{{#LINE}}<tr><td>{{QTY}} × {{NAME}}{{#OPTIONS}}, {{TEXT}}{{/OPTIONS}}{{#PART}}<br>– {{PART_QTY}} × {{PART_NAME}}{{#PART_OPTIONS}}, {{PART_TEXT}}{{/PART_OPTIONS}}{{/PART}}</td><td>{{SUM}}</td></tr>
{{/LINE}}
{{#SAVING}}<tr><td>{{LABEL}}</td><td>{{AMOUNT}}</td></tr>
{{/SAVING}}
{{#SENT}}<tr><td>{{NAME}}</td><td>{{COST}}</td></tr>{{/SENT}}
<tr class="all"><td>[[Total]]</td><td>{{TOTAL}}</td></tr>
{{#GIFT}}<tr><td>[[Paid with gift cards]]</td><td>{{AMOUNT}}</td></tr>
<tr class="all"><td>[[To pay]]</td><td>{{DUE}}</td></tr>{{/GIFT}}
{{#TAX}}<tr class="quiet"><td>[[VAT {{RATE}} on {{NET}}]]</td><td>{{VAT}}</td></tr>
{{/TAX}}
{{#OUTSIDE}}<tr class="quiet"><td>[[Without VAT]]</td><td>{{GROSS}}</td></tr>
{{/OUTSIDE}}
</table>
{{#FLAT}}<h2>[[Delivery]]</h2>
<p>{{NAME}}<br>{{STREET}}<br>{{POSTAL}} {{CITY}}{{#ABROAD}}<br>{{COUNTRY}}{{/ABROAD}}</p>{{#PROMISED}}<p>[[With you {{DAYS}}]]</p>{{/PROMISED}}{{/FLAT}}
{{#PICKUP}}<h2>[[Pickup]]</h2>
<p>{{PLACE}}<br>{{NAME}}</p>{{/PICKUP}}
{{#MESSAGE}}<h2>[[Your message]]</h2>
<p>{{TEXT}}</p>{{/MESSAGE}}
