// Searching: suggestions while typing, by keyboard and by touch, and the form
// that works without them.
import { test, after, run, check, equal, match } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { visit, clean, axe, overflow, browserStop, DESK, PHONE } from '../lib/browser.mjs';
import { Inspector, keepHtml } from '../lib/inspect.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);
const inspector = new Inspector();

const list = (page) => page.getByRole('listbox', { name: 'Suggestions' });
const field = (page) => page.getByRole('searchbox', { name: 'Search' })
	.or(page.getByRole('combobox', { name: 'Search' })).first();

async function type(page, text) {
	const seek = page.locator('.tool.seek');
	if (await seek.isVisible())
		await seek.click();
	await field(page).click();
	await field(page).pressSequentially(text);
	await list(page).waitFor();
}

const chosen = (page) => page.locator('#suggestions [aria-selected=true]');

test('arrows walk through the suggestions and back to the field', async () => {
	const page = await visit(shop);
	await page.goto('/');
	await type(page, 'mug');
	const options = list(page).getByRole('option');
	const n = await options.count();
	check(n > 2, `only ${n} suggestions`);
	equal(await chosen(page).count(), 0, 'chosen before a key');
	await page.keyboard.press('ArrowDown');
	equal(await field(page).getAttribute('aria-activedescendant'),
		await options.first().getAttribute('id'), 'the first');
	await page.keyboard.press('ArrowDown');
	equal(await chosen(page).getAttribute('id'),
		await options.nth(1).getAttribute('id'), 'the second');
	await page.keyboard.press('ArrowUp');
	await page.keyboard.press('ArrowUp');
	equal(await chosen(page).count(), 0, 'back in the field');
	await page.keyboard.press('ArrowUp');
	equal(await chosen(page).getAttribute('id'),
		await options.last().getAttribute('id'), 'round to the last');
	check(await field(page).evaluate((e) => e === document.activeElement),
		'the focus has left the field');
	clean(page);
	await page.context().close();
});

test('Enter opens what is chosen, and searches when nothing is', async () => {
	const page = await visit(shop);
	await page.goto('/');
	await type(page, 'kide');
	const thing = list(page).getByRole('option', { name: /^Kide mug €|^Kide mug from/ });
	const at = await thing.first().evaluate((e) => [...e.parentNode.children].indexOf(e));
	for (let i = 0; i <= at; i++)
		await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/p\/kide-mug$/);
	await type(page, 'kide');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/search\?q=kide$/);
	check(await page.locator('li.card').count() > 0, 'nothing found');
	clean(page);
	await page.context().close();
});

test('Escape shuts the list and keeps what was typed', async () => {
	const page = await visit(shop);
	await page.goto('/');
	await type(page, 'mug');
	await page.keyboard.press('Escape');
	await list(page).waitFor({ state: 'hidden' });
	equal(await field(page).inputValue(), 'mug', 'typed');
	check(await field(page).evaluate((e) => e === document.activeElement),
		'the focus has left the field');
	await page.keyboard.press('ArrowDown');
	await list(page).waitFor();
	clean(page);
	await page.context().close();
});

test('the open list is accessible and fits', async () => {
	for (const size of [DESK, PHONE]) {
		const page = await visit(shop, { size });
		await page.goto('/');
		await type(page, 'mug');
		equal(await axe(page), '', `axe at ${size.width}`);
		equal(await overflow(page), 0, 'overflow');
		for (const option of await list(page).getByRole('option').all())
			check((await option.boundingBox()).height >= 43,
				`too low to touch at ${size.width}`);
		await list(page).getByRole('option').last().click();
		await page.waitForURL(/\/search\?q=mug$/);
		clean(page);
		await page.context().close();
	}
});

test('without a script the form searches', async () => {
	for (const size of [DESK, PHONE]) {
		const page = await visit(shop, { js: false, size });
		await page.goto('/');
		const seek = page.locator('.tool.seek');
		if (await seek.isVisible())
			await seek.click();
		await page.locator('#q').fill('mug');
		await page.locator('#q').press('Enter');
		await page.waitForURL(/\/search\?q=mug$/);
		check(await page.locator('li.card').count() > 0, 'nothing found');
		match(await page.locator('h1').innerText(), /mug/, 'the heading');
		await page.context().close();
	}
});

let window;
async function page() {
	if (!window) {
		window = await visit(shop);
		keepHtml(window);
	}
	return window;
}
inspector.tests({
	'search-many': (p) => p.goto('/search?q=mug'),
	'search-filtered': (p) => p.goto('/search?q=mug&price=-20'),
	'search-mended': async (p) => {
		await p.goto('/search?q=kettel');
		await p.getByText('Showing results for').waitFor();
	},
	'search-none': async (p) => {
		await p.goto('/search?q=qqqqzzzz');
		equal(await p.locator('.listing').count(), 0, 'filters of nothing');
	},
	'search-how': async (p) => {
		await p.goto('/search?q=mug');
		await p.getByRole('link', { name: 'How results are ordered' }).click();
		await p.waitForURL(/\/search\/how$/);
	},
}, page);

inspector.markupTest();
await run();
