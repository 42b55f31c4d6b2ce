{{%AUTOESCAPE context="HTML"}}
{{#TILE}}<label><input type="checkbox" name="like" value="{{KEY}}"><span class="pic">{{>PICTURE}}</span><span>{{NAME}}</span></label>
{{/TILE}}
