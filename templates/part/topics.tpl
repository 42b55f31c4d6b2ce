{{%AUTOESCAPE context="HTML"}}
<fieldset id="topic" tabindex="-1"><legend>[[What may we write of?]]</legend>
  {{#TOPIC}}<label class="check"><input type="checkbox" name="topic" value="{{CODE}}"{{#ON}} checked{{/ON}}> {{NAME}}</label>
  {{/TOPIC}}
</fieldset>
