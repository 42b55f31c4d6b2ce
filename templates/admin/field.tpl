{{%AUTOESCAPE context="HTML"}}
{{#FIELD}}<p class="field"><label for="{{NAME}}">{{LABEL}}</label>
{{#LINE}}<input id="{{NAME}}" name="{{NAME}}" type="{{TYPE}}" value="{{VALUE}}" autocomplete="off"{{#DECIMAL}} inputmode="decimal"{{/DECIMAL}}{{#NUMERIC}} inputmode="numeric"{{/NUMERIC}}{{#WRONG}} aria-invalid="true"{{/WRONG}} aria-describedby="{{NAME}}-h {{NAME}}-e">{{/LINE}}
{{#AREA}}<textarea id="{{NAME}}" name="{{NAME}}" rows="{{ROWS}}"{{#WRONG}} aria-invalid="true"{{/WRONG}} aria-describedby="{{NAME}}-h {{NAME}}-e">{{VALUE:pre_escape}}</textarea>{{/AREA}}
{{#SELECT}}<select id="{{NAME}}" name="{{NAME}}"{{#WRONG}} aria-invalid="true"{{/WRONG}} aria-describedby="{{NAME}}-h {{NAME}}-e">{{#OPTION}}<option value="{{OPTION_VALUE}}"{{#SELECTED}} selected{{/SELECTED}}>{{OPTION_LABEL}}</option>{{/OPTION}}</select>{{/SELECT}}
<span class="hint" id="{{NAME}}-h">{{#REQUIRED}}[[Needed.]] {{/REQUIRED}}{{#HINTED}}{{HINT}}{{/HINTED}}</span>
<span class="err" id="{{NAME}}-e">{{#WRONG}}{{MESSAGE}}{{/WRONG}}</span></p>{{/FIELD}}
{{#CHECK}}<div><label class="check"><input type="checkbox" id="{{NAME}}" name="{{NAME}}" value="1"{{#CHECKED}} checked{{/CHECKED}} aria-describedby="{{NAME}}-h">{{LABEL}}</label>
<p class="quiet small" id="{{NAME}}-h">{{#HINTED}}{{HINT}}{{/HINTED}}</p></div>{{/CHECK}}
