/* Shows a chosen variant's price, stock and picture without a round trip. */
'use strict';

(function () {
  const source = document.getElementById('variants');
  const form = document.getElementById('buy');
  if (!source || !form) return;
  const all = JSON.parse(source.textContent);
  if (!all.variants || all.variants.length < 2) return;

  const price = document.getElementById('price');
  const skus = document.querySelectorAll('[data-sku]');
  const per = document.getElementById('per');
  const stock = document.querySelector('#stock b');
  const note = document.querySelector('#stock [data-note]');
  const when = document.querySelector('#stock [data-when]');
  const pickup = document.querySelector('#stock [data-pickup]');
  const gallery = document.querySelector('.gallery');
  const qty = document.getElementById('qty');
  const own = form.querySelector('[data-own]');
  const show = form.querySelector('.show');
  if (show) show.hidden = true; /* its work is done here */

  function chosen() {
    return all.options.map((code) => {
      const on = form.querySelector('input[name="o-' + code + '"]:checked');
      return on ? on.value : '';
    });
  }

  function find(choice) {
    return all.variants.find((v) => v.choice.join('/') === choice.join('/'));
  }

  /* Each value says whether it can be had with the others as they are. */
  function mark(choice) {
    all.options.forEach((code, i) => {
      form.querySelectorAll('input[name="o-' + code + '"]').forEach((input) => {
        const v = find(choice.map((c, k) => (k === i ? input.value : c)));
        input.closest('.opt').classList.toggle('out', !v || !v.can);
        const why = input.closest('.opt').querySelector('small');
        if (why) why.hidden = !!(v && v.can);
      });
    });
  }

  function picture(sha) {
    const found = sha && gallery && gallery.querySelector('img[src*="' + sha + '"]');
    if (!found) return;
    const img = found.closest('a') || found;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    gallery.scrollTo({ left: img.offsetLeft - gallery.offsetLeft, behavior: calm ? 'auto' : 'smooth' });
    if (gallery.firstElementChild !== img && getComputedStyle(gallery).overflowX !== 'auto') gallery.prepend(img);
  }

  function prior(v) {
    const line = form.querySelector('.prior');
    const off = form.querySelector('.off');
    if (line) {
      line.hidden = !v.prior;
      line.textContent = v.prior ? all.lowest.replace('%s', v.prior) : '';
    }
    if (off) {
      off.hidden = !v.off;
      off.textContent = v.off ? '−' + v.off + '\u00a0%' : '';
    }
    price.classList.toggle('sale', !!v.prior);
  }

  function update(move) {
    const choice = chosen();
    const v = find(choice);
    mark(choice);
    if (own) own.hidden = !v || v.sku !== own.dataset.own; /* it speaks of the one that was shown */
    form.dispatchEvent(new CustomEvent('chosen', { detail: v || null }));
    if (!v) {
      if (stock) stock.textContent = all.none;
      if (stock) stock.className = 'warm';
      if (note) note.textContent = '';
      if (when) when.hidden = true;
      if (pickup) pickup.hidden = true;
      return;
    }
    price.textContent = v.price;
    document.querySelectorAll('[data-price]').forEach((b) => { b.textContent = v.price; });
    document.querySelectorAll('[data-choice]').forEach((b) => { b.textContent = v.label; });
    skus.forEach((s) => { s.textContent = v.sku; });
    if (per) per.textContent = v.per;
    if (note) note.textContent = v.note;
    if (when) when.hidden = !v.here;
    if (pickup) {
      pickup.hidden = !v.places;
      pickup.querySelector('[data-places]').textContent = v.places;
    }
    if (qty) qty.max = v.max;
    if (stock) {
      stock.textContent = v.stock;
      stock.className = v.can ? 'good' : 'warm';
    }
    prior(v);
    if (move) picture(v.picture);
  }

  form.addEventListener('change', (event) => {
    if (event.target.name && event.target.name.startsWith('o-')) update(true);
  });
  if (all.options.length) addEventListener('pageshow', () => { if (find(chosen())) update(false); });
})();
