// The owner adds a product with two variants and a picture; a customer buys.
import { test, after, run, check, equal, match, eventually } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { visit, clean, browserStop, picture } from '../lib/browser.mjs';
import * as steps from './steps.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);

let where;

test('the owner adds a product with two variants and a picture', async () => {
	const page = await visit(shop);
	await steps.ownerLogin(page, shop);
	await page.getByRole('navigation').getByRole('link',
		{ name: 'Products', exact: true }).first().click();
	await page.getByRole('main').getByText('Add product', { exact: true })
		.first().click();
	const main = page.getByRole('main');
	await main.getByRole('textbox', { name: /^Name/ }).first().fill('Aava pitcher');
	await main.getByRole('textbox', { name: /^Price/ }).fill('34,90');
	await page.locator('input[type=file]').first().setInputFiles(picture());
	await main.getByRole('textbox', { name: /^Option name/ }).first().fill('Colour');
	await main.getByRole('textbox', { name: /^Values/ }).first().fill('Sea, Snow');
	await page.getByRole('button', { name: 'Make variants' }).click();
	await page.waitForURL(/\/admin\/products\/\d+/);
	const rows = page.locator('#variants tbody tr');
	check(await rows.count() >= 2, 'no variants');
	const prices = page.getByRole('textbox', { name: /^Price of/ });
	for (const box of await prices.all())
		await box.fill('34,90');
	await main.getByRole('combobox', { name: 'State' }).selectOption('active');
	await page.getByRole('button', { name: 'Save', exact: true }).last().click();
	await page.waitForLoadState();
	equal(await page.locator('.errors').count(), 0, 'errors');
	await stockUp(page);
	const link = page.getByRole('link', { name: 'See in the shop' });
	where = await link.getAttribute('href');
	clean(page);
	await page.context().close();
});

// Ten more of each variant in each place that keeps stock.
async function stockUp(page) {
	const boxes = page.getByRole('textbox', { name: /^Change or count of/ });
	const [[places]] = await shop.sql(
		'SELECT count(*) FROM location WHERE archived_ms IS NULL');
	check(places > 1, 'the demo shop has several places');
	const names = await boxes.evaluateAll((all) =>
		all.map((box) => box.ariaLabel));
	equal(names.length, 2 * places, 'boxes for stock');
	equal(new Set(names).size, names.length, `own names: ${names}`);
	for (const box of await boxes.all())
		await box.fill('10');
	await page.getByRole('button', { name: 'Adjust stock' }).click();
	await page.waitForLoadState();
	equal(await page.locator('.errors').count(), 0, 'errors');
	equal(await page.locator('#stock tbody').first().locator('tr td:nth-child(3)')
		.allInnerTexts(), names.map(() => '10'), 'on hand');
}

test('a customer finds it with its picture and buys the second variant', async () => {
	check(where, 'no product');
	const page = await visit(shop, { js: false });
	await eventually(async () => {
		await page.goto(where);
		const img = page.locator('.gallery img').first();
		return await img.count() && /^\/media\//.test(
			await img.getAttribute('src'));
	}, { what: 'the picture', seconds: 30 });
	match(await page.locator('h1').innerText(), /Aava pitcher/, 'the heading');
	await page.getByRole('group', { name: 'Colour' })
		.getByRole('radio', { name: /Snow/ }).check();
	await steps.addToCart(page);
	match(await page.locator('main li.line').innerText(), /Snow/, 'the line');
	await page.getByRole('link', { name: 'Checkout', exact: true }).click();
	await steps.fillCheckout(page);
	await steps.orderAndPay(page);
	await steps.readOrder(page);
	match(await page.locator('main').innerText(), /Aava pitcher[\s\S]*Snow/,
		'the order page');
	clean(page);
	await page.context().close();
});

test('the search finds it', async () => {
	const page = await visit(shop);
	await page.goto('/');
	await page.getByRole('searchbox', { name: 'Search' }).fill('pitcher');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/search/);
	match(await page.locator('main').innerText(), /Aava pitcher/, 'the results');
	await page.context().close();
});

await run();
