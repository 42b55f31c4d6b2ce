{{%AUTOESCAPE context="HTML"}}
<h2>[[Pay by bank transfer]]</h2>
<table>
<tr><td>[[Amount]]</td><td><b>{{AMOUNT}}</b></td></tr>
<tr><td>[[Reference]]</td><td><b>{{REFERENCE}}</b></td></tr>
<tr><td>[[Reference (RF)]]</td><td>{{RF}}</td></tr>
<tr><td>[[Account]]</td><td>{{IBAN}}</td></tr>
{{#BIC}}<tr><td>[[BIC]]</td><td>{{CODE}}</td></tr>{{/BIC}}
<tr><td>[[To]]</td><td>{{PAYEE}}</td></tr>
{{#BY}}<tr><td>[[By]]</td><td>{{DATE}}</td></tr>{{/BY}}
</table>
<p>[[Use the reference: by it we see that the payment is yours.]]</p>
