// Orders that are fetched: from a store with its code, or from a carrier's
// pickup point; with and without scripts.
import { test, after, run, check, equal, match, eventually } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { visit, clean, browserStop } from '../lib/browser.mjs';
import * as steps from './steps.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);

const radio = (page, group, name) => page
	.getByRole('group', { name: group, exact: true })
	.getByRole('radio', { name });

// To the checkout with one thing of the shop, addresses filled in.
async function toCheckout(page, email) {
	await steps.findProduct(page);
	await steps.addToCart(page);
	await page.getByRole('link', { name: 'Checkout', exact: true }).click();
	await page.waitForURL(/\/checkout$/);
	await page.getByRole('textbox', { name: /^Email/ }).fill(email);
	await page.getByRole('textbox', { name: /^Name/ }).fill('Aino Korhonen');
	await page.getByRole('textbox', { name: /^Phone/ }).fill('040 000 7712');
	await page.getByRole('textbox', { name: /^Postal code/ }).fill('33100');
}

// Without scripts the choice is sent by the button.
async function update(page, js) {
	if (!js)
		await page.getByRole('button', { name: 'Update delivery and total' })
			.click();
}

async function finish(page) {
	await page.getByRole('group', { name: 'Payment', exact: true })
		.getByRole('radio', { name: /^Bank transfer/ }).check();
	await page.getByRole('checkbox', { name: /I accept the terms/ }).check();
	await steps.orderAndPay(page);
	return steps.readOrder(page);
}

for (const js of [true, false])
	test(`an order is fetched from a store with its code, scripts ${js ? 'on' : 'off'}`,
		async () => {
			const email = `store-${js}@posti.example`;
			const page = await visit(shop, { js });
			await toCheckout(page, email);
			await radio(page, 'Delivery', /^Pick up from a store/).check();
			await update(page, js);
			const stores = page.getByRole('group', { name: 'Pick it up at' });
			await stores.waitFor();
			await stores.getByRole('radio', { name: /Kalasatama/ }).check();
			const order = await finish(page);
			match(await page.locator('main').innerText(), /Verkkosaarenranta 4/,
				'the store on the order page');

			const owner = await visit(shop, { js });
			await steps.ownerLogin(owner, shop);
			await steps.ownerOpensOrder(owner, order.number);
			const press = async (name) => {
				await owner.getByRole('button', { name, exact: true }).click();
				await owner.waitForLoadState();
			};
			await press('Mark as paid');
			await press('Ready for pickup');
			await owner.getByLabel('Code that the customer shows').waitFor();
			await page.reload();
			const code = /\b\d{4} \d\d\b/.exec(
				await page.locator('main').innerText());
			check(code, 'the order page shows no code');
			await eventually(() => shop.mails().some((m) =>
				m.raw.includes(email) && m.text.includes(code[0])),
			{ what: 'the mail with the code' });

			await owner.getByLabel('Code that the customer shows')
				.fill(code[0] === '0000 00' ? '1111 11' : '0000 00');
			await press('Mark as collected');
			match(await owner.locator('body').innerText(),
				/not the code of this order/, 'a wrong code');
			await owner.getByLabel('Code that the customer shows').fill(code[0]);
			await press('Mark as collected');
			await owner.getByRole('button', { name: 'Mark as collected' })
				.waitFor({ state: 'detached' });
			await page.reload();
			match(await steps.statusOf(page), /Picked up/, 'the status');
			clean(page);
			clean(owner);
			await page.context().close();
			await owner.context().close();
		}, { seconds: 120 });

for (const js of [true, false])
	test(`a parcel goes to a pickup point near the buyer, scripts ${js ? 'on' : 'off'}`,
		async () => {
			const page = await visit(shop, { js });
			await toCheckout(page, `point-${js}@posti.example`);
			await radio(page, 'Delivery', /^Posti pickup point/).check();
			await update(page, js);
			const points = page.getByRole('group', { name: 'Pickup point' });
			const near = points.getByRole('radio', { name: /Tampereen Tammi/ });
			await near.waitFor();
			equal(await points.getByRole('radio').count() > 2, true,
				'several points');
			await near.check();
			await finish(page);
			match(await page.locator('main').innerText(),
				/Tampereen Tammi[^]*Itsenäisyydenkatu 73/,
				'the point on the order page');
			clean(page);
			await page.context().close();
		}, { seconds: 120 });

test('the owner tries an offer, and the product page names its stores', async () => {
	const owner = await visit(shop);
	await steps.ownerLogin(owner, shop);
	await owner.goto('/admin/delivery-try?country=FI&postal=22100&weight=31000');
	match(await owner.locator('main').innerText(), /Home delivery[^]*2/,
		'two parcels');
	await owner.goto('/admin/locations');
	await owner.getByRole('link', { name: 'Poukama Tampere' }).waitFor();
	const page = await visit(shop);
	await steps.findProduct(page);
	match(await page.locator('#stock').innerText(), /Poukama Kalasatama/,
		'the stores that have it');
	clean(owner);
	clean(page);
	await owner.context().close();
	await page.context().close();
});

await run();
