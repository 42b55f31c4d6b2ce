{{%AUTOESCAPE context="HTML"}}
<div class="headline"><h1>[[Shortcuts]]</h1></div>
<section class="card sheet" aria-labelledby="k1">
  <header><h2 id="k1">[[Keys that work on every page]]</h2></header>
  <table>
    <thead><tr><th scope="col">[[Key]]</th><th scope="col">[[What it does]]</th></tr></thead>
    <tbody>
      <tr><th scope="row"><kbd>?</kbd></th><td>[[This list]]</td></tr>
      <tr><th scope="row"><kbd>/</kbd></th><td>[[To the search field of the page]]</td></tr>
      <tr><th scope="row"><kbd>n</kbd></th><td>[[Add a row, on pages that list things]]</td></tr>
      <tr><th scope="row"><kbd>g</kbd> <kbd>h</kbd></th><td>[[Overview]]</td></tr>
      <tr><th scope="row"><kbd>g</kbd> <kbd>o</kbd></th><td>[[Orders]]</td></tr>
      <tr><th scope="row"><kbd>g</kbd> <kbd>p</kbd></th><td>[[Products]]</td></tr>
      <tr><th scope="row"><kbd>g</kbd> <kbd>c</kbd></th><td>[[Customers]]</td></tr>
      <tr><th scope="row"><kbd>g</kbd> <kbd>s</kbd></th><td>[[Settings]]</td></tr>
      <tr><th scope="row"><kbd>[[Ctrl]]</kbd> <kbd>s</kbd></th><td>[[Save the form]]</td></tr>
    </tbody>
  </table>
</section>
