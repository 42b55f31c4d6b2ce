// "For you" in categories and searches: for whom the shop knows something, and
// for as long as they want it.  With and without scripts.
import { test, after, run, check, equal, match } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { Visitor } from '../lib/http.mjs';
import { visit, browserStop, clean } from '../lib/browser.mjs';
import { Inspector, keepHtml } from '../lib/inspect.mjs';
import { customerMake, modelMake } from '../bench/customer.mjs';

const shop = await shopStart({ env: { PUOTI_LIMITS: '0' } });
after(() => shop.stop());
after(browserStop);
await modelMake(shop.data);
const inspector = new Inspector();

const LIST = '/c/kitchen';
const order = (html) => [...html.slice(html.indexOf('class="grid"'))
	.matchAll(/<h3><a href="([^"?]+)/g)].map((m) => m[1]);
const guest = new Visitor(shop.url);
const usual = order((await guest.get(LIST)).text);
const cards = (page) => page.locator('.grid h3 a').evaluateAll((all) =>
	all.map((a) => a.getAttribute('href').replace(/\?.*/, '')));
const sorts = (page) => page.locator('.sort li').allInnerTexts();

async function press(page, what) {
	await Promise.all([page.waitForEvent('domcontentloaded'), what.click()]);
}
// By the keyboard: a page that is still loading its fonts moves under a mouse.
async function pushed(page, name) {
	await Promise.all([page.waitForEvent('domcontentloaded'),
		page.getByRole('button', { name }).press('Enter')]);
}
// A new visitor who has answered the question about cookies.
async function answered(js, answer) {
	const page = await visit(shop, { js });
	keepHtml(page);
	await page.goto('/');
	await page.locator('.consent').getByRole('button', { name: answer }).click();
	await page.locator('.consent').waitFor({ state: 'hidden' });
	return page;
}

test('who refuses sees the shop’s order, and no other is offered', async () => {
	const page = await answered(true, 'Refuse');
	for (const path of ['/p/kide-mug', '/p/alho-honey', '/p/taival-flask'])
		await page.goto(path);
	await page.goto(LIST);
	equal((await cards(page)).join(), usual.join());
	check(!(await sorts(page)).includes('For you'), 'not offered');
	equal(await page.locator('.order').count(), 0);
	clean(page);
	await page.context().close();
});

for (const js of [true, false])
	test(`who accepts gets it after three looks, and switches it off for good${js ? '' : ', without scripts'}`, async () => {
		const page = await answered(js, 'Accept');
		await page.goto(LIST);
		check(!(await page.locator('.sort').textContent()).includes('For you'), 'nothing is known yet');
		for (const path of ['/p/alho-honey', '/p/taival-flask', '/p/keto-herb-tea'])
			await page.goto(path);
		await page.goto(LIST);
		match(await page.locator('.order').innerText(), /Ordered for you/);
		check((await cards(page)).join() !== usual.join(), 'another order');
		if (js)
			await inspector.look(page, 'category-for-you');
		await press(page, page.getByRole('link', { name: 'Shop’s order' }));
		match(page.url(), /\?sort=shop$/);
		equal((await cards(page)).join(), usual.join());
		if (js)
			await inspector.look(page, 'category-shop-order');
		// for this page alone
		await page.goto(LIST);
		match(await page.locator('.order').innerText(), /Ordered for you/);
		await page.goto(`${LIST}?sort=shop`);
		await pushed(page, 'Always the shop’s order');
		match(await page.locator('[role=status]').first().innerText(), /shop’s order from now on/);
		for (const path of [LIST, '/search?q=tea']) {
			await page.goto(path);
			equal(await page.locator('.order').count(), 0, 'it stays off');
		}
		await page.goto(LIST);
		equal((await cards(page)).join(), usual.join());
		// and on again, from the menu
		await page.locator('.sort summary').click();
		await press(page, page.locator('.sort').getByRole('link', { name: 'For you' }));
		match(await page.locator('.order').innerText(), /Ordered for you/);
		await pushed(page, 'Always order for me');
		await page.goto('/search?q=tea');
		match(await page.locator('.order').innerText(), /Ordered for you/);
		clean(page);
		await page.context().close();
	});

test('its pages hold every product once, filters count the same', async () => {
	const me = new Visitor(shop.url);
	me.cookies.set(...customerMake(shop.data).split('='));
	const all = async (v, path) => {
		const ids = [];
		let next = path;
		while (next) {
			const page = await v.get(next);
			equal(page.status, 200, next);
			ids.push(...order(page.text));
			next = /<a href="([^"]+)" rel="(?:nofollow )?next"/.exec(page.text)?.[1]
				.replaceAll('&amp;', '&');
		}
		return ids;
	};
	for (const path of [LIST, '/c/table', `${LIST}?in_stock=1`, '/search?q=tea']) {
		const mine = await all(me, path), theirs = await all(guest, path);
		check(theirs.length > 3, `${theirs.length} on ${path}`);
		equal([...mine].sort().join(), [...theirs].sort().join(), path);
		const far = Math.max(...mine.map((id, i) => Math.abs(i - theirs.indexOf(id))));
		check(far <= 12, `${path}: one moved by ${far}`);
		const numbers = async (v) => ((await v.get(path)).text.match(/class="num">\d+|>\d+ products?</g) ?? []).join();
		equal(await numbers(me), await numbers(guest), path);
	}
	equal(order((await me.get(`${LIST}?sort=name`)).text).join(),
		order((await guest.get(`${LIST}?sort=name`)).text).join());
});

test('the owner may leave the shop’s order as the usual one', async () => {
	const owner = new Visitor(shop.url);
	await owner.login(shop.owner);
	const page = await owner.get('/admin/settings/suggestions');
	match(page.text, /name="personal.lists"/);
	const token = await owner.token('/admin/settings/suggestions');
	const me = new Visitor(shop.url);
	me.cookies.set(...customerMake(shop.data).split('='));
	match((await me.get(LIST)).text, /Ordered for you/);
	const saved = await owner.post('/admin/settings/suggestions',
		{ token, 'personal.holdout': '0' });
	equal(saved.status, 303);
	const list = (await me.get(LIST)).text;
	check(!/Ordered for you/.test(list) && /For you/.test(list), 'it is offered, not usual');
	equal(order(list).join(), usual.join());
	match((await me.get(`${LIST}?sort=you`)).text, /Ordered for you/);
	await owner.post('/admin/settings/suggestions',
		{ token, 'personal.holdout': '0', 'personal.lists': '1' });
	match((await me.get(LIST)).text, /Ordered for you/);
});

inspector.markupTest();
await run();
