{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
{{#STOCK_GONE}}<p>[[You asked us to tell you when this can be had again. We do not sell it any more, so it will not come back:]]</p>{{/STOCK_GONE}}
{{#CHEAPER_GONE}}<p>[[You asked us to tell you when this costs less. We do not sell it any more:]]</p>{{/CHEAPER_GONE}}
{{#STOCK_OLD}}<p>[[You asked us long ago to tell you when this can be had again. It has not come back so far, and we do not keep your address for ever:]]</p>{{/STOCK_OLD}}
{{#CHEAPER_OLD}}<p>[[You asked us long ago to tell you when this costs less. It has not so far, and we do not keep your address for ever:]]</p>{{/CHEAPER_OLD}}
<p><b>{{NAME}}</b>{{#OPTIONS}}<br>{{TEXT}}{{/OPTIONS}}</p>
{{#AGAIN}}<p><a href="{{LINK}}">[[If you still want it, ask again on its page]]</a></p>{{/AGAIN}}
<p class="quiet">[[This is the last mail about it.]]</p>
{{>FOOT}}
