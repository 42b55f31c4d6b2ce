// What an account remembers on every device: the cart, sizes, the store where
// things are fetched, the language; with and without scripts.
import { test, after, run, check, equal, match } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { visit, clean, browserStop } from '../lib/browser.mjs';
import { Inspector, keepHtml } from '../lib/inspect.mjs';
import { Visitor } from '../lib/http.mjs';
import { accountMake, PASSWORD } from '../lib/account.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);

const inspector = new Inspector();

// A product that comes in sizes, of which all can be bought.
const [[SLUG, PRODUCT]] = await shop.sql(
	"SELECT s.slug, o.product FROM option o JOIN slug s ON s.kind = 'product'" +
	" AND s.target = o.product AND s.locale = 'en' AND s.current = 1" +
	" JOIN product p ON p.id = o.product AND p.status = 'active'" +
	" WHERE o.code = 'size' AND (SELECT count(*) FROM option x" +
	"  WHERE x.product = o.product) = 1 AND NOT EXISTS (SELECT 1" +
	"  FROM variant v JOIN stock k ON k.variant = v.id" +
	"  WHERE v.product = o.product AND k.location = 1 AND k.on_hand <= k.held)" +
	' ORDER BY o.product LIMIT 1');
const SKUS = (await shop.sql('SELECT v.sku FROM variant v JOIN stock k' +
	' ON k.variant = v.id AND k.location = 1 AND k.on_hand - k.held > 5' +
	" WHERE v.archived_ms IS NULL AND v.option_key = '' LIMIT 3")).flat();

async function account(email) {
	await accountMake(shop, new Visitor(shop.url), email, { name: 'Aino' });
	return email;
}

async function login(page, email, lang = '') {
	await page.goto(`${shop.url}${lang}/account/login`);
	await page.locator('#email').fill(email);
	await page.locator('#password').fill(PASSWORD);
	await page.locator('main form button.btn').first().click();
	await page.waitForURL(/\/account$/);
}

async function logout(page) {
	await page.goto(`${shop.url}/account`);
	await page.getByRole('button', { name: 'Log out' }).click();
	await page.waitForURL(/\/account\/login/);
}

// One of a thing, as a card's button puts it in.
async function add(page, sku) {
	await page.goto(`${shop.url}/`);
	await page.evaluate((value) => {
		const form = document.getElementById('add');
		const field = document.createElement('input');
		field.name = 'sku';
		field.value = value;
		form.append(field);
	}, sku);
	await Promise.all([page.waitForNavigation(),
		page.evaluate(() => document.getElementById('add').submit())]);
}

async function inCart(page) {
	await page.goto(`${shop.url}/cart`);
	return page.locator('input[name="line"]').evaluateAll((all) => [
		...new Set(all.map((i) => i.value))].sort());
}

for (const js of [true, false]) {
	const mode = `scripts ${js ? 'on' : 'off'}`;

	test(`the cart is there on both devices, ${mode}`, async () => {
		const email = await account(`both-${js}@posti.example`);
		const phone = await visit(shop, { js, size: { width: 360, height: 740 } });
		const laptop = await visit(shop, { js });
		await login(phone, email);
		await login(laptop, email);
		await add(phone, SKUS[0]);
		equal((await inCart(laptop)).join(), SKUS[0], 'on the laptop');
		match(await laptop.getByRole('link', { name: 'Cart' }).first()
			.innerText(), /1/, 'the count in the header');
		await laptop.getByRole('button', { name: /^Remove/ }).first().click();
		await laptop.waitForURL(/removed=/);
		equal((await inCart(phone)).length, 0, 'on the phone, removed');
		clean(phone);
		clean(laptop);
	});

	test(`a guest's cart joins at login and stays there at logout, ${mode}`,
		async () => {
			const email = await account(`joins-${js}@posti.example`);
			const before = await visit(shop, { js });
			await login(before, email);
			await add(before, SKUS[0]);
			const page = await visit(shop, { js });
			await add(page, SKUS[1]);
			await login(page, email);
			match(await page.locator('body').innerText(),
				/Put into your cart from here: /, 'what is said');
			equal((await inCart(page)).join(), [SKUS[0], SKUS[1]].sort().join(),
				'both things');
			await logout(page);
			equal((await inCart(page)).length, 0, 'after logout');
			await add(page, SKUS[2]);
			equal((await inCart(page)).join(), SKUS[2], 'a guest again');
			equal((await inCart(before)).length, 2, 'in the account');
			clean(page);
		});

	test(`a size is remembered, chosen first and forgotten, ${mode}`, async () => {
		const page = await visit(shop, { js });
		const email = await account(`size-${js}@posti.example`);
		const url = `${shop.url}/p/${SLUG}`;
		await page.goto(url);
		equal(await page.getByRole('button', { name: 'Remember this size' })
			.count(), 0, 'for guests');
		await login(page, email);
		await page.goto(url);
		const sizes = page.getByRole('group', { name: 'Size', exact: true })
			.getByRole('radio');
		const first = await sizes.evaluateAll(
			(all) => all.findIndex((i) => i.checked));
		const other = first === 0 ? 1 : 0;
		await sizes.nth(other).check();
		await page.getByRole('button', { name: 'Remember this size' }).click();
		await page.waitForURL(/o-size=/);
		match(await page.locator('body').innerText(), /We will remember: Size/,
			'what is said');
		await page.goto(url);
		check(await sizes.nth(other).isChecked(), 'their size is not chosen');
		match(await page.locator('#buy').innerText(), /Your size/, 'the note');
		await page.getByRole('button', { name: 'Add to cart', exact: true })
			.click();
		await page.waitForURL(/\/cart$/);
		const [[sku]] = await shop.sql('SELECT v.sku FROM variant v WHERE' +
			` v.product = ${PRODUCT} AND v.option_key = (SELECT CAST(x.id AS TEXT)` +
			' FROM option_value x JOIN option o ON o.id = x.option' +
			` WHERE o.product = ${PRODUCT} ORDER BY x.position LIMIT 1` +
			` OFFSET ${other})`);
		equal((await inCart(page)).join(), sku, 'what was bought');

		await page.goto(`${shop.url}/account/details`);
		const mine = page.getByRole('region', { name: 'Sizes' });
		await mine.getByRole('button', { name: /^Remove/ }).click();
		await page.waitForURL(/\/account\/details/);
		match(await mine.innerText(), /None yet/, 'forgotten');
		await page.goto(url);
		check(await sizes.nth(first).isChecked(), 'the first again');
		clean(page);
	});

	test(`a store is kept and chosen in the checkout, ${mode}`, async () => {
		const page = await visit(shop, { js });
		const email = await account(`fetch-${js}@posti.example`);
		await login(page, email);
		await page.goto(`${shop.url}/account/details`);
		const store = page.getByRole('combobox', { name: 'Store' });
		await store.selectOption({ label: await store.locator('option')
			.filter({ hasText: 'Kalasatama' }).innerText() });
		await page.getByRole('button', { name: 'Save the store' }).click();
		await page.waitForURL(/\/account\/details/);
		match(await store.locator('option:checked').innerText(), /Kalasatama/,
			'saved');
		const [[sku]] = await shop.sql('SELECT v.sku FROM variant v JOIN stock k' +
			" ON k.variant = v.id JOIN location l ON l.id = k.location" +
			" AND l.name LIKE '%Kalasatama%' WHERE k.on_hand - k.held > 1" +
			" AND v.option_key = '' AND v.archived_ms IS NULL LIMIT 1");
		await add(page, sku);
		await page.goto(`${shop.url}/checkout`);
		await page.getByRole('group', { name: 'Delivery', exact: true })
			.getByRole('radio', { name: /^Pick up from a store/ }).check();
		if (!js)
			await page.getByRole('button', { name: 'Update delivery and total' })
				.click();
		const places = page.getByRole('group', { name: 'Pick it up at' });
		await places.waitFor();
		check(await places.getByRole('radio', { name: /Kalasatama/ }).isChecked(),
			'their store is not chosen');
		equal(await page.getByRole('checkbox', { name: 'Remember this store' })
			.count(), 1, 'the tick');
		clean(page);
	});
}

test('the pages hold in three languages', async () => {
	const email = await account('looks@posti.example');
	const page = await visit(shop, { js: true });
	keepHtml(page);
	await login(page, email);
	await page.goto(`${shop.url}/p/${SLUG}`);
	await page.getByRole('button', { name: 'Remember this size' }).click();
	await page.waitForURL(/o-size=/);
	const [[location]] = await shop.sql(
		"SELECT id FROM location WHERE name LIKE '%Kalasatama%'");
	await shop.sql(`UPDATE customer SET location = ${location}` +
		` WHERE email_norm = '${email}'`);
	const slugs = Object.fromEntries(await shop.sql('SELECT locale, slug FROM' +
		` slug WHERE kind = 'product' AND current = 1 AND target = ${PRODUCT}`));
	for (const lang of ['en', 'fi', 'sv']) {
		const prefix = lang === 'en' ? '' : `/${lang}`;
		await page.goto(`${shop.url}${prefix}/account/details`);
		await inspector.look(page, `saved-details-${lang}`);
		await page.goto(`${shop.url}${prefix}/p/${slugs[lang] ?? SLUG}`);
		equal(await page.locator('#buy [data-own]').count(), 1, 'the store');
		await inspector.look(page, `saved-product-${lang}`);
	}
});

inspector.markupTest();

test('the language that was chosen goes on after login', async () => {
	const email = await account('kieli@posti.example');
	await shop.sql(`UPDATE customer SET locale = 'fi' WHERE email_norm = '${email}'`);
	const page = await visit(shop, { js: false });
	await login(page, email);
	equal(new URL(page.url()).pathname, '/fi/account', 'from the root');
	await page.goto(`${shop.url}/`);
	equal(new URL(page.url()).pathname, '/', 'looking around');
});

await run();
