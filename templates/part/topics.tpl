{{%AUTOESCAPE context="HTML"}}
<fieldset id="topic" tabindex="-1"{{#WRONG}} aria-describedby="topic-e"{{/WRONG}}><legend>[[What may we write of?]]</legend>
  {{#TOPIC}}<label class="check"><input type="checkbox" name="topic" value="{{CODE}}"{{#ON}} checked{{/ON}}> {{NAME}}</label>
  {{/TOPIC}}
  {{#WRONG}}<span class="err" id="topic-e">{{MSG}}</span>{{/WRONG}}
</fieldset>
