// A buyer's way to a payment service and back, in a browser, with and without
// scripts: paid, declined and tried again, paid in another way, the service
// away; failed payments stop at ten.
import { test, after, run, check, equal, match } from '../lib/tap.mjs';
import { shopStart, portTake } from '../lib/shop.mjs';
import { visit, browserStop, axe, overflow, PHONE } from '../lib/browser.mjs';
import { bookkeeper } from '../standin/books.mjs';
import { standIn } from '../standin/pay.mjs';
import * as steps from './steps.mjs';

const bank = await standIn(await portTake());
const shop = await shopStart({ env: { PUOTI_PAY_STANDIN: bank.url, PUOTI_LIMITS: '1' } });
after(() => shop.stop());
after(() => bank.stop());
after(browserStop);
const books = await bookkeeper(shop, bank);
await books.setUp();

// All but the request to the service itself, which is the point.
function clean(page) {
	const bad = page.problems.filter((p) => !p.includes(bank.url));
	equal(bad, [], 'problems');
}

async function toBank(page, values = {}) {
	await steps.findProduct(page);
	await steps.chooseVariant(page);
	await steps.addToCart(page);
	await page.getByRole('link', { name: 'Checkout' }).first().click();
	await page.waitForURL(/\/checkout$/);
	await steps.fillCheckout(page, 'en', { terms: true, payment: 'transfer', ...values });
	await page.getByRole('group', { name: 'Payment', exact: true })
		.getByRole('radio', { name: /^Online bank/ }).check();
	await steps.orderAndPay(page);
	await page.waitForURL((u) => u.href.startsWith(`${bank.url}/page/`));
}

const status = (page) => steps.statusOf(page);

for (const js of [true, false]) {
	const how = `scripts ${js ? 'on' : 'off'}`;

	test(`a buyer pays at Paytrail and comes back, ${how}`, async () => {
		const page = await visit(shop, { js, size: PHONE });
		await toBank(page, { email: `paid-${js}@posti.example` });
		await page.getByRole('link', { name: 'ok', exact: true }).click();
		await page.waitForURL(/\/order\//);
		match(await status(page), /^Paid/, 'the status');
		clean(page);
		await page.context().close();
	});

	test(`declined, tried again, paid, ${how}`, async () => {
		const page = await visit(shop, { js });
		await toBank(page, { email: `again-${js}@posti.example` });
		await page.getByRole('link', { name: 'fail', exact: true }).click();
		await page.waitForURL(/\/order\//);
		match(await status(page), /did not go through/, 'the status');
		if (js)
			equal(await axe(page), '', 'axe');
		await page.getByRole('button', { name: /^Try again: Online bank/ }).click();
		await page.waitForURL((u) => u.href.startsWith(`${bank.url}/page/`));
		await page.getByRole('link', { name: 'ok', exact: true }).click();
		await page.waitForURL(/\/order\//);
		match(await status(page), /^Paid/, 'the status');
		clean(page);
		await page.context().close();
	});

	test(`declined, then paid by transfer, ${how}`, async () => {
		const page = await visit(shop, { js, size: PHONE });
		await toBank(page, { email: `other-${js}@posti.example` });
		await page.getByRole('link', { name: 'fail', exact: true }).click();
		await page.waitForURL(/\/order\//);
		await page.getByRole('button', { name: /: Bank transfer$/ }).click();
		await page.getByRole('heading', { name: 'Pay by bank transfer' }).waitFor();
		match(await status(page), /^Waiting for payment/, 'the status');
		if (js)
			equal(await overflow(page), 0, 'sideways scroll');
		clean(page);
		await page.context().close();
	});

	test(`the service is away: the order stands and says so, ${how}`, async () => {
		const page = await visit(shop, { js });
		bank.next('create', '500');
		await toBank(page, { email: `away-${js}@posti.example` }).catch(() => {});
		await page.waitForURL(/\/order\//);
		match(await page.locator('body').innerText(), /did not answer/, 'the page');
		await page.getByRole('button', { name: /: Online bank/ }).click();
		await page.waitForURL((u) => u.href.startsWith(`${bank.url}/page/`));
		clean(page);
		await page.context().close();
	});
}

test('failed payments of one cart, e-mail or address stop at ten', async () => {
	// the network's own limit is another, and this test is one network
	await shop.sql('DELETE FROM attempt');
	const order = await books.buy('paytrail', { email: 'ten@posti.example' });
	let tries = 1, res;
	for (; tries <= 20; tries++) {
		const pay = bank.byOrder(order.number);
		await bank.notify(bank.settle(pay, 'fail'));
		const before = bank.calls.length;
		res = await order.again('paytrail');
		if (res.status === 429) {
			equal(bank.calls.length, before, 'calls of the provider');
			break;
		}
		equal(res.status, 303, `try ${tries}`);
	}
	equal(tries, 10, 'failed payments until it ends');
	equal(res.headers['retry-after'] !== undefined, true, 'says when');
	check((await order.v.get(order.path)).status === 200, 'the order stands');
});

await run();
