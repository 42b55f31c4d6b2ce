// What is remembered of what somebody does: nothing without a yes, nothing in
// the database while a page is made, all of it within seconds, and nothing any
// more once they take the yes back.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { test, after, run, check, equal, eventually } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { Visitor } from '../lib/http.mjs';
import { accountMake, logIn, post } from '../lib/account.mjs';

const shop = await shopStart();
after(() => shop.stop());

const TABLES = ['event', 'profile', 'profile_item', 'profile_hide',
	'profile_like'];

const one = async (sql) => (await shop.sql(sql))[0]?.[0];
const count = (table, where = '1') =>
	one(`SELECT count(*) FROM ${table} WHERE ${where}`);
const all = async () => {
	const n = {};
	for (const t of TABLES)
		n[t] = await count(t);
	return n;
};
const newest = () => one('SELECT coalesce(max(id), 0) FROM event');
// rows since then: [kind, slug, rail, channel, words]
const since = (id) => shop.sql('SELECT e.kind, coalesce((SELECT s.slug FROM ' +
	"slug s WHERE s.kind = 'product' AND s.locale = 'en' AND s.current = 1 " +
	"AND s.target = e.product), ''), e.rail, e.channel, e.words, e.subject " +
	`FROM event e WHERE e.id > ${id} AND e.kind NOT IN ('shown', 'held') ` +
	'ORDER BY e.id');

async function metric(name) {
	const { text } = await new Visitor(shop.url).get('/metrics');
	return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
}

// The bytes of the ring that are somebody's: 'v' or 'c' and what follows.
const ringBytes = () => fs.readFileSync(path.join(shop.data, 'run/events'))
	.toString('latin1');

const drained = () => eventually(async () =>
	await metric('puoti_events_waiting') === 0,
{ seconds: 20, what: 'an empty ring' });

const choose = async (v, choice) => {
	const token = await v.token('/');
	const res = await v.post('/consent', { token, choice, back: '/' });
	equal(res.status, 303, choice);
};

const accepted = async () => {
	const v = new Visitor(shop.url);
	await v.get('/');
	await choose(v, 'accept');
	return v;
};

// Who a browser is in the tables.
const subject = (v) => 'v' + crypto.createHash('sha256').update(
	decodeURIComponent(v.cookies.get('puoti-consent')).split('.')[0])
	.digest('hex');

const slugs = (await shop.sql("SELECT s.slug, p.id, v.sku FROM slug s JOIN " +
	"product p ON p.id = s.target AND p.status = 'active' JOIN variant v ON " +
	'v.product = p.id AND v.archived_ms IS NULL JOIN stock k ON k.variant = ' +
	"v.id AND k.on_hand - k.held > 5 WHERE s.kind = 'product' AND s.locale = " +
	"'en' AND s.current = 1 AND p.kind = 'goods' AND v.option_key = '' GROUP " +
	'BY p.id HAVING count(DISTINCT v.id) = 1 ORDER BY p.id LIMIT 9'));
check(slugs.length >= 5, 'products to look at');
const [A, B, C, D, E] = slugs.map(([slug, id, sku]) => ({ slug, id, sku }));

// A whole visit, with everything that is noted of those who accepted.
async function wander(v) {
	for (const p of [A, B, C])
		equal((await v.get(`/p/${p.slug}?from=for-you`)).status, 200, p.slug);
	await v.get('/search?q=mug');
	await v.post('/cart?from=for-you', { token: await v.token('/cart'),
		sku: A.sku });
	await v.get('/');
	await v.get('/cart');
}

test('who refuses, or was only here, leaves nothing anywhere', async () => {
	const before = await all(), bytes = ringBytes();
	const never = new Visitor(shop.url);
	await wander(never);
	const refused = new Visitor(shop.url);
	await refused.get('/');
	await choose(refused, 'refuse');
	await wander(refused);
	equal(await all(), before, 'rows');
	check(ringBytes() === bytes, 'the ring file has not changed');
	equal(await metric('puoti_events_waiting'), 0, 'what waits');
});

test('a yes means nothing beside a signal against it', async () => {
	const v = await accepted();
	const bytes = ringBytes();
	for (const headers of [{ 'Sec-GPC': '1' }, { DNT: '1' },
		{ 'Sec-Purpose': 'prefetch' }, { Purpose: 'prefetch' }])
		await v.get(`/p/${A.slug}`, headers);
	await v.send(`/p/${A.slug}`, { method: 'HEAD' });
	check(ringBytes() === bytes, 'the ring file has not changed');
});

test('three views are in the table within seconds, and no page wrote them', async () => {
	const v = await accepted();
	await drained();
	const from = await newest();
	const worker = shop.processes().worker;
	process.kill(worker, 'SIGSTOP');
	try {
		const wal = () => fs.statSync(path.join(shop.data,
			'puoti.db-wal')).mtimeMs;
		let same = false;
		// words that were searched for are written when they are: not ours
		for (let i = 0; i < 3 && !same; i++) {
			const before = wal();
			for (const p of [A, B, C, A])
				equal((await v.get(`/p/${p.slug}`)).status, 200, p.slug);
			same = wal() === before;
		}
		check(same, 'the journal was not written');
		equal(await newest(), from, 'rows while pages are made');
		const looks = await metric('puoti_events_waiting');
		check(looks >= 4, `${looks} wait`);
	} finally {
		process.kill(worker, 'SIGCONT');
	}
	await eventually(async () => (await since(from)).length >= 3,
		{ what: 'the views' });
	await drained();
	const rows = await since(from);
	equal(rows.map((r) => r.slice(0, 2)), [['view', A.slug], ['view', B.slug],
		['view', C.slug]], 'rows');
	check(rows.every((r) => /^v[0-9a-f]{64}$/.test(r[5]) &&
		r[5] === rows[0][5]), 'one subject');
	equal(await count('profile', `subject = '${rows[0][5]}'`), 1, 'profiles');
	equal(await count('profile_item',
		`subject = '${rows[0][5]}' AND views = 1`), 3, 'items');
});

test('searches, carts, wishes, clicks and mails are told apart', async () => {
	const v = await accepted();
	await drained();
	const from = await newest();
	await v.get('/search?q=Blue%20Mug');
	await v.get('/search?q=aino%40posti.example');
	await v.get('/search?q=%2B358401234567');
	await v.get(`/p/${A.slug}?from=with`);
	await v.get(`/p/${B.slug}?from=evil`);
	await v.get(`/p/${C.slug}?from=next&via=mail`);
	await v.post('/cart?from=addto', { token: await v.token('/cart'),
		sku: D.sku });
	await v.get(`/p/${E.slug}`);
	await v.post('/list', { token: await v.token(), list: 'add',
		product: E.slug });
	await eventually(async () => (await since(from)).length >= 9,
		{ what: 'the events' });
	await drained();
	const rows = await since(from);
	equal(rows.map((r) => r.slice(0, 5).join(' ').trim()), [
		'search   web blue mug', `view ${A.slug}  web`,
		`click ${A.slug} with web`, `view ${B.slug}  web`,
		`view ${C.slug}  mail`, `click ${C.slug} next mail`,
		`cart ${D.slug} addto web`, `view ${E.slug}  web`,
		`wish ${E.slug}  web`].map((s) => s.trim()), 'rows');
});

test('a login takes what the browser saw; logging out leaves it there', async () => {
	const v = await accepted();
	const guest = subject(v);
	await v.get(`/p/${A.slug}`);
	await drained();
	equal(await count('profile', `subject = '${guest}'`), 1, 'a guest');
	await v.get(`/p/${B.slug}`); // may wait still
	await accountMake(shop, v, 'muisti@posti.example');
	const id = await one("SELECT id FROM customer WHERE email_norm = " +
		"'muisti@posti.example'");
	await v.get(`/p/${C.slug}`);
	await drained();
	equal(await count('event', `subject = '${guest}'`), 0, 'events left');
	equal(await count('profile_item', `subject = '${guest}'`), 0, 'items left');
	equal(await count('profile_item', `subject = 'c${id}'`), 3, 'items');
	equal(await one('SELECT sum(views) FROM profile_item WHERE subject = ' +
		`'c${id}'`), 3, 'views');
	// an order counts as soon as it is placed
	await v.add(D.sku);
	equal((await v.order({ email: 'muisti@posti.example' })).status, 303, 'order');
	const bought = `subject = 'c${id}' AND orders = 1 AND units = 1`;
	equal(await count('profile_item', bought), 1, 'bought');
	// out and in again: nothing twice
	await v.post('/account/logout', { token: await v.token('/account') });
	await v.get(`/p/${A.slug}`);
	await drained();
	equal(await count('profile_item', `subject = '${guest}'`), 1, 'a guest again');
	equal(await count('event', `subject = 'c${id}' AND kind = 'order'`), 1,
		'order events');
	equal((await logIn(v, 'muisti@posti.example')).status, 303, 'login');
	equal(await count('profile_item', `subject = '${guest}'`), 0, 'joined again');
	equal(await count('profile_item', `subject = 'c${id}' AND views > 0`), 3,
		'items that were seen');

	// taking it back: all of it goes but the order, which is another question
	await choose(v, 'refuse');
	equal(await count('event', `subject IN ('c${id}', '${guest}')`), 0,
		'events after a no');
	equal(await count('profile_item', `subject = 'c${id}'`), 1,
		'items after a no');
	await v.get(`/p/${B.slug}`);
	await drained();
	equal(await count('event', `subject IN ('c${id}', '${guest}')`), 0,
		'events after that');
	// and the orders with the objection to those
	await post(v, '/account/profile', { do: 'switches', personal: '1' });
	equal(await count('profile_item', `subject = 'c${id}' AND orders > 0`), 0,
		'orders after an objection');
});

test('a visitor who takes the yes back is nowhere', async () => {
	const v = await accepted();
	await wander(v);
	await drained();
	const who = subject(v);
	check(await count('event', `subject = '${who}'`) >= 5, 'events');
	await v.get(`/p/${D.slug}`);
	await choose(v, 'refuse');
	await drained();
	for (const t of TABLES)
		equal(await count(t, `subject = '${who}'`), 0, t);
	check(!ringBytes().includes(who), 'their bytes in the ring');
});

test('goods of a sensitive category are never remembered', async () => {
	const v = await accepted();
	const [[category]] = await shop.sql('SELECT category FROM product_category ' +
		`WHERE product = ${A.id} ORDER BY category LIMIT 1`);
	await v.get(`/p/${A.slug}`);
	await drained();
	const seen = `product = ${A.id}`;
	check(await count('event', seen) > 0, 'seen before');
	const staff = new Visitor(shop.url);
	await staff.login(shop.owner);
	const page = await staff.get(`/admin/categories/${category}`);
	equal(page.status, 200, 'the category');
	check(/name="sensitive"/.test(page.text), 'the flag is on its page');
	const body = new FormData();
	for (const [k, x] of Object.entries(fieldsOf(page.text)))
		body.append(k, x);
	body.append('sensitive', '1');
	const sent = new Response(body);
	const saved = await staff.send(`/admin/categories/${category}`, {
		method: 'POST', body: Buffer.from(await sent.arrayBuffer()),
		headers: { 'Content-Type': sent.headers.get('content-type') } });
	equal(saved.status, 303, 'saved');
	equal(await one(`SELECT sensitive FROM category WHERE id = ${category}`), 1,
		'the flag');
	equal(await count('event', seen), 0, 'events after the flag');
	equal(await count('profile_item', seen), 0, 'items after the flag');
	const from = await newest();
	const [[other, slug]] = await shop.sql('SELECT s.target, s.slug FROM slug s ' +
		"JOIN product p ON p.id = s.target AND p.status = 'active' WHERE " +
		"s.kind = 'product' AND s.locale = 'en' AND s.current = 1 AND s.target " +
		'NOT IN (SELECT c.product FROM product_category c WHERE c.category = ' +
		`${category}) ORDER BY s.target DESC LIMIT 1`);
	await v.get(`/p/${A.slug}?from=with`);
	await v.get(`/p/${slug}`);
	await drained();
	equal(await count('event', seen), 0, 'events of later visits');
	equal((await since(from)).map((r) => r[1]), [slug], `only ${other} is noted`);
});

// What the form of the page would send.
function fieldsOf(html) {
	const form = html.slice(html.indexOf('<form method="post" action="/admin/categories'));
	const main = form.slice(0, form.indexOf('</form>'));
	const out = {};
	const text = (s) => s.replace(/&amp;/g, '&').replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;/g, "'");
	for (const [tag] of main.matchAll(/<input\b[^>]*>/g)) {
		const name = /\bname="([^"]*)"/.exec(tag)?.[1];
		if (name && !/type="(file|checkbox|submit)"/.test(tag))
			out[name] = text(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '');
	}
	for (const [, name, value] of main.matchAll(
		/<textarea\b[^>]*\bname="([^"]*)"[^>]*>([^<]*)<\/textarea>/g))
		out[name] = text(value);
	for (const [, name, options] of main.matchAll(
		/<select\b[^>]*\bname="([^"]*)"[^>]*>(.*?)<\/select>/gs))
		out[name] = text(/value="([^"]*)" selected/.exec(options)?.[1] ??
			/value="([^"]*)"/.exec(options)?.[1] ?? '');
	return out;
}

await run();
