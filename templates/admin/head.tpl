{{%AUTOESCAPE context="HTML"}}
<!doctype html>
<html lang="{{LANG}}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="robots" content="noindex">
  <link rel="icon" href="{{ICON}}" type="image/svg+xml">
  <title>{{TITLE}} · {{SHOP}} [[admin]]</title>
  <link rel="stylesheet" href="{{STYLE}}">
  <script src="{{SCRIPT}}" defer></script>
</head>
<body>
<svg class="sprite" width="0" height="0" aria-hidden="true">
  <symbol id="i-cove" viewBox="0 0 24 24"><path d="M3 13c2.5-5 6-7.5 9-7.5s6.5 2.5 9 7.5M3 17.5c1.8 0 1.8-1.2 3.6-1.2s1.8 1.2 3.6 1.2 1.8-1.2 3.6-1.2 1.8 1.2 3.6 1.2 1.8-1.2 3.6-1.2"/></symbol>
  <symbol id="i-more" viewBox="0 0 24 24"><circle cx="6" cy="12" r=".8"/><circle cx="12" cy="12" r=".8"/><circle cx="18" cy="12" r=".8"/></symbol>
  <symbol id="i-arrow" viewBox="0 0 24 24"><path d="m9 6 6 6-6 6"/></symbol>
  <symbol id="i-search" viewBox="0 0 24 24"><circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/></symbol>
  <symbol id="i-home" viewBox="0 0 24 24"><path d="M4 11.5 12 5l8 6.5V20h-5.5v-5h-5v5H4z"/></symbol>
  <symbol id="i-bag" viewBox="0 0 24 24"><path d="M5 8h14l-1.2 11.5H6.2z"/><path d="M9 10.5V7a3 3 0 0 1 6 0v3.5"/></symbol>
  <symbol id="i-box" viewBox="0 0 24 24"><path d="m4 8 8-4 8 4v8.5l-8 4-8-4zM4 8l8 4 8-4M12 12v8.5"/></symbol>
  <symbol id="i-people" viewBox="0 0 24 24"><circle cx="9" cy="9" r="3"/><path d="M3.5 19c.6-3 2.7-4.8 5.5-4.8s4.9 1.8 5.5 4.8M15.5 6.3a3 3 0 0 1 0 5.4M17 14.6c2 .6 3.2 2.2 3.6 4.4"/></symbol>
  <symbol id="i-gear" viewBox="0 0 24 24"><path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/></symbol>
  <symbol id="i-tree" viewBox="0 0 24 24"><path d="M4 5h7v5H4zM13 14h7v5h-7zM7.5 10v6.5H13"/></symbol>
  <symbol id="i-stamp" viewBox="0 0 24 24"><circle cx="12" cy="9.5" r="5"/><path d="m8.5 13.5-1.5 7 5-2.5 5 2.5-1.5-7"/></symbol>
  <symbol id="i-rows" viewBox="0 0 24 24"><path d="M4 6.5h4M11 6.5h9M4 12h4M11 12h9M4 17.5h4M11 17.5h9"/></symbol>
  <symbol id="i-rule" viewBox="0 0 24 24"><path d="M3.5 15.5 15.5 3.5l5 5-12 12zM7 12l2 2M10 9l2 2M13 6l2 2"/></symbol>
  <symbol id="i-swap" viewBox="0 0 24 24"><path d="M7 20V5M3.5 8.5 7 5l3.5 3.5M17 4v15M13.5 15.5 17 19l3.5-3.5"/></symbol>
  <symbol id="i-same" viewBox="0 0 24 24"><path d="M4 9.5c2.5-3.5 5.5-3.5 8-1s5.5 2.5 8-1M4 16.5c2.5-3.5 5.5-3.5 8-1s5.5 2.5 8-1"/></symbol>
  <symbol id="i-turn" viewBox="0 0 24 24"><path d="M5 19v-6a4 4 0 0 1 4-4h10M15 5l4 4-4 4"/></symbol>
  <symbol id="i-rate" viewBox="0 0 24 24"><path d="M6 18 18 6"/><circle cx="7.5" cy="7.5" r="2.5"/><circle cx="16.5" cy="16.5" r="2.5"/></symbol>
  <symbol id="i-star" viewBox="0 0 24 24"><path d="m12 4 2.400 5.300 5.600.600-4.200 3.800 1.200 5.700-5-2.900-5 2.900 1.200-5.700L4 9.900l5.600-.600z"/></symbol>
  <symbol id="i-ask" viewBox="0 0 24 24"><path d="M4 5h16v11h-9l-4 4v-4H4zM10 9a2 2 0 1 1 2 2.200v.800M12 14v.200"/></symbol>
  <symbol id="i-gift" viewBox="0 0 24 24"><path d="M4 11h16v9H4zM3 7.5h18V11H3zM12 7.5V20M12 7.5C10 3 5.5 4 7.5 7.5M12 7.5c2-4.500 6.500-3.500 4.500 0"/></symbol>
  <symbol id="i-chart" viewBox="0 0 24 24"><path d="M4 20h16M7 16v-5M12 16V6M17 16v-8"/></symbol>
  <symbol id="i-clock" viewBox="0 0 24 24"><circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/></symbol>
  <symbol id="i-text" viewBox="0 0 24 24"><path d="M5 6h14M5 11h14M5 16h8"/></symbol>
  <symbol id="i-picture" viewBox="0 0 24 24"><path d="M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4"/><circle cx="15.5" cy="9" r="1.2"/></symbol>
  <symbol id="i-back" viewBox="0 0 24 24"><path d="M5 9h10a4.5 4.5 0 0 1 0 9H9M5 9l4-4M5 9l4 4"/></symbol>
  <symbol id="i-bank" viewBox="0 0 24 24"><path d="M4 9.5 12 5l8 4.5zM6 10v7M10 10v7M14 10v7M18 10v7M4 19.5h16"/></symbol>
  <symbol id="i-book" viewBox="0 0 24 24"><path d="M5 5h5c1.2 0 2 .8 2 2v12c0-1-.8-1.8-2-1.8H5zM19 5h-5c-1.2 0-2 .8-2 2v12c0-1 .8-1.8 2-1.8h5z"/></symbol>
  <symbol id="i-mail" viewBox="0 0 24 24"><path d="M4 6.5h16v11H4zM4 7l8 6 8-6"/></symbol>
  <symbol id="i-door" viewBox="0 0 24 24"><path d="M10 4H5v16h5M10 12h10M16 8l4 4-4 4"/></symbol>
</svg>
<p class="skip"><a href="#main">[[Skip to content]]</a></p>
<nav class="nav" aria-label="[[Admin]]">
  <a class="brand" href="/"><svg class="i" aria-hidden="true"><use href="#i-cove"/></svg>{{SHOP}}</a>
  <ul>
    {{#FIRST}}<li><a href="{{HREF}}"{{#HERE}} aria-current="page"{{/HERE}}><svg class="i" aria-hidden="true"><use href="#i-{{SIGN}}"/></svg><span>{{TEXT}}</span></a></li>
    {{/FIRST}}<li>
      <details class="more">
        <summary><svg class="i" aria-hidden="true"><use href="#i-more"/></svg><span>[[More]]</span></summary>
        <ul>
        {{#GROUP}}<li class="part"><details name="menu"{{#GROUP_OPEN}} open{{/GROUP_OPEN}}><summary>{{GROUP_TEXT}}</summary><ul>
          {{#ENTRY}}<li><a href="{{HREF}}"{{#HERE}} aria-current="page"{{/HERE}}><svg class="i" aria-hidden="true"><use href="#i-{{SIGN}}"/></svg>{{TEXT}}</a></li>
          {{/ENTRY}}</ul></details></li>
        {{/GROUP}}<li><form method="post" action="/admin/logout"><input type="hidden" name="token" value="{{TOKEN}}"><button><svg class="i" aria-hidden="true"><use href="#i-door"/></svg>[[Log out]]</button></form></li>
        </ul>
      </details>
    </li>
  </ul>
  <div class="who"><p><b>{{WHO}}</b><br><span class="quiet">{{EMAIL}}</span></p><p class="quiet"><a href="/admin/keys"><kbd>?</kbd> [[shortcuts]]</a></p></div>
</nav>
<main class="page" id="main">
{{#BACK}}<a class="back" href="{{BACK_HREF}}">‹ {{BACK_TEXT}}</a>{{/BACK}}
{{#FLASH}}<div class="toast"><span role="status">{{FLASH_TEXT}}</span></div>{{/FLASH}}
