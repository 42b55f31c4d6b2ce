// A code, a gift card and two VAT rates: the same cents on the cart, at the
// checkout, on the order's page and in the mail.
import { test, after, run, check, equal, match, eventually } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { visit, clean, browserStop } from '../lib/browser.mjs';
import { Visitor } from '../lib/http.mjs';
import * as steps from './steps.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);

// "−€4.00" is -400
function cents(text) {
	const [, sign, amount] = /([−-]?)\s*€([\d,]+\.\d\d)/.exec(text) ?? [];
	check(amount, `no amount in "${text}"`);
	return Number(amount.replace(/[,.]/g, '')) * (sign ? -1 : 1);
}

const euros = (n) => `${n < 0 ? '−' : ''}€${(Math.abs(n) / 100).toFixed(2)}`;

// The rows of the first sums that are shown: [name, amount in cents].
async function sums(page) {
	const list = page.locator('dl.sums:visible').filter({ hasText: 'Total' }).first();
	const names = await list.locator('dt').allInnerTexts();
	const values = await list.locator('dd').allInnerTexts();
	return names.map((n, i) => [n.trim(), values[i].trim()])
		.filter(([, v]) => v !== 'Free')
		.map(([n, v]) => [n, cents(v)]);
}

// What stands above the total adds up to it.
function adds(rows, what) {
	const at = rows.findIndex(([n]) => n === 'Total');
	equal(rows.slice(0, at).reduce((n, [, v]) => n + v, 0), rows[at][1], what);
	return rows[at][1];
}

const row = (rows, name) => (rows.find(([n]) => name.test(n)) ?? [])[1];

async function giftCard(value, email) {
	const owner = new Visitor(shop.url);
	await owner.login(shop.owner);
	const given = await owner.post('/admin/gift-cards', {
		token: await owner.token('/admin/gift-cards/new'), value, email,
		locale: 'en', note: 'test' });
	equal(given.status, 303, 'the card is given');
	const mine = () => shop.mails().find((m) => m.raw.includes(email));
	await eventually(mine, { what: 'the mail with the card' });
	return mine().text.match(/[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/)[0];
}

async function slugOf(taxClass) {
	const [[slug]] = await shop.sql('SELECT s.slug FROM slug s JOIN product p ON ' +
		"p.id = s.target JOIN variant v ON v.product = p.id JOIN stock k ON " +
		"k.variant = v.id AND k.location = 1 WHERE s.kind = 'product' AND " +
		"s.locale = 'en' AND s.current = 1 AND p.status = 'active' AND " +
		`p.kind = 'goods' AND p.tax_class = '${taxClass}' AND k.on_hand - k.held > 4 ` +
		'AND v.archived_ms IS NULL AND NOT EXISTS (SELECT 1 FROM option o ' +
		'WHERE o.product = p.id) AND p.id NOT IN (SELECT c.product FROM ' +
		'product_category c JOIN promotion_target t ON t.target = c.category) ' +
		'ORDER BY p.id LIMIT 1');
	return slug;
}

async function useCode(page, code) {
	const field = page.getByRole('textbox', { name: 'Discount code or gift card' });
	if (!await field.isVisible())
		await page.getByText('Discount code or gift card').first().click();
	await field.fill(code);
	await page.getByRole('button', { name: 'Use code', exact: true }).click();
	await page.waitForLoadState();
}

for (const js of [true, false])
	test(`a code, a gift card and two rates, scripts ${js ? 'on' : 'off'}`, async () => {
		const email = `codes-${js}@posti.example`;
		const code = await giftCard('12.34', `gets-${js}@posti.example`);
		const page = await visit(shop, { js });
		for (const taxClass of ['general', 'reduced']) {
			await page.goto(`/p/${await slugOf(taxClass)}`);
			await steps.addToCart(page);
		}
		const before = await sums(page);
		await useCode(page, 'WELCOME11');
		match(await page.locator('#code-e').innerText(), /cannot be used/, 'the answer');
		await useCode(page, ' welcome-10 ');
		await useCode(page, code.toLowerCase().replaceAll('-', ' '));
		const cart = await sums(page);
		const goods = cart[0][1];
		equal(goods, before[0][1], 'the goods');
		const saved = row(cart, /WELCOME10/), total = adds(cart, 'the cart');
		equal(saved, -Math.round(goods / 10), 'ten per cent');
		equal(row(cart, /^Gift card/), -1234, 'by the card');
		equal(row(cart, /^To pay/), total - 1234, 'to pay');
		check(!(await page.content()).includes(code), 'the code stands on the cart');

		await page.getByRole('link', { name: 'Checkout', exact: true }).click();
		await page.waitForURL(/\/checkout$/);
		await steps.fillCheckout(page, 'en', { email });
		const asked = adds(await sums(page), 'the checkout');
		await steps.orderAndPay(page);
		const order = await steps.readOrder(page);
		const said = await sums(page);
		equal(said[0][1], goods, 'the goods ordered');
		equal(row(said, /^Welcome/), saved, 'saved');
		const ordered = adds(said, 'the order');
		equal(ordered, asked, 'asked and ordered');
		equal(row(said, /gift card/i), -1234, 'the card on the order');
		check((await page.locator('main').innerText())
			.includes(euros(ordered - 1234)), 'what is left to pay');

		const taxes = await shop.sql('SELECT t.rate_bp, t.gross_minor, t.vat_minor ' +
			'FROM order_tax t JOIN orders o ON o.id = t.orders ' +
			`WHERE o.number = ${order.number} ORDER BY 1`);
		equal(taxes.map(([bp]) => bp), [1350, 2550], 'the rates');
		equal(taxes.reduce((n, [, gross]) => n + gross, 0), ordered, 'all of it taxed');
		for (const [bp, gross, vat] of taxes)
			equal(vat, Math.round(gross * bp / (10000 + bp)), `VAT at ${bp}`);
		equal(said.filter(([n]) => /^VAT/.test(n)).map(([, v]) => v).sort(),
			taxes.map(([, , vat]) => vat).sort(), 'VAT as shown');

		const mine = () => shop.mails().find((m) => m.raw.includes(email));
		await eventually(mine, { what: 'the mail' });
		for (const n of [saved, ordered, -1234, ordered - 1234])
			check(mine().text.includes(euros(n)), `${euros(n)} is not in the mail`);
		clean(page);
		await page.context().close();
	});

test('a gift card is bought, paid and its code sent to who was named', async () => {
	const page = await visit(shop);
	await page.goto('/p/gift-card');
	await page.getByRole('textbox', { name: 'Their e-mail' })
		.fill('eino@posti.example');
	await page.getByRole('textbox', { name: 'Their name' }).fill('Eino');
	await steps.addToCart(page);
	match(await page.locator('main').innerText(), /to Eino, eino@posti\.example/,
		'the cart');
	await page.goto('/checkout');
	for (const id of ['street', 'postal', 'country'])
		check(await page.locator(`#${id}`).isHidden(), `${id} for a code by mail`);
	for (const id of ['email', 'name', 'phone'])
		await page.locator(`#${id}`).fill(steps.address[id]);
	await page.getByRole('radio', { name: /^Bank transfer/ }).check();
	await page.getByRole('checkbox', { name: /I accept the terms/ }).check();
	await steps.orderAndPay(page);
	await page.waitForURL(/\/order\//);
	match(await page.locator('main').innerText(),
		/as soon as it is paid · to Eino, eino@posti\.example/, 'the order');
	clean(page);
	await page.context().close();
});

await run();
