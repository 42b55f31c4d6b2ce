{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="{{LANG}}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="robots" content="noindex">
  <link rel="icon" href="{{ICON}}" type="image/svg+xml">
  <title>[[Log in]] · {{SHOP}} [[admin]]</title>
  <link rel="stylesheet" href="{{STYLE}}">
</head>
<body class="door">
<main class="page" id="main">
  <h1>{{SHOP}}</h1>
  <form class="card" method="post" action="/admin/login">
    <h2>[[Log in to the admin]]</h2>
    <input type="hidden" name="token" value="{{TOKEN}}">
    <input type="hidden" name="next" value="{{NEXT}}">
    {{#FLASH}}<div class="toast"><span role="status">{{FLASH_TEXT}}</span></div>{{/FLASH}}
    {{#PROBLEM}}<div class="errors" role="alert"><p><b>{{MESSAGE}}</b></p></div>{{/PROBLEM}}
    <div class="fields">
      <p class="field"><label for="email">[[Email]]</label><input id="email" name="email" type="email" value="{{EMAIL}}" autocomplete="username" required{{#FRESH}} autofocus{{/FRESH}}></p>
      <p class="field"><label for="password">[[Password]]</label><input id="password" name="password" type="password" autocomplete="current-password" required{{#AGAIN}} autofocus aria-invalid="true"{{/AGAIN}}></p>
      <p><button class="btn">[[Log in]]</button></p>
      <p class="quiet small">[[Forgotten it? Whoever looks after the server sets a new one with “puoti user password”.]]</p>
    </div>
  </form>
  <p class="small"><a class="link" href="/">[[To the shop]]</a></p>
</main>
</body>
</html>
