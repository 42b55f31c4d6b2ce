{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
{{#STOCK}}<p>[[You asked us to tell you when this can be had again:]]</p>{{/STOCK}}
{{#CHEAPER}}<p>[[You asked us to tell you when this costs less than {{WAS}}:]]</p>{{/CHEAPER}}
<p><a href="{{LINK}}"><b>{{NAME}}</b></a>{{#OPTIONS}}<br>{{TEXT}}{{/OPTIONS}}<br><b>{{PRICE}}</b>{{#REDUCED}}<br>[[Lowest price in the 30 days before the sale: {{PRIOR}}]]{{/REDUCED}}</p>
{{#FEW}}<p>[[There are few, and others wait for it too: nothing is put aside.]]</p>{{/FEW}}
{{#GONE}}<p>[[It has gone again meanwhile. You can ask on its page to be told the next time.]]</p>{{/GONE}}
<p><a href="{{LINK}}">[[See it in the shop]]</a></p>
<p class="quiet">[[This is the only mail about it.]] <a href="{{END}}">[[No more mails like this]]</a></p>
{{>FOOT}}
