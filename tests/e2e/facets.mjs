// Filtering a category: on a desk and a phone, with and without scripts.
import { test, after, run, check, equal } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { visit, browserStop, PHONE, DESK } from '../lib/browser.mjs';
import { Inspector, keepHtml } from '../lib/inspect.mjs';
import * as steps from './steps.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);
const inspector = new Inspector();

// The first category from the home page that has values to choose from.
async function toCategory(page, lang = 'en') {
	await page.goto(`${steps.prefix(lang)}/`);
	const paths = await page.locator('main .tiles a').evaluateAll(
		(all) => all.map((a) => a.getAttribute('href')));
	for (const path of paths) {
		await page.goto(path);
		if (await page.locator('.facets input[type=checkbox]').count() > 1)
			return path;
	}
	throw new Error('no category has filters');
}

const total = async (page) => Number(/\d+/.exec(
	await page.locator('.bar > p').innerText())[0]);

// On a phone, and where the sheet is not forced open, it has to be opened.
async function open(page) {
	const box = page.locator('.facets input[type=checkbox]').first();
	if (!await box.isVisible())
		await page.locator('.facets > summary').click();
	await box.waitFor({ state: 'visible' });
	// what is folded away unfolds, group by group, then "Show more"
	for (const way of ['>', ' ']) {
		const shut = page.locator(`.facets form${way}details:not([open]) > summary`);
		for (let n = await shut.count(); n; n--)
			await shut.first().click();
	}
}

async function show(page) {
	await page.locator('.facets button').click();
	await page.waitForLoadState();
}

// Check the value that has the fewest products; how many it promises.
async function choose(page) {
	const labels = page.locator('.facets fieldset > label.check');
	const counts = (await labels.locator('.num').allInnerTexts()).map(Number);
	const least = counts.indexOf(Math.min(...counts));
	await labels.nth(least).locator('input').check();
	return counts[least];
}

for (const js of [true, false])
	for (const size of [DESK, PHONE])
		test(`a filter shows as many as it says: scripts ${js}, ${size.width} px`,
			async () => {
				const page = await visit(shop, { js, size });
				const path = await toCategory(page);
				const all = await total(page);
				await open(page);
				const promised = await choose(page);
				await show(page);
				equal(await total(page), promised, 'products');
				check(new URL(page.url()).searchParams.toString()
					.split('&').length === 1, page.url());
				equal(await page.locator('.chips .chip.on').count(), 1,
					'chips');
				await page.locator('.chips .chip.on').click();
				await page.waitForLoadState();
				equal(new URL(page.url()).pathname, path, 'path');
				equal(await total(page), all, 'products again');
				await page.context().close();
			});

test('groups fold by keyboard, and the first are open', async () => {
	const page = await visit(shop);
	await toCategory(page);
	const groups = page.locator('.facets form > details');
	check(await groups.first().getAttribute('open') !== null, 'the first is shut');
	const shut = page.locator('.facets form > details:not([open])');
	const n = await shut.count();
	check(n > 0, 'a wall of boxes');
	await shut.first().locator('summary').first().focus();
	await page.keyboard.press('Enter');
	equal(await shut.count(), n - 1, 'those that are shut');
	await page.context().close();
});

test('sub-categories are tiles with their pictures and how many', async () => {
	for (const size of [DESK, PHONE]) {
		const page = await visit(shop, { size });
		await page.goto('/c/table');
		const tiles = page.getByRole('list', { name: 'In this category' })
			.getByRole('listitem');
		check(await tiles.count() > 1, 'no tiles');
		equal(await tiles.locator('img').count(), await tiles.count(), 'pictures');
		const link = tiles.last().getByRole('link');
		await link.focus();
		const n = Number(/\d+$/.exec((await link.innerText()).trim())[0]);
		await page.keyboard.press('Enter');
		await page.waitForURL(/\/c\/table\/./);
		equal(await total(page), n, 'products');
		await page.context().close();
	}
});

test('a price from a form becomes a short address', async () => {
	const page = await visit(shop);
	await toCategory(page);
	await open(page);
	await page.locator('#price-from').fill('1');
	await page.locator('#price-to').fill('99999');
	await show(page);
	equal(new URL(page.url()).search, '?price=1-99999', 'query');
	check(await page.locator('li.card').count() > 0, 'nothing is shown');
	equal(await page.locator('#price-from').inputValue(), '1', 'typed');
	await page.context().close();
});

test('what nothing has is said, with a way back', async () => {
	const page = await visit(shop);
	const path = await toCategory(page);
	await page.goto(`${path}?price=99000-&in_stock=1`);
	equal(await page.locator('li.card').count(), 0, 'cards');
	check(await page.locator('meta[name=robots]').count() === 1,
		'two filters are not for search engines');
	await page.getByRole('link', { name: 'Clear all' }).click();
	await page.waitForLoadState();
	check(await page.locator('li.card').count() > 0, 'no way back');
	await page.context().close();
});

const pages = new Map();
for (const lang of ['en', 'fi', 'sv']) {
	const page = async () => {
		if (!pages.has(lang)) {
			const p = await visit(shop);
			keepHtml(p);
			pages.set(lang, p);
		}
		return pages.get(lang);
	};
	inspector.tests({
		[`filters-${lang}`]: (p) => toCategory(p, lang),
		[`filtered-${lang}`]: async (p) => {
			await toCategory(p, lang);
			await open(p);
			await choose(p);
			await show(p);
		},
		[`filtered-out-${lang}`]: async (p) => {
			const path = await toCategory(p, lang);
			await p.goto(`${path}?price=99000-`);
		},
	}, page);
}

inspector.markupTest();
await run();
