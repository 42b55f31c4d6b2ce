{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="{{LANG}}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="robots" content="noindex">
  <link rel="icon" href="{{ICON}}" type="image/svg+xml">
  <title>[[Packing slips]] · {{SHOP}} [[admin]]</title>
  <link rel="stylesheet" href="{{STYLE}}">
  <script src="{{SCRIPT}}" defer></script>
</head>
<body class="door slips">
<main class="page" id="main">
  <div class="headline bar"><h1>[[Packing slips]]</h1><span><button class="btn" type="button" data-print hidden>[[Print]]</button> <a class="btn ghost" href="/admin/orders">[[Orders]]</a></span></div>
  {{#NONE}}<p class="card">[[None of these orders could be found.]]</p>{{/NONE}}
  {{#SLIP}}<article class="card slip" aria-label="[[Order {{NUMBER}}]]">
    <header><div><b>{{SHOP}}</b><br>{{SHOP_STREET}}<br>{{SHOP_POSTAL}} {{SHOP_CITY}}</div><div class="r"><h2>[[Order {{NUMBER}}]]</h2>{{PLACED}}<br>{{DELIVERY}}</div></header>
    <address class="post">{{CUSTOMER}}{{#STREET}}<br>{{STREET_TEXT}}{{/STREET}}{{#CITY}}<br>{{POSTAL}} {{CITY_TEXT}}{{/CITY}}<br>{{COUNTRY}}{{#PHONE}}<br>{{PHONE_TEXT}}{{/PHONE}}</address>
    <table>
      <thead><tr><th scope="col">[[Packed]]</th><th scope="col" class="r">[[Quantity]]</th><th scope="col">[[Product]]</th><th scope="col">[[SKU]]</th></tr></thead>
      <tbody>{{#LINE}}<tr><td><span class="tickbox" aria-hidden="true"></span></td><td class="r"><b>{{QTY}}</b></td><th scope="row">{{NAME}}{{#OPTIONS}}, {{OPTIONS_TEXT}}{{/OPTIONS}}</th><td>{{SKU}}</td></tr>
      {{#PART}}<tr><td><span class="tickbox" aria-hidden="true"></span></td><td class="r">{{PART_QTY}}</td><td>[[of it:]] {{PART_NAME}}{{#PART_OPTIONS}}, {{PART_TEXT}}{{/PART_OPTIONS}}</td><td>{{PART_SKU}}</td></tr>
      {{/PART}}{{/LINE}}</tbody>
    </table>
    {{#MESSAGE}}<p><b>[[Message of the customer]]:</b> {{MESSAGE_TEXT}}</p>{{/MESSAGE}}
  </article>{{/SLIP}}
</main>
</body>
</html>
