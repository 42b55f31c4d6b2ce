{{%AUTOESCAPE context="HTML"}}
      <section class="block" aria-labelledby="sizes">
        <h2 id="sizes">[[Sizes]]</h2>
        {{#SIZES}}<p>[[Chosen first wherever something comes in them.]]</p>
        <ul class="known">{{#SIZE}}
          <li><p>{{LABEL}}</p><form method="post" action="{{P}}/account/sizes"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="back" value="{{BACK}}"><input type="hidden" name="option" value="{{OPTION}}"><input type="hidden" name="value" value="{{VALUE}}"><button class="link" name="do" value="remove">[[Remove]]<span class="vh"> {{LABEL}}</span></button></form></li>{{/SIZE}}
        </ul>{{/SIZES}}
        {{#NO_SIZES}}<p class="quiet">[[None yet. “Remember this size” is beside the sizes of a product.]]</p>{{/NO_SIZES}}
      </section>
      {{#STORES}}<section class="block" aria-labelledby="store">
        <h2 id="store">[[Where you fetch your orders]]</h2>
        <form class="form narrow" method="post" action="{{P}}/account/store"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="back" value="{{BACK}}">
          <p class="field"><label for="location">[[Store]]</label><select id="location" name="location"><option value="0">[[No store in particular]]</option>{{#STORE}}<option value="{{ID}}"{{#ON}} selected{{/ON}}>{{NAME}}</option>{{/STORE}}</select></p>
          <p><button class="btn ghost">[[Save the store]]</button></p>
        </form>
      </section>{{/STORES}}
