// Copy buttons beside what a bank asks for.  Without this script one tap
// selects a value.
(() => {
	const pay = document.querySelector('.pay');
	if (!pay || !navigator.clipboard)
		return;
	const {word: copy, done: copied} = pay.dataset;

	for (const el of pay.querySelectorAll('[data-copy]')) {
		const text = el.dataset.copy.replaceAll(' ', '');
		const button = document.createElement('button');
		button.type = 'button';
		button.className = 'link no-print';
		button.textContent = copy;
		button.setAttribute('aria-label', `${copy}: ${el.textContent}`);
		button.addEventListener('click', async () => {
			await navigator.clipboard.writeText(text);
			button.textContent = copied;
			setTimeout(() => { button.textContent = copy; }, 2000);
		});
		el.after(' ', button);
	}
})();
