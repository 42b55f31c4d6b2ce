{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Try delivery]]</h1></div>
<p class="quiet">[[What a customer would be offered now for such a parcel.]]</p>
<section class="card" aria-label="[[Parcel]]">
  <form method="get" action="/admin/delivery-try">
    <div class="fields three">
      <div class="field"><label for="country">[[Country]]</label><input class="short" type="text" id="country" name="country" value="{{COUNTRY}}" maxlength="2"></div>
      <div class="field"><label for="postal">[[Postal code]]</label><input type="text" id="postal" name="postal" value="{{POSTAL}}" maxlength="12"></div>
      <div class="field"><label for="value">[[Value of the goods]]</label><input type="text" inputmode="decimal" id="value" name="value" value="{{VALUE}}"></div>
      <div class="field"><label for="weight">[[Weight in grams]]</label><input type="text" inputmode="numeric" id="weight" name="weight" value="{{WEIGHT}}"></div>
      <div class="field"><label for="units">[[Things in it]]</label><input type="text" inputmode="numeric" id="units" name="units" value="{{UNITS}}"></div>
    </div>
    <p><button class="btn">[[Show offers]]</button></p>
  </form>
</section>
{{#NOWHERE}}<section class="card empty"><h2>[[Nothing is offered there]]</h2><p>[[No zone holds that place, or no method takes such a parcel.]]</p></section>{{/NOWHERE}}
{{#OFFERS}}<section class="card sheet" aria-labelledby="offers-h"><header><h2 id="offers-h">[[What is offered]]</h2></header>
  <div class="scroll" role="group" aria-labelledby="offers-h" tabindex="0"><table>
    <thead><tr><th scope="col">[[Name]]</th><th scope="col">[[Kind]]</th><th scope="col" class="r">[[Parcels]]</th><th scope="col" class="r">[[Price]]</th><th scope="col">[[Promised]]</th></tr></thead>
    <tbody>{{#OFFER}}<tr><th scope="row">{{LABEL}}</th><td>{{KIND}}</td><td class="r">{{PARCELS}}</td><td class="r">{{COST}}{{#UNTIL_FREE}}<div class="quiet small">[[free when {{MISSING}} more]]</div>{{/UNTIL_FREE}}</td><td>{{DAYS}}</td></tr>
    {{/OFFER}}</tbody></table></div></section>{{/OFFERS}}
