/* Enhancements of every shop page.  Nothing needs them. */
'use strict';

/* A word at the foot of the page, for a while. */
const shopSay = (function () {
  const said = document.createElement('p');
  said.className = 'toast';
  said.setAttribute('role', 'status');
  let timer;
  return function (text) {
    if (!said.isConnected) document.body.append(said);
    said.textContent = text;
    clearTimeout(timer);
    timer = setTimeout(() => said.remove(), 6000);
  };
})();

/* The account's menu is a row on phones: where one is comes into view. */
(function () {
  const here = document.querySelector('.side li:has([aria-current])');
  if (here) here.parentElement.scrollLeft = here.offsetLeft - here.parentElement.firstElementChild.offsetLeft;
})();

/* Cards and lists add to the cart without leaving the page. */
(function () {
  const form = document.getElementById('add');
  const cart = document.getElementById('cart-link');
  if (!form || !cart || !window.fetch) return;

  function count(n, words) {
    let box = cart.querySelector('.count');
    if (!box) {
      box = document.createElement('b');
      box.className = 'count';
      cart.append(' ', box);
      const unit = document.createElement('span');
      unit.className = 'vh';
      cart.append(unit);
    }
    box.textContent = n;
    cart.lastElementChild.textContent = ' ' + words;
  }

  form.addEventListener('submit', async (event) => {
    const button = event.submitter;
    if (!button || 'go' in button.dataset || !(button.classList.contains('plus') || 'stay' in button.dataset)) return;
    event.preventDefault();
    button.setAttribute('aria-busy', 'true');
    const data = new FormData(form);
    data.append(button.name, button.value);
    try {
      /* a shelf's button says which shelf it is on */
      const answer = await fetch(button.getAttribute('formaction') || form.action, {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body: new URLSearchParams(data),
        credentials: 'same-origin',
      });
      const told = await answer.json();
      if (told.count !== undefined) count(told.count, told.items);
      shopSay(told.message);
    } catch (e) {
      button.classList.remove('plus');
      delete button.dataset.stay;
      form.requestSubmit(button); /* the plain way says what is wrong */
    } finally {
      button.removeAttribute('aria-busy');
    }
  });
})();

/* The question about cookies goes without leaving the page. */
(function () {
  const form = document.getElementById('consent');
  const main = document.getElementById('main');
  if (!form || !window.fetch) return;

  function done(text) {
    form.closest('.consent').remove();
    const said = document.createElement('p');
    said.className = 'toast';
    said.setAttribute('role', 'status');
    document.body.append(said);
    said.textContent = text;
    setTimeout(() => said.remove(), 6000);
    main.tabIndex = -1; /* the button that had the focus is gone */
    main.focus({ preventScroll: true });
  }

  form.addEventListener('submit', async (event) => {
    const button = event.submitter;
    if (!button || form.dataset.plain) return;
    event.preventDefault();
    const data = new FormData(form);
    data.append(button.name, button.value);
    try {
      const answer = await fetch(form.action, {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body: new URLSearchParams(data),
        credentials: 'same-origin',
      });
      if (!answer.ok) throw new Error(answer.status);
      done((await answer.json()).message);
    } catch (e) {
      form.dataset.plain = '1'; /* the plain way says what is wrong */
      form.requestSubmit(button);
    }
  });
})();

/* The list of wishes: a product is put there and taken off without leaving its
   page. */
(function () {
  const form = document.getElementById('buy');
  const button = form && form.querySelector('button[name=list]');
  if (!button || !window.fetch) return;
  const link = form.querySelector('[data-list]');
  const words = { add: button.textContent, remove: button.dataset.on };
  const saved = new Set(Array.from(document.querySelectorAll('#saved button[name=remove]'), (b) => b.value));
  let sku = button.dataset.is;

  function show() {
    button.value = saved.has(sku) ? 'remove' : 'add';
    button.textContent = words[button.value];
    if (link) link.hidden = !saved.size;
  }

  /* js/product.js: another choice; null: there is none like that */
  form.addEventListener('chosen', (event) => {
    button.hidden = !event.detail;
    form.querySelectorAll('[data-tell]').forEach((a) => {
      const kind = event.detail && event.detail.can ? 'price' : 'stock';
      a.hidden = !event.detail || a.dataset.tell !== kind;
      if (event.detail) a.href = a.href.replace(/sku=[^&]*/, 'sku=' + encodeURIComponent(event.detail.sku));
    });
    if (event.detail) sku = event.detail.sku;
    show();
  });

  form.addEventListener('submit', async (event) => {
    if (event.submitter !== button || button.dataset.plain) return;
    event.preventDefault();
    const data = new FormData(form);
    data.append(button.name, button.value);
    try {
      const answer = await fetch(button.formAction, {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body: new URLSearchParams(data),
        credentials: 'same-origin',
      });
      const told = await answer.json();
      if (answer.ok) saved[told.saved ? 'add' : 'delete'](told.sku);
      show();
      shopSay(told.message);
    } catch (e) {
      button.dataset.plain = '1';
      form.requestSubmit(button); /* the plain way says what is wrong */
    }
  });
  show();
})();

/* Pages of the shop are fetched when a finger or pointer is on their link. */
(function () {
  const done = new Set();
  function prefetch(event) {
    const a = event.target.closest && event.target.closest('a[href^="/"]');
    if (!a || done.has(a.href) || a.closest('form')) return;
    if (navigator.connection && navigator.connection.saveData) return;
    if (!/^\/(?:[a-z]{2}\/)?(?:$|c\/|p\/|page\/)/.test(a.pathname)) return;
    done.add(a.href);
    const link = document.createElement('link');
    link.rel = 'prefetch';
    link.href = a.href;
    document.head.append(link);
  }
  document.addEventListener('pointerover', prefetch, { passive: true });
  document.addEventListener('touchstart', prefetch, { passive: true });
})();

/* A summary of errors takes the focus, so that it is read first. */
(function () {
  const errors = document.getElementById('errors');
  if (errors) errors.focus();
})();

/* A password is shown while its button is pressed in, and never sent so:
 * browsers keep only what was hidden. */
(function () {
  for (const field of document.querySelectorAll('input[data-show]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'link';
    button.textContent = field.dataset.show;
    const show = (on) => {
      field.type = on ? 'text' : 'password';
      button.setAttribute('aria-pressed', String(on));
    };
    button.addEventListener('click', () => show(field.type === 'password'));
    field.form.addEventListener('submit', () => show(false));
    show(false);
    field.after(button);
  }
})();

/* Suggestions come with the first use of the search field. */
(function () {
  const form = document.getElementById('find');
  const field = document.getElementById('q');
  if (!form || !field || !form.dataset.script) return;
  function load() {
    const script = document.createElement('script');
    script.src = form.dataset.script;
    document.head.append(script);
  }
  if (document.activeElement === field) load();
  else field.addEventListener('focus', load, { once: true });
})();
