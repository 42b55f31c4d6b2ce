{{%AUTOESCAPE context="HTML"}}
<svg class="sprite" width="0" height="0" aria-hidden="true">
  <symbol id="i-menu" viewBox="0 0 24 24"><path d="M4 7h16M4 12h16M4 17h16"/></symbol>
  <symbol id="i-search" viewBox="0 0 24 24"><circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/></symbol>
  <symbol id="i-user" viewBox="0 0 24 24"><circle cx="12" cy="8.5" r="3.75"/><path d="M4.5 20c1-4 4-6 7.5-6s6.5 2 7.5 6"/></symbol>
  <symbol id="i-cart" viewBox="0 0 24 24"><path d="M5 8h14l-1.2 11.5H6.2z"/><path d="M9 10.5V7a3 3 0 0 1 6 0v3.5"/></symbol>
  <symbol id="i-cove" viewBox="0 0 24 24"><path d="M3 13c2.5-5 6-7.5 9-7.5s6.5 2.5 9 7.5M3 17.5c1.8 0 1.8-1.2 3.6-1.2s1.8 1.2 3.6 1.2 1.8-1.2 3.6-1.2 1.8 1.2 3.6 1.2 1.8-1.2 3.6-1.2"/></symbol>
  <symbol id="i-plus" viewBox="0 0 24 24"><path d="M12 5v14M5 12h14"/></symbol>
  <symbol id="i-truck" viewBox="0 0 24 24"><path d="M3 6.5h11v10H3zM14 10h4l3 3.5v3h-7z"/><circle cx="7.5" cy="17.5" r="1.75"/><circle cx="17" cy="17.5" r="1.75"/></symbol>
  <symbol id="i-back" viewBox="0 0 24 24"><path d="M4 9h10a5 5 0 0 1 0 10h-3M8 5 4 9l4 4"/></symbol>
  <symbol id="i-phone" viewBox="0 0 24 24"><path d="M6 3.5h3l1.5 4.5-2 1.5a11 11 0 0 0 6 6l1.5-2 4.5 1.5v3c0 1.4-1 2-2 2C11 20 4 13 4 5.5c0-1 .6-2 2-2z"/></symbol>
  <symbol id="i-check" viewBox="0 0 24 24"><path d="m5 12.5 4.5 4.5L19 7.5"/></symbol>
  <symbol id="i-shop" viewBox="0 0 24 24"><path d="M4 10 5.5 5h13L20 10M5 10v9h14v-9M4 10h16M10 19v-5h4v5"/></symbol>
  <symbol id="i-lock" viewBox="0 0 24 24"><path d="M6 11h12v8.5H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"/></symbol>
  <symbol id="i-x" viewBox="0 0 24 24"><path d="m6 6 12 12M18 6 6 18"/></symbol>
  <symbol id="i-dot" viewBox="0 0 20 20"><circle cx="10" cy="10" r="9" stroke="#857d72"/></symbol>
</svg>
