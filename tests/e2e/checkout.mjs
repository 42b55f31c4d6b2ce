// The checkout: totals follow the choices, nothing typed is lost, errors and
// changed totals are said; with scripts and without, on a phone in Finnish.
import { test, after, run, check, equal, match, eventually } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { visit, clean, axe, browserStop, overflow, PHONE } from '../lib/browser.mjs';
import { tr } from '../lib/po.mjs';
import { Visitor, hidden, address } from '../lib/http.mjs';
import * as steps from './steps.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);

const typed = {
	email: 'aino@posti.example', phone: '040 123 4567', name: 'Aino Korhonen',
	street: 'Kaislapolku 7', postal: '00890', city: 'Helsinki',
	message: 'Soita kahdesti',
};

async function toCheckout(page, lang) {
	await steps.findProduct(page, lang);
	await steps.addToCart(page, lang);
	await page.goto(`${steps.prefix(lang)}/checkout`);
}

async function fill(page) {
	for (const [id, value] of Object.entries(typed))
		await page.locator(`#${id}`).fill(value);
}

async function kept(page, { but = [] } = {}) {
	for (const [id, value] of Object.entries(typed))
		if (!but.includes(id))
			equal(await page.locator(`#${id}`).inputValue(), value, id);
}

const due = (page) => page.locator('[data-part=sums] dd.all').last().innerText();
const cents = (text) => Number(text.replace(/\D/g, ''));
const first = (page, kind) =>
	page.locator(`input[name=delivery][data-kind=${kind}]`).first();

// Choose, and have the page say what it costs.
async function choose(page, js, kind) {
	await first(page, kind).check();
	if (js)
		await page.locator('#checkout[aria-busy]').waitFor({ state: 'detached' });
	else
		await page.locator('[data-update] button').click();
	await page.waitForLoadState();
	await eventually(async () => first(page, kind).isChecked(),
		{ what: `${kind} chosen` });
}

for (const js of [true, false]) {
	const how = `scripts ${js ? 'on' : 'off'}`;

	test(`the total follows the delivery, and nothing typed is lost, ${how}`, async () => {
		const page = await visit(shop, { js, size: PHONE, locale: 'fi-FI' });
		await toCheckout(page, 'fi');
		await fill(page);
		const parcel = cents(await due(page));
		await choose(page, js, 'pickup');
		await eventually(async () => cents(await due(page)) < parcel,
			{ what: 'a lower total' });
		await kept(page);
		check(await page.locator('#street').isHidden(), 'a street for pickup');
		check(await page.locator('input[name=location]:checked').count() === 1,
			'no store is chosen');
		await choose(page, js, 'parcel');
		await eventually(async () => cents(await due(page)) === parcel,
			{ what: 'the first total' });
		await kept(page);
		if (js)
			equal(await overflow(page), 0, 'sideways scroll');
		clean(page);
		await page.context().close();
	});

	test(`a pickup point is found by postal code and ordered to, ${how}`, async () => {
		const page = await visit(shop, { js });
		await toCheckout(page, 'en');
		await fill(page);
		await choose(page, js, 'point');
		const points = page.getByRole('group', { name: 'Pickup point' });
		await points.getByRole('radio').first().check();
		const key = await points.getByRole('radio').first().getAttribute('value');
		await page.locator('#terms').check();
		if (js)
			await page.locator('#checkout[aria-busy]').waitFor({ state: 'detached' });
		await steps.orderAndPay(page);
		const { number } = await steps.readOrder(page);
		const [[carrier, code, way]] = await shop.sql(
			'SELECT carrier, point_code, delivery FROM orders' +
			` WHERE number = ${number}`);
		equal(`${carrier}/${code}`, key, 'the point');
		equal(way, 'point', 'the way');
		clean(page);
		await page.context().close();
	});

	test(`what is wrong is said beside it and in a summary, ${how}`, async () => {
		const page = await visit(shop, { js, size: PHONE, locale: 'fi-FI' });
		await toCheckout(page, 'fi');
		await fill(page);
		await page.locator('#postal').fill('0089');
		await page.locator('#name').fill('');
		await steps.orderAndPay(page, 'fi');
		await page.locator('#errors').waitFor();
		for (const id of ['name', 'postal', 'terms']) {
			equal(await page.locator(`#${id}`).getAttribute('aria-invalid'),
				'true', id);
			check(await page.locator(`#errors a[href="#${id}"]`).count() === 1,
				`no link to ${id}`);
			const by = (await page.locator(`#${id}`)
				.getAttribute('aria-describedby')).split(' ').pop();
			match(await page.locator(`#${by}`).innerText(), /\S/, `words at ${id}`);
		}
		await kept(page, { but: ['postal', 'name'] });
		equal(await page.locator('#postal').inputValue(), '0089', 'as typed');
		await page.context().close();
	});

	test(`a total that moved is shown, old and new, before it is charged, ${how}`,
		async () => {
			const page = await visit(shop, { js });
			await toCheckout(page, 'en');
			await fill(page);
			await page.locator('#terms').check();
			if (js)
				await page.locator('#checkout[aria-busy]')
					.waitFor({ state: 'detached' });
			await page.locator('[name^=expect_]').evaluateAll((all) => {
				for (const el of all) {
					const sums = el.value.split('.');
					sums[0] = String(sums[0] - 100);
					sums[4] = String(sums[4] - 100);
					el.value = sums.join('.');
				}
			});
			const [[before]] = await shop.sql('SELECT count(*) FROM orders');
			await steps.orderAndPay(page);
			await page.locator('#errors').waitFor();
			match(await page.locator('#errors').innerText(),
				/total has changed[^]*Things: €[\d.]+ €[\d.]+/i, 'the news');
			const [[n]] = await shop.sql('SELECT count(*) FROM orders');
			equal(n, before, 'orders');
			await kept(page);
			check(await page.locator('#terms').isChecked(), 'the terms');
			await steps.orderAndPay(page);
			await steps.readOrder(page);
			await page.context().close();
		});

	test(`a company orders with an invoice address of its own, ${how}`, async () => {
		const page = await visit(shop, { js });
		await toCheckout(page, 'en');
		await fill(page);
		await page.getByText('I buy for a company').click();
		await page.locator('#company').fill('Aalto Oy');
		await page.locator('#business_id').fill('1234567-1');
		await page.locator('#billing').check();
		if (!js)
			await page.locator('[data-update] button').click();
		await page.locator('#bill_name').fill('Aalto Oy, ostot');
		await page.locator('#bill_street').fill('PL 5');
		await page.locator('#bill_postal').fill('00101');
		await page.locator('#bill_city').fill('Helsinki');
		equal(await page.locator('#company').inputValue(), 'Aalto Oy', 'company');
		await page.locator('#terms').check();
		await steps.orderAndPay(page);
		const { number } = await steps.readOrder(page);
		const [[company, street]] = await shop.sql(
			'SELECT o.company, a.street FROM orders o JOIN order_address a' +
			' ON a.orders = o.id AND a.kind = \'billing\'' +
			` WHERE o.number = ${number}`);
		equal(company, 'Aalto Oy', 'company');
		equal(street, 'PL 5', 'street');
		await page.context().close();
	});
}

test('slow answers never overtake newer choices', async () => {
	const page = await visit(shop);
	await toCheckout(page, 'en');
	await fill(page);
	await page.locator('#checkout[aria-busy]').waitFor({ state: 'detached' });
	const parcel = await due(page);
	let nth = 0;
	await page.route('**/checkout/quote', async (route) => {
		const late = ++nth === 1;
		const res = await route.fetch();
		if (late)
			await new Promise((done) => setTimeout(done, 700));
		await route.fulfill({ response: res }).catch(() => {});
	});
	await first(page, 'pickup').check();
	await first(page, 'parcel').check();
	await page.locator('#email').focus();
	await page.waitForTimeout(1200);
	equal(await due(page), parcel, 'the total of the later choice');
	check(await first(page, 'parcel').isChecked(), 'the later choice');
	equal(await page.evaluate(() => document.activeElement.id), 'email', 'focus');
	await page.context().close();
});

test('what cannot be updated can still be asked for by a button', async () => {
	const page = await visit(shop);
	await toCheckout(page, 'en');
	await page.route('**/checkout/quote', (route) => route.abort());
	check(await page.locator('[data-update]').isHidden(), 'a button too many');
	await first(page, 'pickup').check();
	await page.locator('[data-update]').waitFor({ state: 'visible' });
	await page.context().close();
});

test('keyboard alone goes down the page, and Enter orders nothing', async () => {
	const page = await visit(shop);
	await toCheckout(page, 'en');
	await page.locator('#email').focus();
	const seen = [];
	for (let i = 0; i < 30; i++) {
		const id = await page.evaluate(() => document.activeElement.id);
		if (id)
			seen.push(id);
		await page.keyboard.press('Tab');
	}
	const order = ['email', 'phone', 'name', 'street', 'postal', 'city', 'country'];
	equal([...new Set(seen.filter((id) => order.includes(id)))].join(' '),
		order.join(' '), 'order');
	check(!seen.includes('website'), 'the trap is in the way');
	const [[before]] = await shop.sql('SELECT count(*) FROM orders');
	await page.locator('#name').fill('Aino');
	await page.locator('#name').press('Enter');
	await page.waitForTimeout(400);
	equal(await page.locator('#name').inputValue(), 'Aino', 'name');
	const [[n]] = await shop.sql('SELECT count(*) FROM orders');
	equal(n, before, 'orders');
	await page.context().close();
});

test('a session that is gone takes nothing of what was typed with it', async () => {
	const page = await visit(shop);
	await toCheckout(page, 'en');
	await fill(page);
	await page.locator('#checkout[aria-busy]').waitFor({ state: 'detached' });
	await page.context().clearCookies();
	await page.locator('#terms').check();
	await steps.orderAndPay(page);
	await page.locator('#errors').waitFor();
	match(await page.locator('#errors').innerText(), /forgotten the cart/, 'said');
	await kept(page);
	await page.context().close();
});

test('a guest makes an account of one field, and finds the order in it', async () => {
	const email = 'tilinen@posti.example';
	const page = await visit(shop);
	const order = await steps.buyAsGuest(page, { values: { email } });
	await page.getByLabel('Choose a password').fill('lumi on valkoista');
	await page.getByRole('button', { name: 'Create account', exact: true }).click();
	match(await page.locator('main').innerText(), /tilinen@posti\.example/, 'said');
	let link;
	await eventually(() => {
		const mail = shop.mails().find((m) => m.raw.includes(email) &&
			/account\/verify/.test(m.text));
		link = mail && /https?:\/\/\S+\/account\/verify\/[a-z0-9]+/.exec(mail.text)?.[0];
		return Boolean(link);
	}, { what: 'the mail with the link' });
	await page.goto(new URL(link).pathname);
	await page.getByLabel('Password').fill('lumi on valkoista');
	await page.getByRole('button', { name: 'Log in', exact: true }).click();
	await page.waitForURL(/\/account$/);
	await page.getByRole('link', { name: `Order ${order.number}` }).click();
	equal((await steps.readOrder(page)).number, order.number, 'the order');
	await page.goto('/account');
	await page.getByRole('button', { name: 'Log out' }).click();
	await page.waitForURL(/\/account\/login$/);
	await page.getByRole('textbox', { name: 'Email' }).fill(email);
	await page.getByLabel('Password').fill('lumi on valkoista');
	await page.getByRole('button', { name: 'Log in', exact: true }).click();
	await page.waitForURL(/\/account$/);
	await steps.findProduct(page);
	await steps.addToCart(page);
	await page.goto('/checkout');
	equal(await page.locator('#email').inputValue(), email, 'known');
	equal(await page.locator('#street').inputValue(), address.street, 'known');
	clean(page);
	await page.context().close();
});

test('a form posted without a browser orders once', async () => {
	const v = new Visitor(shop.url);
	const [[sku]] = await shop.sql(
		'SELECT v.sku FROM variant v JOIN stock s ON s.variant = v.id' +
		' JOIN product p ON p.id = v.product AND p.status = \'active\'' +
		' WHERE s.on_hand - s.held > 3 AND v.archived_ms IS NULL LIMIT 1');
	await v.add(sku);
	const page = await v.get('/checkout');
	const form = { ...hidden(page.text, /<form[^>]*\/checkout"/), ...address };
	const one = await v.post('/checkout', form);
	const two = await v.post('/checkout', form);
	equal(one.status, 303, 'status');
	equal(two.headers.location, one.headers.location, 'the same order');
});

for (const [name, size] of [['phone', PHONE], ['desk', { width: 640, height: 450 }]])
	test(`checkout and account pages are accessible and fit, ${name}`, async () => {
		const page = await visit(shop, { size });
		await toCheckout(page, 'en');
		await page.getByText('I buy for a company').click();
		await page.locator('#billing').check();
		await page.locator('#bill_name').waitFor();
		await first(page, 'pickup').check();
		await page.locator('#checkout[aria-busy]').waitFor({ state: 'detached' });
		await axe(page);
		equal(await overflow(page), 0, 'sideways scroll');
		for (const path of ['/account/login', '/account/register', '/account/forgot']) {
			await page.goto(path);
			await axe(page);
			equal(await overflow(page), 0, `sideways scroll of ${path}`);
		}
		await page.context().close();
	});

await run();
