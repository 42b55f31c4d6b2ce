// Shows the sums of the delivery that is chosen.  Without this script both
// totals stand on the page.
(() => {
	const form = document.getElementById('checkout');
	if (!form)
		return;
	for (const el of form.querySelectorAll('[data-plain]'))
		el.hidden = true;
	for (const el of form.querySelectorAll('[data-script]'))
		el.hidden = false;

	const show = () => {
		const kind = form.elements.delivery.value;
		for (const el of document.querySelectorAll('[data-for]'))
			el.hidden = el.dataset.for !== kind;
	};
	form.addEventListener('change', show);
	show();

	// One post is enough; coming back to the page arms the button again.
	const button = form.querySelector('button.btn');
	let sent = false;
	form.addEventListener('submit', (event) => {
		if (sent)
			event.preventDefault();
		sent = true;
		button.setAttribute('aria-busy', 'true');
	});
	addEventListener('pageshow', () => {
		sent = false;
		button.removeAttribute('aria-busy');
	});

	document.getElementById('errors')?.focus();
})();
