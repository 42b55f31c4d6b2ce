{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
<p>[[We have your withdrawal from contract. It came {{WHEN}}.]]</p>
<h2>[[What you sent]]</h2>
{{#STATEMENT}}<p>{{TEXT}}</p>{{/STATEMENT}}
<p>[[Keep this message as a receipt. We write to you about the next steps; send the goods back within 14 days.]]</p>
<p>[[We pay back what you have paid by {{DUE}} at the latest. We may wait until the goods or a proof of sending them is here.]]</p>
{{>FOOT}}
