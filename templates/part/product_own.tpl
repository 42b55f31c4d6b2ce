{{%AUTOESCAPE context="HTML"}}
      {{#SIZE}}<p class="small own">{{#YOURS}}<span class="pill good">[[Your size]]</span> {{LABEL}}&nbsp;· {{/YOURS}}<button class="link" formaction="{{P}}/account/sizes" name="do" value="keep">[[Remember this size]]</button></p>{{/SIZE}}
      {{#STORE}}<p class="small own" data-own="{{SKU}}"><svg class="i" aria-hidden="true"><use href="#i-shop"/></svg> [[Your store, {{NAME}}:]] {{STOCK}}</p>{{/STORE}}
