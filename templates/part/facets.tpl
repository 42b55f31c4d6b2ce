{{%AUTOESCAPE context="HTML"}}
<details class="facets fold">
<summary>[[Filter]]{{#CHOSEN}} ({{N}}){{/CHOSEN}}</summary>
<form action="{{P}}{{PATH}}">
{{#KEEP}}<input type="hidden" name="{{CODE}}" value="{{VALUE}}">
{{/KEEP}}
{{#FACET}}<details class="fold"{{#OPEN}} open{{/OPEN}}><summary>{{NAME}}{{#OF}}, {{UNIT}}{{/OF}}</summary><fieldset aria-label="{{NAME}}">
{{#TWO}}<div class="two"><p class="field"><label for="{{CODE}}-from">[[At least]]</label><input id="{{CODE}}-from" name="{{CODE}}_from" value="{{FROM}}" inputmode="decimal" placeholder="{{MIN}}" maxlength="10" autocomplete="off"></p><p class="field"><label for="{{CODE}}-to">[[At most]]</label><input id="{{CODE}}-to" name="{{CODE}}_to" value="{{TO}}" inputmode="decimal" placeholder="{{MAX}}" maxlength="10" autocomplete="off"></p></div>
{{/TWO}}
{{#V}}<label class="check"><input type="checkbox" name="{{CODE}}" value="{{VALUE}}"{{#ON}} checked{{/ON}}> {{#DOT}}<svg class="dot" fill="{{COLOUR}}" aria-hidden="true"><use href="#i-dot"/></svg> {{/DOT}}{{LABEL}} <span class="num">{{N}}</span></label>
{{/V}}
{{#MORE}}<details class="rest"><summary>[[Show more]]</summary>{{#V}}<label class="check"><input type="checkbox" name="{{CODE}}" value="{{VALUE}}"{{#ON}} checked{{/ON}}> {{#DOT}}<svg class="dot" fill="{{COLOUR}}" aria-hidden="true"><use href="#i-dot"/></svg> {{/DOT}}{{LABEL}} <span class="num">{{N}}</span></label>
{{/V}}</details>{{/MORE}}</fieldset></details>
{{/FACET}}
<button class="btn ghost wide">[[Filter]]</button>
</form>
</details>
