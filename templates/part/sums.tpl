{{%AUTOESCAPE context="HTML"}}
<dl class="sums">
  <dt>{{ITEMS}}</dt><dd>{{GOODS}}</dd>
  {{#SAVING}}<dt class="good">{{LABEL}}{{#BY}} <span class="quiet">({{CODE}})</span>{{/BY}}</dt><dd class="good">{{AMOUNT}}</dd>
  {{/SAVING}}{{#NO_VAT}}<dt>[[VAT left out]]</dt><dd>{{AMOUNT}}</dd>
  {{/NO_VAT}}{{#DELIVERY}}<dt>{{NAME}}{{#BECAUSE}} <span class="quiet">({{LABEL}})</span>{{/BECAUSE}}</dt><dd>{{COST}}</dd>
  {{/DELIVERY}}<dt class="all">[[Total]]</dt><dd class="all">{{TOTAL}}</dd>
  {{#CARD}}<dt>[[Gift card ending {{TAIL}}]]</dt><dd>{{AMOUNT}}</dd>
  {{/CARD}}{{#DUE}}<dt class="all">[[To pay]]</dt><dd class="all">{{AMOUNT}}</dd>{{/DUE}}
</dl>
{{#TAX}}<p class="small quiet">[[Includes VAT {{RATE}} {{VAT}}]]</p>
{{/TAX}}
