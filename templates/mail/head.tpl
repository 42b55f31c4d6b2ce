{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="{{LANG}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{TITLE}}</title>
<style>
body { margin: 0; padding: 24px 16px; background: #f6f4ef; color: #222224; font: 16px/1.5 -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
.box { max-width: 600px; margin: 0 auto; padding: 24px; background: #ffffff; }
.shop { margin: 0 0 24px; font-family: Georgia, "Times New Roman", serif; font-size: 20px; font-weight: bold; }
h1 { margin: 0 0 16px; font: bold 26px/1.2 Georgia, "Times New Roman", serif; }
h2 { margin: 32px 0 8px; font: bold 18px/1.3 Georgia, "Times New Roman", serif; }
a { color: #1f4552; }
table { width: 100%; border-collapse: collapse; }
td { padding: 8px 0; border-bottom: 1px solid #ddd8ce; vertical-align: top; text-align: left; }
td + td { padding-left: 16px; text-align: right; white-space: nowrap; }
.all td { font-weight: bold; }
.quiet { color: #5b5954; font-size: 14px; }
.foot { max-width: 600px; margin: 16px auto 0; color: #5b5954; font-size: 14px; }
</style>
</head>
<body>
<div class="box">
<p class="shop">{{SHOP}}</p>
<h1>{{TITLE}}</h1>
