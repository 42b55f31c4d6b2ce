// The owner's desk: a file of products comes in, a sale is planned, a set is
// made, and a customer buys of it.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, after, run, check, equal, match, eventually } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { visit, clean, browserStop } from '../lib/browser.mjs';
import { Inspector, keepHtml } from '../lib/inspect.mjs';
import * as steps from './steps.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);
const inspector = new Inspector();
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'puoti-desk-'));
after(() => fs.rmSync(dir, { recursive: true }));
const desk = { page: null, set: null, part: null };

function csv(name, rows) {
	const file = path.join(dir, name);
	fs.writeFileSync(file, `${rows.join('\n')}\n`);
	return file;
}

const goods = ['Handle,Title,Body (HTML),Vendor,Type,Tags,Published,'
	+ 'Option1 Name,Option1 Value,Variant SKU,'
	+ 'Variant Inventory Tracker,Variant Inventory Qty,'
	+ 'Variant Price,Variant Compare At Price,Status',
	'saari-tray,Saari tray,<p>Birch.</p>,Saari,Trays,,true,Title,Default Title,'
	+ 'SAARI,shopify,7,24.00,30.00,active',
	'saari-napkin,Saari napkin,<p>Linen.</p>,Saari,Linen,,true,Title,'
	+ 'Default Title,SAARI-N,shopify,20,6.00,,active'];

async function send(file) {
	const { page } = desk;
	await page.goto('/admin/import');
	await page.getByLabel('Products, as CSV').setInputFiles(file);
	await page.getByRole('button', { name: 'Look it through' }).click();
	await page.waitForURL(/\/admin\/import\/\d+/);
	const state = page.getByRole('heading', { level: 2 }).first();
	await eventually(async () => {
		await page.reload();
		return !/^(Looking|Importing)/.test(await state.innerText());
	}, { what: 'the file', seconds: 30 });
	return state.innerText();
}

test('a file with a mistake changes nothing and says where it is', async () => {
	desk.page = await visit(shop);
	keepHtml(desk.page);
	const { page } = desk;
	await steps.ownerLogin(page, shop);
	const wrong = [...goods];
	wrong[2] = wrong[2].replace('6.00', 'cheap');
	equal(await send(csv('wrong.csv', wrong)), 'The file needs mending', 'state');
	match(await page.locator('main').innerText(), /line 3/, 'the line');
	equal(await page.getByRole('button', { name: /^Import/ }).count(), 0, 'button');
	await inspector.look(page, 'admin-import-wrong');
});

test('a right file is looked through first, then imported', async () => {
	const { page } = desk;
	equal(await send(csv('saari.csv', goods)), 'Ready to import', 'state');
	await inspector.look(page, 'admin-import-checked');
	await page.getByRole('button', { name: 'Import 2 products' }).click();
	await eventually(async () => {
		await page.reload();
		return /Imported/.test(await page.getByRole('heading', { level: 2 })
			.first().innerText());
	}, { what: 'the import', seconds: 30 });
	await inspector.look(page, 'admin-import-done');
	const answer = await page.goto('/p/saari-tray');
	equal(answer.status(), 200, 'the product');
	match(await page.locator('main').innerText(), /€24\.00/, 'the price');
});

async function openProduct(name, tab) {
	const { page } = desk;
	await page.goto(`/admin/products?q=${encodeURIComponent(name)}`);
	await page.getByRole('link', { name, exact: true }).first().click();
	await page.getByRole('link', { name: tab, exact: true }).click();
}

test('a sale that is planned shows what the law wants', async () => {
	const { page } = desk;
	await openProduct('Saari tray', 'Sales and dates');
	await page.getByLabel('Kind').selectOption('sale');
	await page.getByRole('textbox', { name: /^Price/ }).fill('18,00');
	const pad = (n) => String(n).padStart(2, '0');
	const soon = new Date(Date.now() + 3 * 86400e3);
	await page.getByLabel('From', { exact: true }).fill(
		`${soon.getFullYear()}-${pad(soon.getMonth() + 1)}-${pad(soon.getDate())}T09:00`);
	await page.getByRole('button', { name: 'Plan it' }).click();
	await page.waitForLoadState();
	equal(await page.locator('.errors').count(), 0, 'errors');
	match(await page.locator('#coming-h').locator('xpath=ancestor::section')
		.innerText(), /18\.00[\s\S]*−25 %[\s\S]*€24\.00/, 'what is to come');
	await inspector.look(page, 'admin-plan');
	await page.goto('/p/saari-tray');
	match(await page.locator('main').innerText(), /€24\.00/, 'the price today');
});

async function addPart(sku, qty) {
	const { page } = desk;
	await page.getByRole('textbox', { name: 'Add a part' }).fill(sku);
	await page.getByRole('textbox', { name: 'How many in one set' }).fill(qty);
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await page.waitForLoadState();
}

test('a set of parts: each mistake stands at its own field', async () => {
	const { page } = desk;
	const rows = [goods[0], 'saari-set,Saari set,<p>Both.</p>,Saari,Sets,,true,'
		+ 'Title,Default Title,SAARI-SET,,0,33.00,,active'];
	await send(csv('set.csv', rows));
	await page.getByRole('button', { name: 'Import 1 product' }).click();
	await eventually(async () => (await page.goto('/p/saari-set')).status() === 200,
		{ what: 'the set', seconds: 30 });
	await openProduct('Saari set', 'Set of parts');
	await addPart('SAARI', '1');
	equal(await page.locator('.errors').count(), 0, 'errors');
	await addPart('NO-SUCH-THING', 'many');
	const wrong = page.locator('[aria-invalid=true]');
	equal(await wrong.count(), 2, 'fields with a mistake');
	for (const field of await wrong.all()) {
		const ids = (await field.getAttribute('aria-describedby')).split(' ');
		const said = page.locator(`[id="${ids.at(-1)}"]`);
		equal(await said.count(), 1, 'its message');
	}
	match(await page.locator('main').innerText(), /Write a whole number/, 'quantity');
	match(await page.locator('main').innerText(), /Nothing has this name or SKU/, 'SKU');
	await inspector.look(page, 'admin-parts-wrong');
	await addPart('SAARI-N', '2');
	match(await page.locator('main').innerText(), /Sets that can be sold now:\s*7/,
		'sets');
	await inspector.look(page, 'admin-parts');
});

test('a customer buys the set, and its parts are gone from the shelf', async () => {
	const page = await visit(shop, { js: false });
	await page.goto('/p/saari-set');
	await steps.addToCart(page);
	await page.getByRole('link', { name: 'Checkout', exact: true }).click();
	await steps.fillCheckout(page);
	await steps.orderAndPay(page);
	await steps.readOrder(page);
	match(await page.locator('main').innerText(), /Saari set/, 'the order');
	await page.context().close();
	await openProduct('Saari set', 'Set of parts');
	match(await desk.page.locator('main').innerText(),
		/Sets that can be sold now:\s*6/, 'sets left');
});

test('an archived category and a removed page come back by one button', async () => {
	const { page } = desk;
	for (const [list, button] of [['categories', 'Archive the category'],
		['texts', 'Remove the page']]) {
		await page.goto(`/admin/${list}`);
		const link = page.locator('tbody th a').first();
		const name = (await link.innerText()).trim();
		const where = await link.getAttribute('href');
		await page.goto(`${where}/archive`);
		await page.getByRole('button', { name: button }).click();
		await page.waitForURL(/undo=/);
		equal(await page.getByRole('link', { name, exact: true }).count(), 0, 'gone');
		await inspector.look(page, `admin-${list}-undo`);
		await page.getByRole('button', { name: 'Undo' }).click();
		await page.waitForLoadState();
		check(await page.getByRole('link', { name, exact: true }).count() > 0,
			'it is back');
	}
	clean(page);
});

inspector.markupTest();
await run();
