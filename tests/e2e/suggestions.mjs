// The owner's hand on suggestions, and what the shop counts of them: from the
// owner's page to the visitor's, and from a visitor's clicks to the report.
import { test, after, run, check, equal, match, eventually } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { visit, clean, browserStop } from '../lib/browser.mjs';
import { Inspector, keepHtml } from '../lib/inspect.mjs';
import { request } from '../lib/http.mjs';
import { tr } from '../lib/po.mjs';
import * as steps from './steps.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);
const inspector = new Inspector();

const owner = await visit(shop);
keepHtml(owner);
await steps.ownerLogin(owner, shop);

// Slugs on a shelf of a page, as somebody sees it who was never here; null:
// there is no such shelf.
async function shelf(path, code) {
	const { text } = await request(`${shop.url}${path}`);
	const at = text.indexOf(`aria-labelledby="${code}"`);
	if (at < 0)
		return null;
	const html = text.slice(at, text.indexOf('</section>', at));
	return [...new Set([...html.matchAll(/href="\/p\/([^"?]+)[^"]*"/g)]
		.map((m) => m[1]))];
}

const goTo = (where) => owner.goto(`/admin/suggestions${where}`);

async function pick(sku, rail, kind) {
	await goTo('/shelves');
	await owner.getByLabel('Product', { exact: true }).fill(sku);
	await owner.locator('#rail').selectOption(rail);
	await owner.locator('#kind').selectOption(kind);
	await owner.getByRole('button', { name: 'Add', exact: true }).click();
	await owner.getByText('Shelves show it from now on.').waitFor();
}

// A product that can be bought and stands on none of these: [slug, SKU, name].
async function another(slugs) {
	const [found] = await shop.sql('SELECT s.slug, v.sku, t.name FROM listing l' +
		' JOIN product p ON p.id = l.product' +
		" JOIN slug s ON s.kind = 'product' AND s.locale = 'en' AND s.target = p.id AND s.current = 1" +
		" JOIN product_text t ON t.product = p.id AND t.locale = 'en'" +
		' JOIN variant v ON v.product = p.id' +
		` WHERE l.available = 1 AND p.kind = 'goods' AND s.slug NOT IN (${slugs.map((s) => `'${s}'`)})` +
		' ORDER BY p.id DESC LIMIT 1');
	return found;
}

test('what the owner pins stands first, what they hide is gone', async () => {
	const before = await shelf('/', 'best');
	check(before?.length > 2, `the home page shows ${before}`);
	const [slug, sku, name] = await another(before);
	await pick(sku, 'best', 'pin');
	equal((await shelf('/', 'best'))[0], slug, 'the first after pinning');
	await owner.getByRole('button', { name: `Remove ${name}, What sells` }).click();
	await owner.getByText('Removed.').waitFor();
	equal(await shelf('/', 'best'), before, 'the shelf without the pin');

	const [gone] = before;
	const [[other]] = await shop.sql('SELECT v.sku FROM variant v JOIN slug s ON' +
		` s.kind = 'product' AND s.target = v.product AND s.slug = '${gone}' LIMIT 1`);
	await pick(other, '', 'hide');
	const after = await shelf('/', 'best');
	check(!after.includes(gone), `${gone} is still there`);
	equal(after[0], before[1], 'what comes in its place');
	clean(owner);
});

test('a shelf that is turned off stands nowhere, and comes back', async () => {
	await goTo('/shelves');
	await owner.getByRole('button', { name: 'Turn off What sells' }).click();
	await owner.getByText('The shelf is not shown any more.').waitFor();
	equal(await shelf('/', 'best'), null, 'the shelf');
	await owner.getByRole('button', { name: 'Turn on What sells' }).click();
	await owner.getByText('The shelf is shown again.').waitFor();
	check(await shelf('/', 'best'), 'it did not come back');
});

test('nobody is held out when the owner says so', async () => {
	await owner.goto('/admin/settings/suggestions');
	await owner.getByLabel('People who are held out, of 100').fill('0');
	await owner.getByRole('button', { name: 'Save', exact: true }).click();
	await owner.waitForLoadState();
	equal(await shop.sql("SELECT value FROM setting WHERE code = 'personal.holdout'"),
		[['0']], 'the setting');
});

test('the report of a demo has made-up people in both groups, and says so', async () => {
	await goTo('?days=90');
	const text = await owner.locator('main').innerText();
	match(text, /This is a demo: most of the people here are made up/, 'the words');
	for (const heading of ['Do they work?', 'Shelf by shelf', 'Clicks by day'])
		check(text.includes(heading), `no ${heading}`);
	const sums = await shop.sql("SELECT arm, sum(subjects) > 5, sum(buyers) > 0" +
		" FROM rail_day WHERE rail = '' GROUP BY arm ORDER BY arm");
	equal(sums, [['held', 1, 1], ['shown', 1, 1]], 'people and buyers');
	check(await owner.locator('svg.range').count() > 8, 'ranges');
	check(await owner.locator('svg.days rect').count() > 5, 'days');
	clean(owner);
});

// Pages and clicks of today, of a shelf, in the report of the owner.
async function counted(name) {
	await goTo('?days=7');
	const row = owner.getByRole('row', { name: new RegExp(`^${name} `) });
	if (await row.count() === 0)
		return [0, 0];
	const cells = await row.getByRole('cell').allInnerTexts();
	return [Number(cells[0]), Number(cells[1])];
}

async function written(kind, n) {
	await eventually(async () => (await shop.sql('SELECT count(*) FROM event' +
		` WHERE kind = '${kind}'`))[0][0] >= n, { what: `${n} ${kind}` });
}

test('a click of who accepted is in the report, of who did not is not', async () => {
	const code = 'best', name = 'What sells';
	await shop.puoti('worker', '--once');
	const [shown, clicked] = await counted(name);
	const [[clicks]] = await shop.sql("SELECT count(*) FROM event WHERE kind = 'click'");
	for (const answer of ['Refuse', 'Accept']) {
		const page = await visit(shop);
		await page.goto('/');
		await page.getByRole('button', { name: tr('en', answer), exact: true }).click();
		await page.locator('section.consent').waitFor({ state: 'detached' });
		await page.goto('/');
		await page.locator(`section[aria-labelledby="${code}"] .rail a`).first().click();
		await page.waitForURL(/\/p\//);
		clean(page);
		await page.context().close();
	}
	await written('click', clicks + 1);
	// the worker counts within seconds, nobody has to ask
	let shownNow, clickedNow;
	await eventually(async () => {
		[shownNow, clickedNow] = await counted(name);
		return clickedNow > clicked;
	}, { what: 'the click in the report', seconds: 20 });
	equal(clickedNow, clicked + 1, 'clicks in the report');
	check(shownNow > shown, `shown ${shown}, then ${shownNow}`);
	const file = await owner.evaluate(() => fetch(
		'/admin/suggestions/suggestions.csv?days=7').then((r) => r.text()));
	match(file, /^day,shelf,group,people,shown,clicked,bought,revenue,/, 'the CSV');
	match(file, new RegExp(`,best,shown,\\d+,\\d+,${clickedNow},`), 'the CSV');
});

test('what would be suggested can be tried; a look at a person is written down', async () => {
	const [, sku] = await another(['']);
	await goTo(`/try?product=${encodeURIComponent(sku)}`);
	check(await owner.getByRole('heading', { level: 3 }).count() >= 4, 'its shelves');
	await inspector.look(owner, 'admin-suggestions-try');
	const [[email, id]] = await shop.sql('SELECT email, id FROM customer' +
		' WHERE email_norm IS NOT NULL ORDER BY id LIMIT 1');
	await owner.getByLabel('Email, or number of an order').fill(email);
	await owner.getByRole('button', { name: 'Look', exact: true }).click();
	await owner.getByRole('heading', { level: 3, name: 'For you' }).waitFor();
	equal(await shop.sql("SELECT entity_id FROM audit WHERE action = 'look'"), [[id]],
		'who was looked at');
});

test('the pages are accessible and fit 360 px', async () => {
	await goTo('');
	await inspector.look(owner, 'admin-suggestions');
	await goTo('/shelves');
	await inspector.look(owner, 'admin-suggestions-shelves');
});

test('doctor says when the model is of last week', async () => {
	await eventually(async () => (await shop.sql("SELECT 1 FROM model WHERE state = 'serving'")).length,
		{ what: 'a model', seconds: 30 });
	match((await shop.puoti('doctor')).stdout, /^ok +model: made 0 days ago$/m, 'doctor');
	// a worker would make another one at once
	const { worker } = shop.processes();
	process.kill(worker, 'SIGSTOP');
	await shop.sql(`UPDATE model SET began_ms = began_ms - ${4 * 86400000}`);
	const { stdout } = await shop.puoti('doctor');
	process.kill(worker, 'SIGCONT');
	match(stdout, /^FAIL +model: made 4 days ago/m, 'doctor');
});

await run();
