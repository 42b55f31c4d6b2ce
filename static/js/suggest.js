/* Suggestions below the search field: words, categories, products.  Fetched
 * when the field is first used; the form works without. */
'use strict';

(function () {
  const form = document.getElementById('find');
  const field = document.getElementById('q');
  const from = form && form.dataset.suggest;
  if (!from || !field || !window.fetch) return;

  const list = document.createElement('div');
  list.id = 'suggestions';
  list.className = 'suggest';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', form.dataset.label);
  list.hidden = true;
  const said = document.createElement('p');
  said.className = 'vh';
  said.setAttribute('role', 'status');
  form.append(list, said);
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', list.id);

  const known = new Map();
  let at = -1;
  let asked = '';
  let timer;
  let call;

  const options = () => list.children;

  function mark(i) {
    if (at >= 0 && options()[at]) options()[at].setAttribute('aria-selected', 'false');
    at = i;
    const on = options()[at];
    if (!on) {
      field.removeAttribute('aria-activedescendant');
      return;
    }
    on.setAttribute('aria-selected', 'true');
    on.scrollIntoView({ block: 'nearest' });
    field.setAttribute('aria-activedescendant', on.id);
  }

  function close() {
    clearTimeout(timer);
    if (call) call.abort();
    mark(-1);
    list.hidden = true;
    said.textContent = '';
  }

  function part(tag, name, text) {
    const e = document.createElement(tag);
    if (name) e.className = name;
    if (text) e.textContent = text;
    return e;
  }

  function option(kind, item) {
    const a = part('a', kind);
    a.id = 'suggestion-' + options().length;
    a.href = item.url;
    a.tabIndex = -1;
    a.setAttribute('role', 'option');
    a.setAttribute('aria-selected', 'false');
    if (kind === 'thing') {
      const img = part(item.image ? 'img' : 'span');
      if (item.image) {
        img.src = item.image;
        img.alt = '';
        img.width = 48;
        img.height = 48;
      }
      a.append(img);
    }
    a.append(part('span', 'name', item.name));
    if (item.price) a.append(part('span', 'price', item.price));
    list.append(a);
  }

  function show(told) {
    at = -1;
    field.removeAttribute('aria-activedescendant');
    list.replaceChildren();
    for (const w of told.words || []) option('word', w);
    for (const c of told.categories || []) option('shelf', c);
    for (const p of told.products || []) option('thing', p);
    if (!options().length) {
      close();
      return;
    }
    option('all', { name: told.all, url: form.action + '?q=' + encodeURIComponent(field.value.trim()) });
    list.hidden = false;
    said.textContent = told.said;
  }

  async function ask() {
    const text = field.value.trim();
    if (text.length < 2) {
      asked = text;
      close();
      return;
    }
    if (text === asked && !list.hidden) return;
    asked = text;
    if (known.has(text)) {
      show(known.get(text));
      return;
    }
    if (call) call.abort();
    call = new AbortController();
    try {
      const answer = await fetch(from + '?q=' + encodeURIComponent(text), {
        headers: { Accept: 'application/json' },
        credentials: 'same-origin',
        signal: call.signal,
      });
      if (!answer.ok) return;
      const told = await answer.json();
      if (known.size > 50) known.clear();
      known.set(text, told);
      if (field.value.trim() === text && document.activeElement === field) show(told);
    } catch (e) {
      /* typed on, or no network: the button works all the same */
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  }

  field.addEventListener('input', later);
  field.addEventListener('focus', later);
  field.addEventListener('keydown', (event) => {
    const n = options().length;
    if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !event.isComposing) {
      event.preventDefault();
      if (list.hidden) {
        asked = '';
        ask();
      } else {
        /* the field itself is one of the stops */
        const step = event.key === 'ArrowDown' ? 1 : -1;
        mark((at + 1 + step + n + 1) % (n + 1) - 1);
      }
    } else if (event.key === 'Enter' && at >= 0 && !list.hidden) {
      event.preventDefault();
      location.assign(options()[at].href);
    }
  });
  list.addEventListener('pointerdown', (event) => event.preventDefault()); /* keep the focus */
  form.addEventListener('focusout', (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
  form.addEventListener('submit', close);
  document.addEventListener('pointerdown', (event) => {
    if (!form.contains(event.target)) close();
  });
  if (document.activeElement === field && field.value) later();
})();
