// Simple things of the admin: brands, attributes, redirects and others, with
// the mouse away.
import { test, after, run, check, equal, match } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { visit, browserStop, clean } from '../lib/browser.mjs';
import { Inspector, keepHtml } from '../lib/inspect.mjs';
import * as steps from './steps.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);
const inspector = new Inspector();
const window = { page: null };
const things = ['brands', 'attributes', 'size-guides', 'synonyms', 'redirects',
	'tax-rates', 'vat-numbers', 'customer-groups', 'locations', 'zones',
	'delivery', 'closed-days', 'interests'];

test('lists and empty forms are sound', async () => {
	window.page = await visit(shop);
	const { page } = window;
	keepHtml(page);
	await steps.ownerLogin(page, shop);
	for (const thing of things) {
		await page.goto(`/admin/${thing}`);
		await inspector.look(page, `things-${thing}`);
		await page.goto(`/admin/${thing}/new`);
		await inspector.look(page, `things-${thing}-new`);
	}
}, { seconds: 240 });

test('an attribute is made, found, put away and brought back by keyboard', async () => {
	const { page } = window;
	await page.goto('/admin/attributes');
	await page.locator('body').press('n');
	await page.waitForURL(/\/attributes\/new$/);
	await page.getByLabel('What it holds').focus();
	await page.keyboard.type('Colours');
	await page.getByRole('textbox', { name: 'Name', exact: true }).focus();
	await page.keyboard.type('Glaze');
	await page.getByRole('textbox', { name: 'New 1: Value (English)' }).focus();
	await page.keyboard.type('Celadon');
	await page.getByRole('textbox', { name: 'New 1: Colour' }).focus();
	await page.keyboard.type('#12345');
	await page.keyboard.press('Control+s');
	await page.locator('.errors').waitFor();
	equal(await page.evaluate(() => document.activeElement.className),
		'errors', 'what is focused');
	await inspector.look(page, 'things-attribute-wrong');
	await page.locator('.errors a').first().press('Enter');
	equal(await page.evaluate(() => document.activeElement.id),
		'new0_swatch', 'where the summary leads');
	await page.keyboard.press('Control+a');
	await page.keyboard.type('#a8c0b0');
	await page.keyboard.press('Control+s');
	await page.waitForURL(/\/attributes\/\d+$/);
	equal(await page.locator('h1').innerText(), 'Glaze', 'the heading');
	await inspector.look(page, 'things-attribute');

	await page.goto('/admin/attributes');
	await page.locator('body').press('/');
	await page.keyboard.type('glaz');
	await page.keyboard.press('Enter');
	await page.waitForURL(/q=glaz/);
	const row = page.getByRole('row').filter({ hasText: 'Glaze' });
	await row.getByRole('checkbox').focus();
	await page.keyboard.press('Space');
	await page.getByRole('button', { name: 'Use as filter', exact: true })
		.press('Enter');
	await page.waitForURL(/\/attributes$/);
	match(await row.innerText(), /yes/, 'the row');

	await row.getByRole('link', { name: 'Glaze' }).press('Enter');
	await page.getByRole('link', { name: 'Archive this' }).press('Enter');
	await page.waitForURL(/archive$/);
	await inspector.look(page, 'things-attribute-archive');
	await page.getByRole('button', { name: 'Archive', exact: true })
		.press('Enter');
	await page.waitForURL(/undo=/);
	equal(await row.count(), 0, 'rows');
	await inspector.look(page, 'things-undo');
	await page.getByRole('button', { name: 'Undo' }).press('Enter');
	await page.waitForURL(/\/attributes\/\d+$/);
	match(await page.getByRole('list').filter({ hasText: 'Brought back' })
		.innerText(), /Archived[\s\S]*Created/, 'the changes');
}, { seconds: 120 });

test('an old address leads to a product that was searched for', async () => {
	const { page } = window;
	await page.goto('/admin/redirects/new');
	await page.getByRole('textbox', { name: /^Old address/ })
		.fill('https://old.example/products/Big-Mug/?ref=1');
	await page.getByRole('textbox', { name: /^Find a product/ }).fill('mug');
	await page.getByRole('button', { name: 'Find', exact: true }).click();
	await page.getByRole('radio', { name: /^Product: / }).first().waitFor();
	await inspector.look(page, 'things-redirect-found');
	await page.getByRole('radio', { name: /^Product: / }).first().check();
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await page.waitForURL(/\/redirects\/\d+$/);
	equal(await page.locator('h1').innerText(), '/products/big-mug');
	const visitor = await visit(shop);
	const answer = await visitor.goto('/products/big-mug');
	equal(answer.status(), 200, 'the product');
	match(visitor.url(), /\/p\//, 'where it led');
	await visitor.context().close();

	await page.getByRole('link', { name: 'Remove this' }).click();
	await page.getByRole('button', { name: 'Remove', exact: true }).click();
	await page.waitForURL(/undo=/);
	await page.getByRole('button', { name: 'Undo' }).click();
	await page.waitForURL(/\/redirects\/\d+$/);
	equal(await page.locator('h1').innerText(), '/products/big-mug');
});

test('two who write at once lose nothing', async () => {
	const { page } = window;
	await page.goto('/admin/brands/new');
	await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Kiurula');
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await page.waitForURL(/\/brands\/\d+$/);
	const maker = (p) => p.getByRole('textbox', { name: 'Manufacturer', exact: true });
	const other = await page.context().newPage();
	await other.goto(page.url());
	await maker(other).fill('Theirs Oy');
	await other.getByRole('button', { name: 'Save', exact: true }).click();
	await other.getByText('Saved.').waitFor();
	await maker(page).fill('Mine Oy');
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await page.getByRole('alert').waitFor();
	match(await page.getByRole('alert').innerText(),
		/Somebody saved this[\s\S]*Theirs Oy/, 'what is said');
	equal(await maker(page).inputValue(), 'Mine Oy', 'what I wrote');
	await inspector.look(page, 'things-stale');
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await page.waitForURL(/\/brands\/\d+$/);
	equal(await maker(page).inputValue(), 'Mine Oy', 'what is stored');
	await other.close();
});

test('a way to pay with a mistake unfolds', async () => {
	const page = await visit(shop);
	keepHtml(page);
	await steps.ownerLogin(page, shop);
	const days = page.getByLabel('Days until it is due');
	await page.goto('/admin/settings/payments');
	equal(await days.isVisible(), false, 'a way that is off');
	await page.getByText('Invoice', { exact: true }).click();
	await days.fill('many');
	await page.getByRole('button', { name: 'Save', exact: true }).last().click();
	await page.locator('.errors').waitFor();
	equal(await days.isVisible(), true, 'what is wrong');
	await inspector.look(page, 'things-payments-wrong');
	await days.fill('21');
	await page.getByRole('button', { name: 'Save', exact: true }).last().click();
	await page.getByText('Saved.').waitFor();
	await page.context().close();
});

test('what pictures show is said in the list', async () => {
	const { page } = window;
	await page.goto('/admin/media?show=missing');
	await inspector.look(page, 'things-media-missing');
	await page.goto('/admin/media');
	await inspector.look(page, 'things-media');
	const first = page.locator('input[name^="alt_en_"]').first();
	await first.fill('A mug on a shelf');
	const name = await first.getAttribute('name');
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await page.getByText('Saved.').waitFor();
	equal(await page.locator(`input[name="${name}"]`).inputValue(),
		'A mug on a shelf');
	await page.goto(`/admin/media/${name.replace('alt_en_', '')}`);
	await inspector.look(page, 'things-media-one');
	clean(page);
});

inspector.markupTest();
await run();
