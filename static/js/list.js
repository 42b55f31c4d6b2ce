/* A button that copies the list's secret link.  Without it the field is
   selected by hand. */
'use strict';

(function () {
  const field = document.querySelector('[data-copy]');
  if (!field || !navigator.clipboard) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'link';
  button.textContent = field.dataset.copy;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = field.dataset.copied;
    setTimeout(() => { button.textContent = field.dataset.copy; }, 2000);
  });
  field.after(button);
})();
