{{%AUTOESCAPE context="HTML"}}
      {{#SIZE}}<p class="small own">{{#YOURS}}<span class="pill good">[[Your size: {{VALUE}}]]</span> {{/YOURS}}<button class="link" formaction="{{P}}/account/sizes" name="do" value="keep">[[Remember this size]]</button></p>{{/SIZE}}
      {{#STORE}}<ul class="ship own" data-own="{{SKU}}"><li><svg class="i" aria-hidden="true"><use href="#i-shop"/></svg><p>[[Your store, {{NAME}}:]] {{STOCK}}</p></li></ul>{{/STORE}}
