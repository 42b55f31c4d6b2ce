// Copy buttons beside what a bank asks for.  Without this script one tap
// selects a value.
(() => {
	if (!navigator.clipboard)
		return;
	const words = {en: ['Copy', 'Copied'], fi: ['Kopioi', 'Kopioitu'], sv: ['Kopiera', 'Kopierat']};
	const [copy, copied] = words[document.documentElement.lang] ?? words.en;

	for (const el of document.querySelectorAll('.pay [data-copy]')) {
		const text = el.dataset.copy.replaceAll(' ', '');
		const button = document.createElement('button');
		button.type = 'button';
		button.className = 'link no-print';
		button.textContent = copy;
		button.addEventListener('click', async () => {
			await navigator.clipboard.writeText(text);
			button.textContent = copied;
			setTimeout(() => { button.textContent = copy; }, 2000);
		});
		el.after(' ', button);
	}
})();
