// Segments: the owner makes one, with a banner and a coupon for it; who is in
// it sees the banner and may use the coupon, another may not; prices are the
// same for both.
import { test, after, run, check, equal, match, eventually } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { visit, clean, browserStop, picture } from '../lib/browser.mjs';
import { Inspector, keepHtml } from '../lib/inspect.mjs';
import { Visitor, decode } from '../lib/http.mjs';
import { accountMake } from '../lib/account.mjs';
import * as steps from './steps.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);
const inspector = new Inspector();
const owner = { page: null };
const aino = new Visitor(shop.url), onni = new Visitor(shop.url);
const AINO = 'aino.segment@posti.example', ONNI = 'onni.segment@posti.example';
const shows = async (v, path, text) => (await v.get(path)).text.includes(text);

const button = (name) => owner.page.getByRole('button', { name, exact: true });

test('the owner adds a proposal and makes a segment of their own', async () => {
	owner.page = await visit(shop);
	keepHtml(owner.page);
	await steps.ownerLogin(owner.page, shop);
	await owner.page.goto('/admin/segments');
	const add = owner.page.getByRole('button', { name: /^Add / }).first();
	if (await add.count()) {
		await add.click();
		await owner.page.waitForURL(/\/admin\/segments\/\d+$/);
		match(await owner.page.locator('main').innerText(), /Matches \d+ customers?\./, 'the count');
	}
	await owner.page.goto('/admin/segments/new');
	await owner.page.locator('#name').fill('Just bought');
	await owner.page.getByLabel('Add a rule about').selectOption({ label: 'First-time buyer' });
	await button('Add rule').click();
	await owner.page.getByLabel('Add a rule about').selectOption({ label: 'Days with an account' });
	await button('Add rule').click();
	await owner.page.locator('#op_1').selectOption('most');
	await owner.page.locator('#value_1').fill('0');
	await owner.page.locator('#text_en').fill('New friends');
	await button('Count').click();
	match(await owner.page.locator('main').innerText(), /Matches 0 customers\./, 'the count');
	await inspector.look(owner.page, 'segment-form');
	await button('Save').click();
	await owner.page.waitForURL(/\/admin\/segments\/\d+$/);
	await inspector.look(owner.page, 'segment');
	await owner.page.goto('/admin/segments');
	await inspector.look(owner.page, 'segments');
});

async function section(fields) {
	await owner.page.goto('/admin/home/new');
	for (const [name, value] of Object.entries(fields.choose))
		await owner.page.locator(`#${name}`).selectOption({ label: value });
	for (const [name, value] of Object.entries(fields.fill))
		await owner.page.locator(`#${name}`).fill(value);
	if (fields.picture)
		await owner.page.locator('#picture').setInputFiles(picture());
}

test('a banner with a picture is for them, a text for everybody', async () => {
	await section({ choose: { kind: 'Banner', segment: 'Just bought' },
		fill: { title_en: 'Welcome, new friend', body_en: 'Something for your second time.',
			link: '/page/delivery', position: '5' }, picture: true });
	await inspector.look(owner.page, 'home-section-form');
	await button('Save').click();
	await owner.page.waitForURL(/\/admin\/home$/);
	await section({ choose: { kind: 'Text' },
		fill: { title_en: 'Open on Sundays', body_en: 'From **ten** to four.' } });
	await button('Save').click();
	await owner.page.waitForURL(/\/admin\/home$/);
	await inspector.look(owner.page, 'home-sections');
	await owner.page.getByRole('link', { name: 'Just bought', exact: true }).click();
	await owner.page.getByRole('heading', { name: 'Welcome, new friend' }).waitFor();
	await inspector.look(owner.page, 'home-preview');
});

test('a coupon is for them', async () => {
	await owner.page.goto('/admin/promotions/new');
	await owner.page.locator('#name').fill('For new friends');
	await owner.page.locator('#percent').fill('10');
	await owner.page.locator('#by_code').check();
	await owner.page.locator('#segment').selectOption({ label: 'Just bought' });
	await button('Save').click();
	await owner.page.waitForURL(/\/admin\/promotions\/\d+$/);
	match(await owner.page.locator('main').innerText(), /Only customers of one segment/, 'in words');
	await owner.page.locator('#code').fill('FRIEND10');
	await button('Add code').click();
	await owner.page.waitForURL(/\/admin\/promotions\/\d+$/);
});

async function sku() {
	const [[text]] = await shop.sql('SELECT v.sku FROM variant v JOIN product p ON ' +
		"p.id = v.product JOIN stock k ON k.variant = v.id WHERE p.status = 'active' " +
		"AND p.kind = 'goods' AND k.on_hand - k.held > 6 AND v.archived_ms IS NULL " +
		'AND v.tracked = 1 ORDER BY v.id LIMIT 1');
	return text;
}

test('who has just ordered is in it, moments later', async () => {
	await accountMake(shop, aino, AINO);
	await accountMake(shop, onni, ONNI, { name: 'Onni' });
	check(!await shows(aino, '/', 'Welcome, new friend'), 'not before the order');
	check(await shows(aino, '/', 'Open on Sundays'), 'what is for all');
	equal((await aino.add(await sku())).status, 303, 'in the cart');
	equal((await aino.order({ email: AINO })).status, 303, 'ordered');
	await eventually(() => shows(aino, '/', 'Welcome, new friend'), { what: 'the banner' });
	for (const other of [onni, new Visitor(shop.url)]) {
		check(!await shows(other, '/', 'Welcome, new friend'), 'nobody else');
		check(await shows(other, '/', 'Open on Sundays'), 'what is for all');
	}
});

async function withCode(v) {
	await v.add(await sku());
	const res = await v.post('/cart/code', { token: await v.token('/cart'), do: 'code',
		code: 'friend10' });
	equal(res.status, 303, 'the code is carried');
	return decode((await v.get('/cart')).text);
}

test('the coupon takes off for them and says whose it is to others', async () => {
	const mine = await withCode(aino);
	check(!mine.includes('New friends'), 'nothing to explain');
	match(mine, /For new friends/, 'taken off');
	const his = await withCode(onni);
	match(his, /is for “New friends”, and you are not among them/, 'said to him');
	const guest = await withCode(new Visitor(shop.url));
	match(guest, /is for “New friends”: log in if you are one of them/, 'said to a guest');
	const price = (html) => /class="price[^"]*">[^€]*€[\d.,]+/.exec(html)?.[0];
	const [[slug]] = await shop.sql("SELECT slug FROM slug WHERE kind = 'product' AND " +
		"locale = 'en' AND current = 1 ORDER BY target LIMIT 1");
	const one = price((await aino.get(`/p/${slug}`)).text);
	check(one, 'a price');
	equal(price((await onni.get(`/p/${slug}`)).text), one, 'the same price');
});

test('the owner reads why somebody is in it', async () => {
	const [[id]] = await shop.sql(`SELECT id FROM customer WHERE email_norm = '${AINO}'`);
	await owner.page.goto(`/admin/accounts/${id}`);
	const text = await owner.page.locator('main').innerText();
	match(text, /First-time buyer: yes/, 'why');
	match(text, /Days with an account: 0 days, at most 0 days/, 'why');
	match(text, /How lately/, 'the value');
	await inspector.look(owner.page, 'customer-value');
	clean(owner.page);
});

test('the banner reads well everywhere', async () => {
	const page = await visit(shop);
	keepHtml(page);
	await page.context().addCookies([...aino.cookies].map(([name, value]) =>
		({ name, value, url: shop.url })));
	await page.goto('/');
	await page.getByRole('heading', { name: 'Welcome, new friend' }).waitFor();
	await inspector.look(page, 'home-segment');
});

inspector.markupTest();
await run();
