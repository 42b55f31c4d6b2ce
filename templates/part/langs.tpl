{{%AUTOESCAPE context="HTML"}}
      {{#SMALL}}<nav aria-label="[[Service]]"><ul>{{#LINK}}<li><a href="{{P}}{{PATH}}">{{NAME}}</a></li>{{/LINK}}<li><a href="{{P}}/withdraw">[[Withdraw from contract here]]</a></li><li><a href="{{P}}/privacy/cookies">[[Cookie choices]]</a></li></ul></nav>{{/SMALL}}
      <nav aria-label="[[Language]]"><ul>{{#LANGUAGE}}<li><a href="{{PATH}}" lang="{{CODE}}" hreflang="{{CODE}}"{{#ON}} aria-current="true"{{/ON}}>{{NAME}}</a></li>{{/LANGUAGE}}</ul></nav>
    </div>
    {{#DEMO}}<p class="small quiet demo">[[This is a demonstration shop: nothing is sold or sent.]]</p>{{/DEMO}}
  </div>
</footer>
