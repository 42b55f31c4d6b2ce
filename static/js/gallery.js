/* Opens a product's pictures large, in place.  Without it each is a link. */
'use strict';

(function () {
  const gallery = document.querySelector('.gallery');
  const box = document.getElementById('zoom');
  if (!gallery || !box || !box.showModal) return;
  const stage = box.querySelector('.stage');
  const count = box.querySelector('[role=status]');
  const zoom = box.querySelector('[data-zoom]');
  let at = 0;
  let opener = null;

  function links() { return Array.from(gallery.querySelectorAll('a')); }

  function large(on) {
    stage.classList.toggle('large', on);
    zoom.setAttribute('aria-pressed', String(on));
    if (on) stage.scrollTo((stage.scrollWidth - stage.clientWidth) / 2, (stage.scrollHeight - stage.clientHeight) / 2);
  }

  function show(i) {
    const all = links();
    at = (i + all.length) % all.length;
    const small = all[at].querySelector('img');
    const img = new Image();
    img.alt = small.alt;
    img.width = small.width;
    img.height = small.height;
    img.src = all[at].href;
    stage.replaceChildren(img);
    large(false);
    count.textContent = (at + 1) + ' / ' + all.length;
    box.querySelectorAll('[data-to]').forEach((b) => { b.hidden = all.length < 2; });
  }

  gallery.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    opener = link;
    show(links().indexOf(link));
    box.showModal();
    stage.focus();
  });
  box.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (event.target === box) box.close();
    if (event.target.closest('img')) large(!stage.classList.contains('large'));
    if (!button) return;
    if (button.dataset.to) show(at + Number(button.dataset.to));
    else if ('zoom' in button.dataset) large(zoom.getAttribute('aria-pressed') !== 'true');
    else box.close();
  });
  box.addEventListener('keydown', (event) => {
    const still = !stage.classList.contains('large');
    if (event.key === 'ArrowRight' && still) show(at + 1);
    else if (event.key === 'ArrowLeft' && still) show(at - 1);
    else if (event.key === '+' || event.key === '-') large(event.key === '+');
  });
  box.addEventListener('close', () => { if (opener) opener.focus(); });

  /* A swipe to the side turns the page; two fingers are the browser's. */
  let x = null;
  stage.addEventListener('pointerdown', (event) => { x = event.isPrimary ? event.clientX : null; });
  stage.addEventListener('pointerup', (event) => {
    const way = x === null || stage.classList.contains('large') ? 0 : event.clientX - x;
    x = null;
    if (Math.abs(way) > 60) show(at + (way < 0 ? 1 : -1));
  });
})();
