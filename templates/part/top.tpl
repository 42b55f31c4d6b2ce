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
  <link rel="stylesheet" href="{{CSS}}">
  <script src="{{JS}}" defer></script>
  {{#SCRIPT}}<script src="{{URL}}" defer></script>{{/SCRIPT}}
</head>
{{#FULL}}<body>{{/FULL}}
{{#PLAIN}}<body class="secure">{{/PLAIN}}
