// Every page behind a customer's login, taken from the table of routes, with
// something of the customer on it; in Finnish, whose words are the longest.
import fs from 'node:fs';
import path from 'node:path';
import { test, after, run, check, equal } from '../lib/tap.mjs';
import { root, shopStart } from '../lib/shop.mjs';
import { visit, browserStop } from '../lib/browser.mjs';
import { Inspector, keepHtml } from '../lib/inspect.mjs';
import { accountMake } from '../lib/account.mjs';
import { Visitor, hidden } from '../lib/http.mjs';

// What answers with no page of its own.
const NO_PAGE = {
	'/account/cards/:token': 'the payment service sends browsers here',
};

const routes = [...fs.readFileSync(path.join(root, 'www/routes.c'), 'utf8')
	.matchAll(/\{METHOD_GET,\s*"([^"]+)",\s*\w+,\s*ACCESS_CUSTOMER,/g)]
	.map((m) => m[1]).filter((r) => !NO_PAGE[r]);

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);
const inspector = new Inspector();
const email = 'kaikki.sivut@posti.example';

async function send(v, page, action, fields, status = 303) {
	const { text } = await v.get(page);
	const res = await v.post(action, {
		...hidden(text, new RegExp(`<form[^>]*action="${action}"`)), ...fields });
	equal(res.status, status, `${action}: ${/class="errors"[^]{0,300}/.exec(res.text)?.[0]}`);
	return res;
}

async function customer() {
	const v = new Visitor(shop.url);
	await accountMake(shop, v, email, { name: 'Kaarina Kaikkonen-Koskenniemi' });
	const owner = new Visitor(shop.url);
	await owner.login(shop.owner);
	for (const sku of ['KIDE-SNOW-25', 'KIDE3']) {
		await v.add(sku);
		const { headers } = await v.order({ email, company: '' });
		const { text } = await v.get(headers.location);
		const at = `/admin/orders/${/Order (\d+)/.exec(text)[1]}`;
		for (const move of ['paid', 'ship', 'delivered'])
			await send(owner, at, `${at}/${move}`,
				{ carrier: 'Posti', tracking: 'JJFI63500000000001' });
	}
	for (const street of ['Koivukuja 1 A 12', 'Pitkänsillanranta 1003 B 245'])
		await send(v, '/account/address', '/account/address', { name: 'Kaarina Kaikkonen-Koskenniemi',
			street, postal: '00530', city: 'Helsinki', country: 'FI', phone: '040 000 7712' });
	await send(v, '/p/kide-mug/questions', '/p/kide-mug/questions',
		{ body: 'Does the mug keep coffee warm on the stairs?', email, name: 'Kaarina' });
	await v.post('/list', { token: await v.token('/list'), product: 'kide-mug', list: 'add' });
	await v.post('/letters', { token: await v.token('/letters'), email, topic: 'news' });
	return v;
}

test('every page behind a customer’s login: accessible, one heading, fits 360 px', async () => {
	const v = await customer();
	const page = await visit(shop);
	keepHtml(page);
	await page.context().addCookies([...v.cookies].map(([name, value]) =>
		({ name, value, url: shop.url })));
	await page.goto('/fi/account');
	await page.locator('.consent button').last().click();
	const left = new Set(routes), seen = new Set(), problems = [];
	const queue = routes.filter((r) => !r.includes(':')).map((r) => `/fi${r}`);
	const fits = (at) => routes.find((r) => new RegExp(`^${r.replaceAll('/', '\\/')
		.replace(/:\w+/g, '[a-z0-9]+')}$`).test(at.slice(3)));
	while (queue.length) {
		const at = queue.shift(), route = fits(at);
		if (!left.delete(route))
			continue;
		equal((await page.goto(at)).status(), 200, at);
		equal(new URL(page.url()).pathname, at, 'the page');
		seen.add(route);
		queue.push(...await page.locator('main a[href^="/fi/account/"]').evaluateAll((all) =>
			all.map((a) => new URL(a.href).pathname)));
		await inspector.look(page, `fi${route.replace(/[/:]+/g, '-')}`).catch((e) => {
			problems.push(`${at}: ${e.message}`);
			page.problems.length = 0;
		});
	}
	equal([...left], [], 'pages that no link leads to');
	check(seen.size >= 14, `pages: ${[...seen]}`);
	check(problems.length === 0, problems.join('\n\n'));
}, { seconds: 300 });

inspector.markupTest();
await run();
