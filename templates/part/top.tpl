{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="{{LANG}}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="icon" href="{{ICON}}" type="image/svg+xml">
  <title>{{TITLE}}</title>
  {{#DESCRIBED}}<meta name="description" content="{{DESCRIPTION}}">{{/DESCRIBED}}
  {{#NOINDEX}}<meta name="robots" content="noindex">{{/NOINDEX}}
  {{#CANONICAL}}<link rel="canonical" href="{{URL}}">{{/CANONICAL}}
  {{#ALTERNATE}}<link rel="alternate" hreflang="{{CODE}}" href="{{URL}}">{{/ALTERNATE}}
  {{#DEFAULT}}<link rel="alternate" hreflang="x-default" href="{{URL}}">{{/DEFAULT}}
  {{#SHARED}}<meta property="og:type" content="{{KIND}}">
  <meta property="og:site_name" content="{{SITE}}">
  <meta property="og:locale" content="{{LOCALE}}">
  <meta property="og:title" content="{{TITLE}}">
  <meta property="og:url" content="{{URL}}">
  {{#ABOUT}}<meta property="og:description" content="{{TEXT}}">{{/ABOUT}}
  {{#IMAGE}}<meta property="og:image" content="{{SRC}}">
  <meta property="og:image:width" content="{{WIDTH}}">
  <meta property="og:image:height" content="{{HEIGHT}}">
  <meta property="og:image:alt" content="{{ALT}}">
  <meta name="twitter:card" content="summary_large_image">{{/IMAGE}}{{/SHARED}}
  <link rel="stylesheet" href="{{CSS}}">
  <script src="{{JS}}" defer></script>
  {{#SCRIPT}}<script src="{{URL}}" defer></script>
  {{/SCRIPT}}
  {{#DATA}}<script type="application/ld+json">{{JSON:none}}</script>
  {{/DATA}}
</head>
{{#FULL}}<body>{{/FULL}}
{{#PLAIN}}<body class="secure">{{/PLAIN}}
