// A guest buys; the owner is paid and ships; the customer hears of it.
import { test, after, run, check, equal, match, eventually } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { visit, clean, browserStop, overflow, PHONE } from '../lib/browser.mjs';
import { tr } from '../lib/po.mjs';
import * as steps from './steps.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);

for (const js of [true, false])
	test(`a guest buys a variant on a phone in Finnish, scripts ${js ? 'on' : 'off'}`,
		async () => {
			const page = await visit(shop, { js, size: PHONE, locale: 'fi-FI' });
			const order = await steps.buyAsGuest(page, { lang: 'fi' });
			check(order.path.startsWith('/fi/order/'), order.path);
			const text = await page.locator('main').innerText();
			match(text, /FI\d\d[ \d]+/, 'how to pay by transfer');
			match(await steps.statusOf(page), /\S/, 'the status');
			if (js)
				equal(await overflow(page), 0, 'sideways scroll');
			clean(page);
			await page.context().close();
		});

for (const js of [true, false])
	test(`the owner marks an order as paid and ships it, scripts ${js ? 'on' : 'off'}`,
		async () => {
			const page = await visit(shop, { js });
			const email = `ship-${js}@posti.example`;
			const order = await steps.buyAsGuest(page, { values: { email } });
			const before = await steps.statusOf(page);
			const owner = await visit(shop, { js });
			await steps.ownerLogin(owner, shop);
			await steps.ownerOpensOrder(owner, order.number);
			await owner.getByRole('button', { name: 'Mark as paid', exact: true }).click();
			await owner.getByRole('button', { name: 'Mark as paid', exact: true })
				.waitFor({ state: 'detached' });
			await page.reload();
			const paid = await steps.statusOf(page);
			check(paid !== before, `the status stayed "${paid}"`);

			await owner.getByLabel('Carrier').fill('Posti');
			await owner.getByLabel('Tracking number').fill('JJFI6512345678901');
			await owner.getByRole('button', { name: 'Ship', exact: true }).click();
			await owner.getByRole('button', { name: 'Ship', exact: true })
				.waitFor({ state: 'detached' });
			await page.reload();
			check(await steps.statusOf(page) !== paid, 'the status did not move on');
			match(await page.locator('main').innerText(), /JJFI6512345678901/,
				'the order page');
			await eventually(() => shop.mails().some((m) =>
				m.raw.includes(email) && m.text.includes('JJFI6512345678901')),
			{ what: 'the mail with the tracking number' });
			const mails = shop.mails().filter((m) => m.raw.includes(email));
			check(mails.some((m) => m.text.includes(order.number) &&
				m.text.includes(order.name)), 'no confirmation by mail');
			clean(page);
			clean(owner);
			await page.context().close();
			await owner.context().close();
		});

test('the demo card pays at once when it is approved', async () => {
	const page = await visit(shop);
	await cardPage(page);
	await page.getByRole('button', { name: /approve|pay/i }).first().click();
	await steps.readOrder(page);
	const status = await steps.statusOf(page);
	check(!/wait/i.test(status), `still "${status}"`);
	clean(page);
	await page.context().close();
});

test('a declined demo card leaves the order unpaid and says so', async () => {
	const page = await visit(shop);
	await cardPage(page);
	await page.getByRole('button', { name: /decline/i }).click();
	await steps.readOrder(page);
	match(await page.locator('main').innerText(),
		/declined|did not|not go through|not paid|again/i, 'the order page');
	await page.context().close();
});

test('a payment page that is left alone leaves a whole, unpaid order', async () => {
	const page = await visit(shop);
	const email = 'left@posti.example';
	await cardPage(page, { email });
	const url = page.url();
	await page.goto('/');
	const [[n]] = await shop.sql('SELECT count(*) ' +
		`FROM orders WHERE email = '${email}'`);
	equal(n, 1, 'orders');
	await page.goto(url);
	check((await page.locator('h1').innerText()).length > 0, 'no way back');
	await page.context().close();
});

async function cardPage(page, values = {}) {
	await steps.findProduct(page);
	await steps.addToCart(page);
	await page.getByRole('link', { name: 'Checkout', exact: true }).click();
	await steps.fillCheckout(page, 'en', { payment: 'demo_card', ...values });
	await steps.orderAndPay(page);
	await page.waitForURL(/\/pay\/demo\//);
}

test('the words of the shop are those of the language', async () => {
	const page = await visit(shop, { locale: 'sv-SE' });
	for (const lang of ['fi', 'sv', 'en']) {
		await page.goto(`${steps.prefix(lang)}/cart`);
		equal(await page.locator('html').getAttribute('lang'), lang, 'lang');
		equal((await page.locator('h1').innerText()).trim(),
			tr(lang, 'Cart'), 'the heading');
	}
	await page.context().close();
});

await run();
