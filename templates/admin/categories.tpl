{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Categories]]</h1><a class="btn" href="/admin/categories/new">[[Add category]]</a></div>
{{#UNDO}}<form class="toast" method="post" action="/admin/categories/{{UNDO_ID}}/restore"><input type="hidden" name="token" value="{{TOKEN}}"><span role="status">{{UNDO_TEXT}}</span> <button class="link">[[Undo]]</button></form>{{/UNDO}}
{{#LIST}}<div class="card sheet">
  <div class="scroll" role="region" aria-label="[[Categories]]" tabindex="0"><table>
    <thead><tr><th scope="col">[[Category]]</th><th scope="col" class="lo">[[Address]]</th><th scope="col" class="r">[[Products]]</th></tr></thead>
    <tbody>{{#ROW}}<tr><th scope="row"><a href="/admin/categories/{{ID}}">{{NAME}}</a></th><td class="lo"><a href="{{PATH}}">{{PATH}}</a></td><td class="r">{{PRODUCTS}}</td></tr>
    {{/ROW}}</tbody>
  </table></div>
</div>
<p class="quiet small">[[Products of the categories below one are counted with it.]]</p>{{/LIST}}
{{#EMPTY}}<section class="card empty"><h2>[[No categories yet]]</h2><p>[[Customers find products by them: start with two or three, like “Table” and “Kitchen”.]]</p></section>{{/EMPTY}}
