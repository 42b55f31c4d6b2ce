// Totals and choices follow what is typed.  The page comes back from the shop
// as it would without this script; only the parts that changed are taken, so
// that nothing typed, no focus and no scroll is lost.  Without it the button
// "Update delivery and total" does the same.
(() => {
	const form = document.getElementById('checkout');
	if (!form)
		return;
	const update = form.querySelector('[data-update]');
	const said = form.querySelector('[data-say]');
	let asked = 0; // answers to older questions are thrown away
	let flight = null;
	let sent = false;

	update.hidden = true;
	form.classList.add('live'); // the total is always in sight

	// The fields that the chosen way needs; what was typed in others stays.
	const fields = () => {
		const chosen = form.querySelector(
			'[name=delivery]:checked, [data-kind=none]');
		const kind = chosen ? chosen.dataset.kind : 'parcel';
		for (const el of form.querySelectorAll('[data-of]'))
			el.hidden = !el.dataset.of.split(' ').includes(kind);
	};

	const texts = (el) => el.querySelectorAll(
		'input:not([type=radio], [type=checkbox], [type=hidden]), select');

	// Swap a part; what was typed in it meanwhile, and the focus, stay.
	const swap = (old, next) => {
		const open = old.querySelector('details[open]') !== null;
		if (old.innerHTML === next.innerHTML)
			return;
		const focus = old.contains(document.activeElement) ?
			document.activeElement.id : '';
		const typed = new Map([...texts(old)].map((el) => [el.name, el.value]));
		old.replaceChildren(...document.importNode(next, true).childNodes);
		for (const el of texts(old))
			if (typed.has(el.name) && !el.closest('[data-part=codes]'))
				el.value = typed.get(el.name);
		if (open)
			old.querySelector('details')?.setAttribute('open', '');
		if (focus)
			document.getElementById(focus)?.focus({ preventScroll: true });
	};

	// Another address of the buyer's: its fields come filled in.
	const known = (page) => {
		for (const next of page.querySelectorAll('[data-fresh]'))
			form.querySelector(`[data-known="${next.dataset.known}"]`)
				?.replaceChildren(...document.importNode(next, true).childNodes);
	};

	const take = (html) => {
		const page = new DOMParser().parseFromString(html, 'text/html');
		known(page);
		const parts = page.querySelectorAll('[data-part]');
		for (const next of parts) {
			const old = document.querySelector(
				`[data-part="${next.dataset.part}"]`);
			if (old)
				swap(old, next);
		}
		const say = page.querySelector('[data-say]')?.dataset.say;
		if (say && said.dataset.say !== say) {
			said.dataset.say = say;
			said.textContent = say;
		}
		fields();
		return parts.length > 0;
	};

	const failed = () => {
		update.hidden = false;
		said.textContent = form.dataset.failed;
		said.dataset.say = '';
	};

	const ask = async (button) => {
		const turn = ++asked;
		flight?.abort();
		flight = new AbortController();
		const body = new URLSearchParams(new FormData(form));
		if (button)
			body.set(button.name, button.value);
		body.set('part', '1');
		form.setAttribute('aria-busy', 'true');
		try {
			const res = await fetch(form.dataset.quote, {
				method: 'POST', body, signal: flight.signal,
			});
			const html = await res.text();
			if (turn !== asked || sent)
				return;
			if (res.redirected || !take(html))
				failed();
			else
				update.hidden = true;
		} catch (error) {
			if (error.name !== 'AbortError' && turn === asked)
				failed();
		} finally {
			if (turn === asked)
				form.removeAttribute('aria-busy');
		}
	};

	const asks = new Set(['delivery', 'location', 'point', 'payment', 'country',
		'postal', 'email', 'company', 'vat_id', 'billing', 'bill_country']);
	form.addEventListener('change', (event) => {
		if (event.target.name === 'delivery')
			fields();
		if (asks.has(event.target.name))
			ask();
	});
	fields();

	// One order is enough; coming back to the page arms the button again.
	form.addEventListener('submit', (event) => {
		const button = event.submitter;
		if (button && button.value !== 'order') {
			event.preventDefault();
			ask(button);
			return;
		}
		if (sent)
			event.preventDefault();
		sent = true;
		flight?.abort();
		button?.setAttribute('aria-busy', 'true');
	});
	addEventListener('pageshow', () => {
		sent = false;
		form.querySelector('[value=order]')?.removeAttribute('aria-busy');
	});

	document.getElementById('errors')?.focus();
})();
