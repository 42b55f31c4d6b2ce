// What a customer finds of their orders, addresses, company and cards, and
// what the checkout knows of them then; with and without scripts.
import { test, after, run, check, equal, match, eventually } from '../lib/tap.mjs';
import { shopStart, portTake } from '../lib/shop.mjs';
import { visit, clean, browserStop, PHONE } from '../lib/browser.mjs';
import { Inspector, keepHtml } from '../lib/inspect.mjs';
import { accountMake, mailedLink, PASSWORD } from '../lib/account.mjs';
import { Visitor, hidden } from '../lib/http.mjs';
import { bookkeeper } from '../standin/books.mjs';
import { standIn } from '../standin/pay.mjs';
import * as steps from './steps.mjs';

const bank = await standIn(await portTake());
const shop = await shopStart({ env: { PUOTI_PAY_STANDIN: bank.url } });
after(() => shop.stop());
after(() => bank.stop());
after(browserStop);
const books = await bookkeeper(shop, bank);
await books.setUp();
await books.setting('pay.paytrail.cards', '1');

const button = (page, name) => page.getByRole('button', { name });
const link = (page, name) => page.getByRole('link', { name });
const status = (page) => page.getByRole('status').filter({ hasText: /\S/ }).first().innerText();

// All but the requests to the payment service, which are the point.
function fine(page) {
	equal(page.problems.filter((p) => !p.includes(bank.url)), [], 'problems');
}

let nth = 0;
async function customer({ js = true, size, email = `asiakas${++nth}@posti.example` } = {}) {
	await accountMake(shop, new Visitor(shop.url), email, { name: 'Aino Korhonen' });
	const page = await visit(shop, { js, size });
	keepHtml(page);
	await page.goto('/account/login');
	await page.getByRole('textbox', { name: 'Email' }).fill(email);
	await page.getByLabel('Password').fill(PASSWORD);
	await button(page, /^Log in$/).click();
	await page.waitForURL(/\/account$/);
	page.email = email;
	return page;
}

async function toCheckout(page) {
	await steps.findProduct(page);
	await steps.chooseVariant(page);
	await steps.addToCart(page);
	await page.goto('/checkout');
}

async function pay(page, way) {
	await page.getByRole('group', { name: 'Delivery', exact: true }).getByRole('radio').first().check();
	await page.getByRole('group', { name: 'Payment', exact: true }).getByRole('radio', { name: way }).check();
	await page.locator('#checkout[aria-busy]').waitFor({ state: 'detached' });
	await page.getByRole('checkbox', { name: /I accept the terms/ }).check();
	await steps.orderAndPay(page);
}

async function order(page, way = /^Bank transfer/) {
	await toCheckout(page);
	if (!await page.locator('#street').inputValue())
		await steps.fillCheckout(page, 'en', { email: page.email, terms: false });
	await pay(page, way);
	await page.waitForURL(/\/order\//);
	return steps.readOrder(page);
}

// Paid, sent and delivered, by the owner's pages.
async function deliver(number) {
	const owner = await books.owner();
	for (const move of ['paid', 'ship', 'delivered']) {
		const at = `/admin/orders/${number}`;
		const page = await owner.get(at);
		const res = await owner.post(`${at}/${move}`, {
			...hidden(page.text, new RegExp(`<form[^>]*action="[^"]*/${move}"`)),
			carrier: 'Posti', tracking: 'JJFI63500000000001' });
		equal(res.status, 303, move);
	}
}

async function addAddress(page, street, { usual = false, city = 'Helsinki' } = {}) {
	await page.goto('/account/details');
	await link(page, /^Add an address$/).click();
	await page.getByLabel('Street address').fill(street);
	await page.getByLabel('Postal code').fill('00890');
	await page.getByLabel('City').fill(city);
	if (usual)
		await page.locator('#usual').check();
	await button(page, /^Save$/).click();
	match(await status(page), /saved/, 'said');
}

for (const js of [true, false]) {
	const how = `scripts ${js ? 'on' : 'off'}`;

	test(`history, papers, tracking, return and the same again, ${how}`, async () => {
		const page = await customer({ js, size: js ? undefined : PHONE });
		match(await page.locator('main').innerText(), /No orders yet/, 'empty');
		const one = await order(page);
		await deliver(one.number);
		await page.goto('/account');
		match(await page.getByRole('row').nth(1).innerText(), /Delivered \d+ \w+/, 'status');
		await link(page, /your one order/).click();
		const row = page.locator('.history > li').first();
		match(await row.innerText(), new RegExp(`Order ${one.number}`), 'the order');
		const track = await row.getByRole('link', { name: /Follow the parcel/ }).getAttribute('href');
		match(track, /posti\.fi.*JJFI63500000000001/, 'tracking');
		const href = await row.getByRole('link', { name: /^Invoice .*PDF/ }).getAttribute('href');
		const pdf = await page.request.get(href);
		equal(pdf.headers()['content-type'], 'application/pdf', 'the invoice');
		await row.getByRole('link', { name: /^Return things/ }).click();
		await page.getByRole('heading', { level: 1 }).waitFor();
		match(page.url(), /\/return$/, 'the return');
		await page.goto('/account/orders');
		await row.getByRole('button', { name: /^Order again/ }).click();
		await page.waitForURL(/\/cart$/);
		match(await status(page), /1 thing is in the cart/, 'said');
		equal(await page.locator('main li.line').count(), 1, 'lines in the cart');
		fine(page);
		await page.context().close();
	});

	test(`addresses are added, changed, made usual and removed, ${how}`, async () => {
		const page = await customer({ js, size: js ? undefined : PHONE });
		await addAddress(page, 'Koivukuja 1');
		await addAddress(page, 'Mäntytie 2');
		const book = page.locator('section', { has: page.getByRole('heading', { name: 'Addresses' }) }).locator('li');
		match(await book.nth(0).innerText(), /Koivukuja 1[^]*|The usual one/, 'the first is usual');
		await button(book.nth(1), /Make it the usual one/).click();
		match(await book.nth(0).innerText(), /Mäntytie 2/, 'usual first');
		// wrong input stays, and says what is wrong
		await link(book.nth(0), /^Change/).click();
		await page.getByLabel('Postal code').fill('12');
		await button(page, /^Save$/).click();
		match(await page.locator('#postal-e').innerText(), /code/i, 'said at the field');
		equal(await page.getByLabel('Postal code').inputValue(), '12', 'kept');
		// another window is faster
		await page.getByLabel('Postal code').fill('00100');
		const other = await page.context().newPage();
		await other.goto('/account/details');
		await other.locator('main').getByRole('link', { name: /^Change Mäntytie/ }).click();
		await other.getByLabel('City').fill('Espoo');
		await button(other, /^Save$/).click();
		await other.close();
		await button(page, /^Save$/).click();
		match(await page.locator('#errors').innerText(), /changed elsewhere/, 'stale');
		await button(page, /^Save$/).click();
		match(await status(page), /saved/, 'over it');
		await link(book.nth(0), /^Remove/).click();
		await button(page, /^Remove the address$/).click();
		equal(await book.count(), 1, 'one is left');
		match(await book.nth(0).innerText(), /The usual one/, 'usual again');
		fine(page);
		await page.context().close();
	});

	test(`the checkout fills in what is known, and another address, ${how}`, async () => {
		const page = await customer({ js });
		await page.goto('/account/details');
		await page.getByRole('textbox', { name: /^Phone/ }).fill('040 555 1212');
		await page.getByText('I buy for a company').click();
		await page.getByRole('textbox', { name: 'Company', exact: true }).fill('Kaisla Oy');
		await page.getByRole('textbox', { name: 'Business ID' }).fill('1234567-2');
		await button(page, /^Save$/).click();
		match(await page.locator('#business_id-e').innerText(), /check digit/, 'the digit');
		await page.getByRole('textbox', { name: 'Business ID' }).fill('12345671');
		await page.getByRole('textbox', { name: /^Your reference/ }).fill('PO 7');
		await button(page, /^Save$/).first().click();
		match(await status(page), /Saved/, 'said');
		await addAddress(page, 'Koivukuja 1', { usual: true });
		await addAddress(page, 'Mäntytie 2', { city: 'Oulu' });
		await toCheckout(page);
		equal(await page.locator('#street').inputValue(), 'Koivukuja 1', 'usual');
		equal(await page.locator('#phone').inputValue(), '040 555 1212', 'phone');
		equal(await page.locator('#business_id').inputValue(), '1234567-1', 'company');
		equal(await page.locator('#buyer_ref').inputValue(), 'PO 7', 'reference');
		await page.locator('#message').fill('Ring the bell');
		await page.getByLabel('A saved address').selectOption({ label: 'Aino Korhonen, Mäntytie 2, Oulu' });
		await button(page, /^Use this address$/).click();
		await eventually(async () => await page.locator('#street').inputValue() === 'Mäntytie 2',
			{ what: 'the other address' });
		equal(await page.locator('#city').inputValue(), 'Oulu', 'city');
		equal(await page.locator('#message').inputValue(), 'Ring the bell', 'what was typed');
		// a third, saved with the order
		await page.locator('#street').fill('Kuusikuja 3');
		await page.getByRole('checkbox', { name: /Save this address/ }).check();
		await pay(page, /^Bank transfer/);
		await page.waitForURL(/\/order\//);
		match(await page.locator('main').innerText(), /Kaisla Oy/, 'the company');
		await page.goto('/account/details');
		match(await page.locator('main').innerText(), /Kuusikuja 3/, 'saved');
		fine(page);
		await page.context().close();
	});

	test(`a card is saved with a payment and pays the next order, ${how}`, async () => {
		const page = await customer({ js, size: js ? undefined : PHONE });
		await toCheckout(page);
		await steps.fillCheckout(page, 'en', { email: page.email, terms: false });
		await page.getByRole('checkbox', { name: /save it for next time/ }).check();
		await pay(page, /^Online bank/);
		await page.waitForURL((u) => u.href.startsWith(`${bank.url}/page/`));
		await page.getByRole('link', { name: 'ok', exact: true }).click();
		await page.waitForURL(/\/order\//);
		match(await steps.statusOf(page), /^Paid/, 'paid');
		const card = [...bank.cards.values()].pop();
		const mine = new RegExp(`^My card Visa ${card.pan}`);
		await order(page, mine);
		match(await steps.statusOf(page), /^Paid/, 'by the card');
		equal(bank.wrong.length, 0, 'refused calls');

		card.asks = true; // the bank wants to see the buyer
		await toCheckout(page);
		await pay(page, mine);
		await page.waitForURL((u) => u.href.startsWith(`${bank.url}/page/`));
		await page.getByRole('link', { name: 'ok', exact: true }).click();
		await page.waitForURL(/\/order\//);
		match(await steps.statusOf(page), /^Paid/, 'after the bank has seen the buyer');

		card.declines = true;
		await order(page, mine);
		match(await page.locator('main').innerText(), /did not go through/, 'declined');
		match(await page.locator('body').innerText(), /declined and nothing was charged/, 'said');

		// the order's page offers the card again, to its customer alone
		const again = page.getByRole('button', { name: `Pay with my card Visa ${card.pan}` });
		const way = await again.getAttribute('value');
		const other = await customer({ js });
		await other.goto(page.url());
		equal(await other.locator(`button[value="${way}"]`).count(), 0, 'offered to another');
		await other.locator('#payways ~ form button').first()
			.evaluate((b, value) => { b.value = value; }, way);
		await other.locator('#payways ~ form button').first().click();
		match(await other.locator('main').innerText(), /did not go through/, 'by another');
		await other.context().close();
		card.declines = card.asks = false;
		await again.click();
		match(await steps.statusOf(page), /^Paid/, 'by the card, from the page of the order');

		bank.cards.delete(card.token); // revoked where it is kept
		const last = await order(page, mine);
		match(await page.locator('main').innerText(), /did not go through/, 'revoked');
		const pays = await shop.sql('SELECT state FROM payment WHERE orders = ' +
			`(SELECT id FROM orders WHERE number = ${last.number})`);
		equal(pays.flat(), ['failed'], 'attempts');

		await page.goto('/account/details');
		await page.getByRole('button', { name: `Remove Visa ${card.pan}` }).click();
		match(await page.locator('main').innerText(), /No card is saved/, 'removed');
		await toCheckout(page);
		equal(await page.getByRole('radio', { name: mine }).count(), 0, 'cards in the checkout');
		fine(page);
		await page.context().close();
	});

	test(`a card is added at the payment service, or not, ${how}`, async () => {
		const page = await customer({ js });
		await page.goto('/account/details');
		await button(page, /^Add a card$/).click();
		await page.waitForURL((u) => u.href.startsWith(`${bank.url}/card/`));
		await page.getByRole('link', { name: 'cancel', exact: true }).click();
		await page.waitForURL(/\/account\/details$/);
		match(await status(page), /No card was saved/, 'said');
		await button(page, /^Add a card$/).click();
		await page.waitForURL((u) => u.href.startsWith(`${bank.url}/card/`));
		await page.getByRole('link', { name: 'ok', exact: true }).click();
		await page.waitForURL(/\/account\/details$/);
		match(await status(page), /The card is saved/, 'said');
		equal(await page.locator('#cards ~ ul li').count(), 1, 'cards');
		fine(page);
		await page.context().close();
	});
}

test('guests are offered no cards and no address book', async () => {
	const page = await visit(shop);
	await toCheckout(page);
	for (const name of [/save it for next time/, /Save this address/])
		equal(await page.getByRole('checkbox', { name }).count(), 0, String(name));
	equal(await page.getByLabel('A saved address').count(), 0, 'addresses');
	clean(page);
	await page.context().close();
});

test('guests order again from the page of their order', async () => {
	const page = await visit(shop);
	const one = await steps.buyAsGuest(page, { values: { email: 'vieras@posti.example', terms: true } });
	// one unit is left, less than was bought of the line
	await shop.sql('UPDATE order_line SET qty = 2 WHERE orders = ' +
		`(SELECT id FROM orders WHERE number = ${one.number}) AND kind = 'goods'`);
	await shop.sql('UPDATE stock SET on_hand = held + 1 WHERE variant IN (SELECT variant FROM ' +
		`order_line WHERE orders = (SELECT id FROM orders WHERE number = ${one.number}))`);
	await page.reload();
	await button(page, /^Order again$/).click();
	await page.waitForURL(/\/cart$/);
	match(await status(page), /1 thing is in the cart.*fewer are left than you had/s, 'said');
	await shop.sql('UPDATE stock SET on_hand = on_hand + 100 WHERE on_hand < held + 100');
	clean(page);
	await page.context().close();
});

test('guests’ orders join when the address is proved, later ones too', async () => {
	const email = 'myohemmin@posti.example';
	const first = await books.buy('transfer', { email });
	const page = await customer({ email });
	const second = await books.buy('transfer', { email });
	await page.goto('/account/orders');
	for (const o of [first, second])
		equal(await link(page, new RegExp(`^Order ${o.number}$`)).count(), 1, o.number);
	fine(page);
	await page.context().close();
});

test('two customers cannot touch each other’s addresses', async () => {
	const page = await customer();
	await addAddress(page, 'Salakuja 1');
	const path = new URL(await link(page, /^Change Salakuja/).getAttribute('href'), shop.url).pathname;
	const before = await shop.sql("SELECT * FROM customer_address WHERE street = 'Salakuja 1'");
	const other = new Visitor(shop.url);
	await accountMake(shop, other, 'toinen@posti.example');
	equal((await other.get(path)).status, 404, 'seen');
	equal((await other.get(`${path}/remove`)).status, 404, 'asked');
	const fields = { name: 'x', street: 'y 1', postal: '00100', city: 'z', country: 'FI', rev: '1', usual: '1' };
	for (const tail of ['', '/usual', '/remove']) {
		const res = await other.post(path + tail, { token: await other.token('/account/details'), ...fields });
		equal(res.status, 404, `posted ${tail}`);
	}
	const guest = new Visitor(shop.url);
	equal((await guest.get(path)).status, 303, 'a guest logs in first');
	equal(await shop.sql("SELECT * FROM customer_address WHERE street = 'Salakuja 1'"), before, 'untouched');
	await page.context().close();
});

// ---- how it looks ----

const inspector = new Inspector();

test('the owner sees who has an account, and what it says', async () => {
	const email = 'tilillinen@posti.example';
	await accountMake(shop, new Visitor(shop.url), email, { name: 'Tuuli Tilinen' });
	const page = await visit(shop);
	keepHtml(page);
	await steps.ownerLogin(page, shop);
	await page.goto('/admin/customers?q=tilillinen');
	match(await page.getByRole('row').nth(1).innerText(), /Tuuli Tilinen[^]*Account/, 'the row');
	await link(page, /^Tuuli Tilinen$/).click();
	await page.getByRole('heading', { name: 'Tuuli Tilinen' }).waitFor();
	match(await page.locator('main').innerText(), /Address proved\s+\w+ \d+ \w+ \d+/, 'proved');
	equal((await page.content()).includes('argon2'), false, 'secrets');
	await inspector.look(page, 'admin-account');
	await page.goto('/admin/customers');
	await inspector.look(page, 'admin-customers');
	await page.context().close();
});
let shown;
const someone = async () => {
	if (shown)
		return shown;
	const page = await customer();
	await button(page, /^Refuse$/).click();
	for (let i = 0; i < 2; i++)
		await deliver((await order(page)).number);
	await order(page);
	await addAddress(page, 'Koivukuja 1');
	await addAddress(page, 'Mäntytie 2', { city: 'Oulu' });
	await button(page, /^Add a card$/).click();
	await page.waitForURL((u) => u.href.startsWith(`${bank.url}/card/`));
	await page.getByRole('link', { name: 'ok', exact: true }).click();
	await page.waitForURL(/\/account\/details$/);
	shown = page;
	return shown;
};

const pages = {};
for (const lang of ['', '/fi', '/sv']) {
	const at = (path) => (page) => page.goto(lang + path);
	Object.assign(pages, {
		[`account${lang.replace('/', '-')}`]: at('/account'),
		[`account-orders${lang.replace('/', '-')}`]: at('/account/orders'),
		[`account-details${lang.replace('/', '-')}`]: at('/account/details'),
		[`account-address${lang.replace('/', '-')}`]: at('/account/address'),
	});
}
pages['account-orders-sifted'] = (page) => page.goto('/account/orders?show=cancelled');
pages['account-address-wrong'] = async (page) => {
	await page.goto('/account/address');
	await button(page, /^Save$/).click();
};
pages['account-address-remove'] = async (page) => {
	await page.goto('/account/details');
	await page.locator('main').getByRole('link', { name: /^Remove/ }).first().click();
};
pages['checkout-known'] = async (page) => {
	await steps.findProduct(page);
	await steps.addToCart(page);
	await page.goto('/checkout');
};
inspector.tests(pages, someone);
inspector.markupTest();

await run();
