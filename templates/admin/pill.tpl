{{%AUTOESCAPE context="HTML"}}
<span class="pill{{#GOOD}} good{{/GOOD}}{{#WARM}} warm{{/WARM}}{{#BLUE}} blue{{/BLUE}}{{#PLAIN}}{{/PLAIN}}{{#NARROW}} hi{{/NARROW}}">{{TEXT}}</span>
