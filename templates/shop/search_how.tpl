{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>[[How results are ordered]]</h1></div>
  <div class="text prose">
  <p>[[Nobody pays for a place. Everyone who searches for the same words sees the same order, except who has theirs ordered “For you”.]]</p>
  <h2>[[What counts, the weightiest first]]</h2>
  <ol>
    <li>[[A product number or bar code that was typed exactly.]]</li>
    <li>[[Where your words stand: in the name; then in the brand, category, colour, size, material and product numbers; then in the description.]]</li>
    <li>[[Names that say just what you typed.]]</li>
    <li>[[What can be bought now comes before what is sold out.]]</li>
    <li>[[What customers have bought most; among equals, the newest.]]</li>
  </ol>
  <h2>[[How words are understood]]</h2>
  <p>[[All forms of a word are the same word, and parts of compounds count. Words that mean the same are searched together. When nothing matches, one or two wrong letters are mended, and the page says so. When that does not help either, products that match most of the words are shown.]]</p>
  <p>[[Of a search that matches very many products equally well only the most bought are shown; a further word narrows them down.]]</p>
  <h2 id="you">[[For you]]</h2>
  <p>[[When you have an account, or accepted that we remember what you look at, categories, brands and search results can stand in an order for you. It begins with the order that everyone sees; what suits you moves up a little, by at most 12 places. Exact matches stay first, only results that match your words equally well change places, and what is sold out stays last. Prices are the same for everyone.]]</p>
  <p>[[What counts, the weightiest first: what customers bought who also bought what you have bought or looked at; the brand, category and properties of what you chose last; your interests, if you told us. What you are not interested in does not move up.]]</p>
  <p>[[The menu above the products switches between “For you” and the shop’s order.]] <a href="{{P}}/account/profile">[[What the shop knows]]</a> [[shows what it is made from; you can remove things there, keep the shop’s order, or switch suggestions off.]]</p>
  <h2>[[Categories]]</h2>
  <p>[[Categories are ordered by what customers have bought most unless you choose another order. What we count of searches are the words and how often they were searched, never by whom.]]</p>
  </div>
</div>
