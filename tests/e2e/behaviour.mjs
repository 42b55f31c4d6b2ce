// What the shop answers to wrong, old, odd and unfinished things.
import { test, after, run, check, equal, match, eventually } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { Visitor, address, decode, hidden } from '../lib/http.mjs';

const shop = await shopStart();
after(() => shop.stop());

const guest = () => new Visitor(shop.url);
const [[SKU]] = await shop.sql('SELECT sku FROM variant JOIN stock ON ' +
	'stock.variant = variant.id WHERE on_hand - held > 3 AND ' +
	'archived_ms IS NULL ORDER BY variant.id LIMIT 1');
const [[SLUG, PRODUCT]] = await shop.sql('SELECT slug.slug, v.product FROM variant v ' +
	'JOIN slug ON slug.target = v.product AND kind = \'product\' AND ' +
	`current = 1 AND locale = 'en' WHERE v.sku = '${SKU}'`);

async function ordered(fields) {
	const v = guest();
	await v.add(SKU);
	const res = await v.order(fields);
	equal(res.status, 303, 'the answer to an order');
	const page = await v.get(res.headers.location);
	equal(page.status, 200, 'the order page');
	return { v, path: res.headers.location, text: page.text,
		number: /<h1>\D*(\d+)<\/h1>/.exec(page.text)[1] };
}

test('an empty checkout form shows each error, links it and answers 422', async () => {
	const v = guest();
	await v.add(SKU);
	const res = await v.order({ email: '', name: '', street: '', postal: '',
		city: '', terms: '' });
	equal(res.status, 422, 'status');
	const summary = /<div class="errors"[\s\S]*?<\/div>/.exec(res.text)[0];
	for (const field of ['email', 'name', 'street', 'postal', 'city', 'terms']) {
		match(summary, new RegExp(`href="#${field}"`), 'the summary');
		match(res.text, new RegExp(`id="${field}"[^>]*aria-invalid="true"`),
			'the field');
	}
});

test('a wrong field keeps what was typed in the others', async () => {
	const v = guest();
	await v.add(SKU);
	const res = await v.order({ postal: '12', message: 'Ring the <bell>\ntwice',
		delivery: 'flat' });
	equal(res.status, 422, 'status');
	for (const typed of [address.email, address.street, address.city, address.phone])
		check(decode(res.text).includes(`value="${typed}"`), `lost: ${typed}`);
	match(decode(res.text), />Ring the <bell>\s+twice<\/textarea>/, 'the message');
	match(res.text, /value="12"/, 'the wrong value itself');
});

test('the checkout of an empty cart leads to the cart', async () => {
	const res = await guest().get('/checkout');
	equal(res.status, 303, 'status');
	equal(res.headers.location, '/cart', 'Location');
});

test('prices, VAT and delivery sent by the browser change nothing', async () => {
	const honest = await ordered();
	const total = (t) => /<dt class="all">Total<\/dt><dd class="all">([^<]*)/
		.exec(t)[1];
	const v = guest();
	await v.add(SKU);
	const res = await v.order({ price: '1', total: '1', vat: '0',
		delivery_minor: '0', unit_minor: '1' });
	equal(res.status, 303, 'status');
	equal(total((await v.get(res.headers.location)).text), total(honest.text),
		'the total');
	const other = guest();
	await other.add(SKU);
	const shown = hidden((await other.get('/checkout')).text,
		/<form[^>]*action="[^"]*\/checkout"/);
	const cheap = await other.order(Object.fromEntries(Object.keys(shown)
		.filter((name) => name.startsWith('expect_'))
		.map((name) => [name, '1.0.0.0.1'])));
	equal(cheap.status, 409, 'a total that was never shown');
});

test('the same form posted twice makes one order', async () => {
	const v = guest();
	await v.add(SKU);
	const form = hidden((await v.get('/checkout')).text,
		/<form[^>]*action="[^"]*\/checkout"/);
	const email = 'twice@posti.example';
	const answers = await Promise.all([1, 2, 3].map(() =>
		v.post('/checkout', { ...form, ...address, email })));
	for (const res of answers)
		equal(res.status, 303, 'status');
	equal(new Set(answers.map((r) => r.headers.location)).size, 1, 'addresses');
	const [[n]] = await shop.sql(
		`SELECT count(*) FROM orders WHERE email = '${email}'`);
	equal(n, 1, 'orders');
});

test('an unknown address answers 404 with a page of the shop', async () => {
	for (const path of ['/nothing', '/p/nothing', '/c/nothing', '/order/nothing',
		'/page/nothing', '/fi/p/ei-ole', '/pay/demo/nothing', '/p', '/c']) {
		const res = await guest().get(path);
		equal(res.status, 404, path);
		match(res.headers['content-type'], /^text\/html; charset=utf-8$/i, path);
		check(!/puoti\.db|SELECT|\.c:|\/work|\/home/.test(res.text), path);
	}
});

test('a method that an address has not answers 405 and says which it has', async () => {
	const v = guest();
	const token = await v.token('/cart');
	for (const [path, allow] of [['/', 'GET, HEAD'], ['/search', 'GET, HEAD'],
		[`/p/${SLUG}`, 'GET, HEAD']]) {
		const res = await v.post(path, { token });
		equal(res.status, 405, `POST ${path}`);
		equal(res.headers.allow, allow, `Allow of ${path}`);
	}
	for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'])
		equal((await v.send('/cart', { method })).status, 405, method);
});

test('a product under its old address answers 301 to the new one', async () => {
	const owner = guest();
	equal((await owner.login(shop.owner)).status, 303, 'the login');
	const form = await owner.get(`/admin/products/${PRODUCT}`);
	const fields = formFields(form.text, /<form[^>]*enctype="multipart/);
	const res = await multipart(owner, `/admin/products/${PRODUCT}`,
		{ ...fields, slug_en: `${SLUG}-renamed`, do: 'save' });
	equal(res.status, 303, 'saving');
	const moved = await guest().get(`/p/${SLUG}?x=1`);
	equal(moved.status, 301, 'the old address');
	equal(moved.headers.location, `/p/${SLUG}-renamed?x=1`, 'Location');
	equal((await guest().get(`/p/${SLUG}-renamed`)).status, 200, 'the new one');
});

test('an archived product is gone: 410', async () => {
	const owner = guest();
	await owner.login(shop.owner);
	const token = await owner.token(`/admin/products/${PRODUCT}`);
	const res = await owner.post(`/admin/products/${PRODUCT}/archive`, { token });
	equal(res.status, 303, 'archiving');
	equal((await guest().get(`/p/${SLUG}-renamed`)).status, 410, 'its page');
	const back = await owner.post(`/admin/products/${PRODUCT}/restore`,
		{ token: await owner.token(`/admin/products/${PRODUCT}`) });
	equal(back.status, 303, 'restoring');
	const form = await owner.get(`/admin/products/${PRODUCT}`);
	await multipart(owner, `/admin/products/${PRODUCT}`, {
		...formFields(form.text, /<form[^>]*enctype="multipart/),
		slug_en: SLUG, status: 'active', do: 'save' });
	equal((await guest().get(`/p/${SLUG}`)).status, 200, 'its page again');
});

test('addresses have one right form', async () => {
	for (const [path, to] of [['/cart/', '/cart'], [`/p/${SLUG}/`, `/p/${SLUG}`],
		[`/en/p/${SLUG}`, `/p/${SLUG}`], ['/fi/', '/fi']]) {
		const res = await guest().get(path);
		equal(res.status, 301, path);
		equal(res.headers.location, to, path);
	}
});

test('a category under a wrong path answers 301 to the right one', async () => {
	const [[slug]] = await shop.sql("SELECT slug FROM slug WHERE kind = 'category'" +
		" AND locale = 'en' AND current = 1 ORDER BY target LIMIT 1");
	const res = await guest().get(`/c/wrong/way/${slug}`);
	equal(res.status, 301, 'status');
	match(res.headers.location, new RegExp(`^/c/(.*/)?${slug}$`), 'Location');
});

test('HEAD answers as GET does, without a body', async () => {
	for (const path of ['/', `/p/${SLUG}`, '/search?q=mug', '/cart', '/track',
		'/nothing', '/robots.txt']) {
		const v = guest();
		await v.get('/cart');
		const get = await v.get(path);
		const head = await v.send(path, { method: 'HEAD' });
		equal(head.status, get.status, path);
		equal(head.headers['content-type'], get.headers['content-type'], path);
		equal(head.bytes.length, 0, `body of ${path}`);
	}
});

test('each page links itself in every language, and the links work', async () => {
	for (const path of ['/', `/p/${SLUG}`, '/cart', '/track']) {
		const { text } = await guest().get(path);
		const nav = /<nav[^>]*aria-label="Language"[\s\S]*?<\/nav>/.exec(text)[0];
		const hrefs = [...nav.matchAll(/href="([^"]+)" lang="(\w+)"/g)];
		equal(hrefs.map((h) => h[2]).sort(), ['en', 'fi', 'sv'], path);
		for (const [, href, lang] of hrefs) {
			const page = await guest().get(decode(href));
			equal(page.status, 200, href);
			match(page.text, new RegExp(`<html lang="${lang}"`), href);
		}
	}
});

test('what was removed from the cart comes back by Undo', async () => {
	const v = guest();
	await v.add(SKU);
	const gone = await v.post('/cart', { token: await v.token('/cart'),
		line: SKU, do: 'remove', qty: '1' });
	equal(gone.status, 303, 'removing');
	const page = await v.get(gone.headers.location);
	check(!page.text.includes(`name="line" value="${SKU}"`), 'it is still there');
	const form = hidden(page.text, /<form class="note"|<form[^>]*>(?=[\s\S]{0,200}name="qty")/);
	const back = await v.post('/cart', { ...form, token: await v.token(), undo: SKU });
	equal(back.status, 303, 'undoing');
	match((await v.get('/cart')).text, new RegExp(`value="${SKU}"`), 'the cart');
});

test('an order is found by its number and address, and by nothing else', async () => {
	const { number, path } = await ordered({ email: 'Track.Me@posti.example' });
	const v = guest();
	const find = async (n, email) => v.post('/track',
		{ token: await v.token('/track'), number: n, email });
	const hit = await find(number, 'track.me@posti.example');
	equal(hit.status, 303, 'status');
	equal(hit.headers.location, path, 'Location');
	const miss = await find(number, 'someone@posti.example');
	equal(miss.status, 422, 'another address');
	match(miss.text, new RegExp(`value="${number}"`), 'what was typed');
	const none = await find('99999999', 'track.me@posti.example');
	equal(none.status, 422, 'another number');
	equal(errorsOf(miss.text), errorsOf(none.text), 'the words');
});

test('withdrawing takes two steps, counts once and sends a receipt', async () => {
	const email = 'mind@posti.example';
	const { number } = await ordered({ email });
	const v = guest();
	const first = await v.post('/withdraw', { token: await v.token('/withdraw'),
		name: address.name, order: number, email });
	equal(first.status, 200, 'the first step');
	match(first.text, /Confirm withdrawal/, 'the second step');
	const count = async () => (await shop.sql(
		'SELECT count(*) FROM return_case'))[0][0];
	const before = await count();
	const form = hidden(first.text, /<form[^>]*action="[^"]*\/withdraw"/);
	for (const _ of [1, 2]) {
		const done = await v.post('/withdraw', form);
		check([200, 303].includes(done.status), `status ${done.status}`);
		if (done.status === 200)
			match(done.text, /arrived|Received/, 'the receipt');
	}
	equal(await count(), before + 1, 'cases');
	await eventually(() => shop.mails().some((m) => m.raw.includes(email) &&
		/withdr/i.test(m.text) && m.text.includes(number)),
	{ what: 'the receipt by mail' });
});

test('a withdrawal without a known order is taken all the same', async () => {
	const v = guest();
	const first = await v.post('/withdraw', { token: await v.token('/withdraw'),
		name: 'Eila Nyman', order: 'the blue mugs of last week',
		email: 'eila@posti.example' });
	equal(first.status, 200, 'the first step');
	const done = await v.post('/withdraw',
		hidden(first.text, /<form[^>]*action="[^"]*\/withdraw"/));
	check([200, 303].includes(done.status), `status ${done.status}`);
});

test('a form without a token, or with another visitor\'s, answers 403', async () => {
	const other = guest();
	const foreign = await other.token('/cart');
	const v = guest();
	await v.token('/cart');
	for (const token of [undefined, '', 'x', foreign, foreign.slice(0, -1)]) {
		const fields = { sku: SKU, ...token === undefined ? {} : { token } };
		const res = await v.post('/cart', fields);
		equal(res.status, 403, `token ${token}`);
		match(res.text, /<h1>/, 'a page that explains');
	}
	const cart = await v.get('/cart');
	check(!cart.text.includes(`value="${SKU}"`), 'something was added');
});

test('every address that takes a post wants the token', async () => {
	const v = guest();
	await v.get('/cart');
	const { path } = await ordered();
	for (const to of ['/cart', '/checkout', '/track', '/withdraw', `${path}/cancel`,
		`${path}/pay`, '/admin/login'])
		equal((await v.post(to, { answer: 'approve' })).status, 403, to);
});

test('the token survives without a session table: another browser tab works', async () => {
	const v = guest();
	const first = await v.token('/cart');
	const second = await v.token('/');
	check(first !== second, 'tokens are masked for each answer');
	for (const token of [second, first])
		equal((await v.post('/cart', { token, sku: SKU })).status, 303, 'adding');
});

test('GET and HEAD change nothing', async () => {
	const { path, v } = await ordered();
	const state = () => shop.sql('SELECT (SELECT count(*) FROM orders), ' +
		'(SELECT sum(rev) FROM orders), (SELECT count(*) FROM cart_line), ' +
		'(SELECT count(*) FROM payment), (SELECT count(*) FROM stock_move), ' +
		'(SELECT count(*) FROM audit), (SELECT count(*) FROM cart)');
	const before = await state();
	for (const method of ['GET', 'HEAD'])
		for (const p of ['/cart?undo=x&sku=' + SKU, `/cart?line=${SKU}&do=remove`,
			`${path}/cancel`, '/checkout', `${path}?cancel=1`,
			'/withdraw?order=10001', '/admin/orders', '/'])
			await v.send(p, { method });
	equal(await state(), before, 'the database');
});

test('an unpaid order is cancelled after a question, and its goods are back', async () => {
	const { v, path } = await ordered();
	const held = async () => (await shop.sql('SELECT sum(held) FROM stock'))[0][0];
	const before = await held();
	const ask = await v.get(`${path}/cancel`);
	const res = await v.post(`${path}/cancel`,
		hidden(ask.text, /<form[^>]*\/cancel"/));
	equal(res.status, 303, 'status');
	equal(await held(), before - 1, 'held');
	match((await v.get(path)).text, /role="status"><b>Cancelled/i, 'the status');
});

function errorsOf(html) {
	return /<div class="errors"[\s\S]*?<\/div>/.exec(html)?.[0];
}

// Every field of a form as a browser would send it, pictures left out.
function formFields(html, form) {
	const at = html.search(form);
	const part = html.slice(at, html.indexOf('</form>', at));
	const fields = {};
	const attr = (tag, name) => {
		const hit = new RegExp(`\\b${name}="([^"]*)"`).exec(tag);
		return hit && decode(hit[1]);
	};
	for (const [tag] of part.matchAll(/<input\b[^>]*>/g)) {
		const type = attr(tag, 'type') ?? 'text';
		const on = !['checkbox', 'radio'].includes(type) || /\schecked/.test(tag);
		if (attr(tag, 'name') && type !== 'file' && on)
			fields[attr(tag, 'name')] = attr(tag, 'value') ?? '';
	}
	for (const [, tag, text] of part.matchAll(
		/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g))
		fields[attr(tag, 'name')] = decode(text);
	for (const [, tag, body] of part.matchAll(
		/<select\b([^>]*)>([\s\S]*?)<\/select>/g))
		fields[attr(tag, 'name')] = decode(
			(/value="([^"]*)" selected/.exec(body) ?? /value="([^"]*)"/.exec(body))[1]);
	return fields;
}

function multipart(visitor, path, fields) {
	const edge = 'edge-of-a-part-7f3a';
	const body = Object.entries(fields).map(([k, v]) => `--${edge}\r\n` +
		`Content-Disposition: form-data; name="${k}"\r\n\r\n${v}\r\n`).join('');
	return visitor.send(path, { method: 'POST', body: `${body}--${edge}--\r\n`,
		headers: { 'Content-Type': `multipart/form-data; boundary=${edge}` } });
}

await run();
