// A person with something of theirs everywhere is erased; then all that the
// shop has is searched for it.
import fs from 'node:fs';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { test, after, run, check, equal, match, eventually } from '../lib/tap.mjs';
import { shopStart, root } from '../lib/shop.mjs';
import { visit, browserStop, clean } from '../lib/browser.mjs';
import { Inspector, keepHtml } from '../lib/inspect.mjs';
import { Visitor, address, decode, request } from '../lib/http.mjs';
import { accountMake, isTo, post, PASSWORD } from '../lib/account.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);
const inspector = new Inspector();

const owner = new Visitor(shop.url);
await owner.login(shop.owner);

// What a browser would send of the first form that fits.
function formOf(html, action) {
	const at = html.search(new RegExp(`<form[^>]*action="[^"]*${action}`));
	if (at < 0)
		throw new Error(`no form ${action}`);
	const text = html.slice(at, html.indexOf('</form>', at));
	const fields = {};
	for (const [tag] of text.matchAll(/<input\b[^>]*>/g)) {
		const name = /\bname="([^"]*)"/.exec(tag)?.[1];
		const type = /\btype="([^"]*)"/.exec(tag)?.[1];
		if (!name || (type === 'checkbox' && !/ checked/.test(tag)) ||
			(type === 'radio' && name in fields && !/ checked/.test(tag)))
			continue;
		fields[name] = decode(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '');
	}
	for (const [, name, options] of text
		.matchAll(/<select[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g))
		fields[name] = (/value="([^"]*)"[^>]* selected/.exec(options) ??
			/value="([^"]*)"/.exec(options))[1];
	return fields;
}

async function send(v, page, action, fields = {}, status = 303) {
	const { text } = await v.get(page);
	const to = decode(new RegExp(`<form[^>]*action="([^"]*${action})"`).exec(text)?.[1] ?? '');
	const res = await v.post(to, { ...formOf(text, action), ...fields });
	if (res.status !== status)
		throw new Error(`${to}: ${res.status}\n${/class="errors"[\s\S]{0,600}/.exec(res.text)?.[0] ?? res.text.slice(0, 900)}`);
	return res;
}

// One field a file: [name, filename, bytes].
function multipart(fields, files) {
	const line = '----puoti-test';
	const parts = Object.entries(fields).map(([k, v]) =>
		Buffer.from(`--${line}\r\nContent-Disposition: form-data; name="${k}"\r\n\r\n${v}\r\n`));
	for (const [name, filename, bytes] of files)
		parts.push(Buffer.from(`--${line}\r\nContent-Disposition: form-data; name="${name}"; ` +
			`filename="${filename}"\r\nContent-Type: image/png\r\n\r\n`), bytes, Buffer.from('\r\n'));
	parts.push(Buffer.from(`--${line}--\r\n`));
	return { body: Buffer.concat(parts),
		headers: { 'Content-Type': `multipart/form-data; boundary=${line}` } };
}

const [[SKU, SLUG]] = await shop.sql(`SELECT v.sku, s.slug FROM variant v
	JOIN slug s ON s.target = v.product AND s.kind = 'product' AND s.current = 1
	AND s.locale = 'en' JOIN stock k ON k.variant = v.id JOIN product p ON p.id = v.product
	WHERE k.on_hand - k.held > 5 AND v.archived_ms IS NULL AND p.exemption = ''
	AND p.kind = 'goods' AND v.option_key = '' ORDER BY v.id LIMIT 1`);

async function ordered(v, fields) {
	await v.add(SKU);
	const res = await v.order({ payment: 'demo_card', ...fields });
	equal(res.status, 303, `the order: ${/class="errors"[\s\S]{0,500}/.exec(res.text ?? '')?.[0]}`);
	const paid = await send(v, res.headers.location, '/pay/demo/[a-z0-9]+', { answer: 'approve' });
	const path = new URL(paid.headers.location, shop.url).pathname;
	const { text } = await v.get(path);
	return { path, number: /<h1>\D*(\d+)<\/h1>/.exec(text)[1] };
}

async function delivered(number) {
	const page = `/admin/orders/${number}`;
	await send(owner, page, `${number}/ship`, { tracking: `zqxtrack${number}` });
	await send(owner, page, `${number}/delivered`);
}

async function returned(v, order) {
	await send(v, `${order.path}/return`, '/return',
		{ qty0: '1', message: 'Zqx return message' });
	const [[id]] = await shop.sql(`SELECT max(id) FROM return_case`);
	const page = `/admin/cases/${id}`;
	await send(owner, page, `${id}/remark`, { remark: 'Zqx remark' });
	await send(owner, page, `${id}/accept`, { label: 'zqxlabel' });
	await send(owner, page, `${id}/receive`);
	await send(owner, page, `${id}/settle`);
	await eventually(async () => (await shop.sql(
		`SELECT count(*) FROM refund r JOIN orders o ON o.id = r.orders
		WHERE o.number = ${order.number} AND r.state = 'done'`))[0][0] === 1,
	{ what: 'the refund', seconds: 40 });
}

const photo = (name) => {
	const file = path.join(shop.dir, `${name}.png`);
	execFileSync('python3', ['-c', `
import sys,zlib,struct,random
w=h=400; random.seed(sys.argv[2])
raw=b''.join(b'\\0'+bytes(random.randrange(256) for _ in range(w*3)) for _ in range(h))
def c(t,d): return struct.pack('>I',len(d))+t+d+struct.pack('>I',zlib.crc32(t+d))
open(sys.argv[1],'wb').write(b'\\x89PNG\\r\\n\\x1a\\n'+c(b'IHDR',struct.pack('>IIBBBBB',w,h,8,2,0,0,0))+c(b'IDAT',zlib.compress(raw))+c(b'IEND',b''))
`, file, name]);
	return fs.readFileSync(file);
};

// Someone who does everything that leaves something; "zqx" in all of it.
async function person(email, name) {
	const v = new Visitor(shop.url);
	await accountMake(shop, v, email, { name: `Zqx ${name}` });
	const first = await ordered(v, { email, name: `Zqx ${name}`, street: 'Zqxstreet 7',
		city: 'Zqxville', phone: '040 777 1234', message: 'Zqx order message' });
	await delivered(first.number);
	await returned(v, first);
	const second = await ordered(v, { email, name: `Zqx ${name}`, street: 'Zqxstreet 7',
		city: 'Zqxville', phone: '040 777 1234' });
	await delivered(second.number);
	await send(owner, `/admin/orders/${second.number}`, `${second.number}/note`,
		{ text: 'Zqx note of the owner' });

	const page = `${second.path}/review/${SLUG}`;
	const { text } = await v.get(page);
	const { body, headers } = multipart({ ...formOf(text, `/review/${SLUG}`), stars: '4',
		title: 'Zqx title', body: 'Zqx body of the review, long enough', name: 'Zqx shown' },
	[['picture', 'zqx-at-home.png', photo(name)]]);
	const said = await v.send(page, { method: 'POST', body, headers });
	equal(said.status, 303, 'the review');
	await eventually(async () => (await shop.sql(`SELECT count(*) FROM review_media r
		JOIN media m ON m.id = r.media WHERE m.state = 'ready'`))[0][0] > 0,
	{ what: 'the picture', seconds: 60 });
	const [[review]] = await shop.sql('SELECT max(id) FROM review');
	await shop.sql(`UPDATE review SET state = 'shown' WHERE id = ${review}`);

	await send(v, `/p/${SLUG}/questions`, `/p/${SLUG}/questions`,
		{ body: 'Zqx question about it, if I may?', email, name: 'Zqx asks' });
	await v.post('/list', { token: await v.token('/list'), product: SLUG, list: 'add' });
	await v.post('/list', { token: await v.token('/list'), sku: SKU, do: 'note', note: 'Zqx wish' });
	await v.post('/list', { token: await v.token('/list'), do: 'title', title: 'Zqx wishes' });
	await v.post('/alert', { token: await v.token('/list'), sku: SKU, kind: 'price' });
	await v.post('/letters', { token: await v.token('/letters'), email, topic: 'news' });
	await send(v, '/account/address', '/account/address', { name: 'Zqx book',
		company: 'Zqx Oy', street: 'Zqxroad 9', postal: '00100', city: 'Zqxville',
		country: 'FI', phone: '040 777 1235' });
	await send(v, '/account/details', '/account/details', { name: `Zqx ${name}`,
		phone: '040 777 1236', company: 'Zqx Oy', buyer_ref: 'Zqx ref' });
	await v.add(SKU);
	return { v, email, first, second };
}

// Wherever a byte of it can lie, but in mails that were sent and in the files
// of the test itself.
function grepFiles(words) {
	const skip = /\/(mail|owner\.txt)(\/|$)/;
	const found = [];
	const walk = (dir) => {
		for (const e of fs.readdirSync(dir, { withFileTypes: true })) {
			const file = path.join(dir, e.name);
			if (skip.test(file))
				continue;
			if (e.isDirectory()) {
				walk(file);
			} else if (e.isFile()) {
				const bytes = fs.readFileSync(file).toString('latin1').toLowerCase();
				for (const w of words)
					if (bytes.includes(w.toLowerCase()))
						found.push(`${file}: ${w}`);
			}
		}
	};
	walk(shop.data);
	return found;
}

async function grepTables(word) {
	const script = `
import re,sqlite3,sys,json
c=sqlite3.connect('file:'+sys.argv[1]+'?mode=ro',uri=True); out=[]
for (t,) in c.execute("select name from sqlite_master where type='table'").fetchall():
    for r in c.execute(f"pragma table_info('{t}')").fetchall():
        rows=c.execute(f'select "{r[1]}" from "{t}" where instr(lower(cast("{r[1]}" as text)),?)>0',(sys.argv[2],)).fetchall()
        # where a word begins that is no random name: three letters stand in those, too
        if any(re.search('(?<![a-z0-9])'+sys.argv[2]+'(?![a-z0-9]{14})',str(v).lower()) for (v,) in rows): out.append(t+'.'+r[1])
print(json.dumps(sorted(out)))`;
	return JSON.parse(execFileSync('python3', ['-c', script,
		path.join(shop.data, 'puoti.db'), word]).toString());
}

const jobsDone = () => eventually(async () => (await shop.sql(
	`SELECT count(*) FROM outbox WHERE state IN ('ready', 'leased')
	AND run_after_ms < 1000 * (5 + CAST(strftime('%s', 'now') AS INTEGER))`))[0][0] === 0,
{ what: 'the worker', seconds: 60 });

let aino;
const aino_email = 'zqxaino@posti.example';

test('a person does everything that leaves something', async () => {
	aino = await person(aino_email, 'Aino');
	const where = await grepTables('zqx');
	for (const it of ['customer.name', 'customer.buyer_ref', 'customer_address.street',
		'orders.email', 'orders.message', 'order_address.street', 'order_event.note',
		'return_case.message', 'return_case.remark', 'review.body', 'question.body',
		'wish.note', 'wishlist.title', 'alert.email', 'subscriber.email',
		'shipment.tracking', 'document.content'])
		check(where.includes(it), `nothing of hers is in ${it}`);
}, { seconds: 240 });

async function browserOf(js, v) {
	const page = await visit(shop, { js });
	keepHtml(page);
	await page.context().addCookies([...v.cookies].map(([name, value]) =>
		({ name, value, url: shop.url })));
	return page;
}

test('the profile names what there is, and every row leads to its place', async () => {
	const page = await browserOf(true, aino.v);
	for (const lang of ['', '/fi', '/sv']) {
		await page.goto(`${lang}/account/profile`);
		await inspector.look(page, `profile${lang.replace('/', '-')}`);
	}
	await page.goto('/account/profile');
	const links = await page.locator('main .known a').evaluateAll((all) =>
		[...new Set(all.map((a) => a.getAttribute('href')))]);
	check(links.length >= 5, `links: ${links}`);
	for (const href of links)
		equal((await page.goto(href)).status(), 200, href);
	await page.goto('/privacy/data');
	await inspector.look(page, 'privacy-data');
	await page.context().close();
}, { seconds: 120 });

for (const js of [true, false])
	test(`suggestions by the own orders are objected to, scripts ${js ? 'on' : 'off'}`, async () => {
		const page = await browserOf(js, aino.v);
		await page.goto('/account/profile');
		const box = page.getByLabel(/Use what I have ordered/);
		await box.setChecked(!js);
		await page.getByRole('button', { name: 'Save these choices' }).click();
		await page.waitForLoadState();
		equal(await box.isChecked(), !js, 'the box afterwards');
		const [[granted, words]] = await shop.sql(`SELECT c.granted, t.words FROM consent c
			JOIN consent_text t ON t.version = c.version WHERE c.purpose = 'history'
			ORDER BY c.id DESC LIMIT 1`);
		equal(granted, js ? 0 : 1, 'what was written down');
		match(words, /what I have ordered/, 'in the words that were shown');
		clean(page);
		await page.context().close();
	});

// Every file of a zip: {name: text}.
function unzip(bytes) {
	const file = path.join(shop.dir, 'export.zip');
	fs.writeFileSync(file, bytes);
	const script = 'import zipfile,json,sys\nz=zipfile.ZipFile(sys.argv[1])\n' +
		'print(json.dumps({n:z.read(n).decode("utf-8","replace") for n in z.namelist()}))';
	return JSON.parse(execFileSync('python3', ['-c', script, file],
		{ maxBuffer: 1 << 26 }).toString());
}

async function exported(v, to, fields) {
	const token = await v.token(to.startsWith('/admin') ? '/admin/privacy' : '/account/profile');
	const body = new URLSearchParams({ token, ...fields }).toString();
	const cookie = [...v.cookies].map(([k, x]) => `${k}=${x}`).join('; ');
	const res = await fetch(shop.url + to, { method: 'POST', redirect: 'manual', body, headers: {
		'Content-Type': 'application/x-www-form-urlencoded', Cookie: cookie, Connection: 'close' } });
	return { res, bytes: Buffer.from(await res.arrayBuffer()) };
}

test('the export has all of it, as a download that nobody keeps', async () => {
	const { res, bytes } = await exported(aino.v, '/account/export', {});
	equal(res.status, 200, 'status');
	equal(res.headers.get('content-type'), 'application/zip', 'type');
	match(res.headers.get('content-disposition'), /^attachment; filename="my-data-[\d-]+\.zip"$/, 'name');
	match(res.headers.get('cache-control'), /no-store/, 'cache');
	const files = unzip(bytes);
	for (const name of ['orders', 'order_lines', 'order_addresses', 'payments', 'returns',
		'reviews', 'questions', 'list', 'alerts', 'letters', 'consents', 'sessions',
		'addresses', 'cart', 'documents', 'account']) {
		check(JSON.parse(files[`${name}.json`] ?? '[]').length > 0, `${name}.json`);
		check((files[`${name}.csv`] ?? '').startsWith('\ufeff'), `${name}.csv`);
	}
	check(Object.keys(files).some((n) => n.startsWith('pictures/')), 'her picture');
	match(files['readme.txt'], /orders\.json/, 'the readme');
	match(files['reviews.json'], /Zqx body of the review/, 'her words');
	const all = Object.values(files).join('\n');
	check(!/\$argon2id|token_sha256/.test(all), 'a secret is in it');
});

test('nobody else and no stale login gets it, nor erases', async () => {
	const stranger = new Visitor(shop.url);
	for (const to of ['/account/export', '/account/erase', '/account/profile'])
		equal((await stranger.post(to, { token: await stranger.token('/cart') })).status, 403, to);
	await shop.sql('UPDATE session SET strong_ms = 1');
	const { res } = await exported(aino.v, '/account/export', {});
	equal(res.status, 303, 'asked who it is');
	match(res.headers.get('location'), /\/account\/confirm\?next=/, 'where to');
	equal((await aino.v.get('/account/erase')).status, 303, 'the page too');
	const token = await aino.v.token('/account/profile');
	equal((await aino.v.post('/account/erase', { token })).status, 303, 'and its button');
	equal((await shop.sql(`SELECT count(*) FROM customer WHERE email_norm = '${aino_email}'`))[0][0], 1,
		'she is still there');
	await send(aino.v, '/account/confirm?next=/account/profile', '/account/confirm', { password: PASSWORD });
});

test('an order under way is in the way, and named', async () => {
	const more = await ordered(aino.v, { email: aino_email, name: 'Zqx Aino', street: 'Zqxstreet 7',
		city: 'Zqxville' });
	const page = await browserOf(true, aino.v);
	await page.goto('/account/erase');
	match(await page.locator('main').innerText(), new RegExp(`${more.number}\\D+it is not delivered yet`), 'the page');
	equal(await page.getByRole('button', { name: 'Erase everything now' }).count(), 0, 'buttons');
	await inspector.look(page, 'erase-not-yet');
	const token = await aino.v.token('/account/profile');
	equal((await aino.v.post('/account/erase', { token })).status, 409, 'the button that is not there');
	await page.context().close();
	await delivered(more.number);
	aino.third = more;
}, { seconds: 120 });

let before;
// Free pages and the journal are searched too; her invoices hold her name.
const bytes = ['Zqx order message', 'Zqx return message', 'Zqx remark', 'Zqx title', 'Zqx body',
	'Zqx shown', 'Zqx question', 'Zqx asks', 'Zqx wish', 'Zqxroad', 'Zqx book', 'Zqx ref',
	'Zqx note', 'zqxtrack', 'zqxlabel', '040 777'];
test('a backup is made, and the erased page names what goes and what stays', async () => {
	await jobsDone();
	before = path.join(shop.dir, 'before.tar');
	equal((await shop.puoti('backup', before)).code, 0, 'the backup');
	for (const word of bytes)
		check(grepFiles([word]).length > 0, `${word} is nowhere: this test sees nothing`);
	const page = await browserOf(true, aino.v);
	for (const lang of ['fi', 'sv', 'en']) {
		await page.goto(`${lang === 'en' ? '' : `/${lang}`}/account/erase`);
		await inspector.look(page, `erase-${lang}`);
	}
	const text = await page.locator('main').innerText();
	match(text, /Invoices and credit notes/, 'what stays');
	match(text, new RegExp(`until .*31 Dec ${new Date().getFullYear() + 6}`), 'until when');
	match(text, /Bookkeeping law/, 'why');
	await page.getByRole('button', { name: 'Erase everything now' }).click();
	await page.waitForURL(/\/privacy\/data/);
	match(await page.locator('body').innerText(), /Your account is closed/, 'the notice');
	clean(page);
	await page.goto('/account');
	match(page.url(), /\/account\/login/, 'she is logged out');
	await page.context().close();
	equal((await aino.v.get('/account')).status, 303, 'her other browser too');
	await jobsDone();
}, { seconds: 180 });

test('then nothing of her is found, but for what the page named', async () => {
	const named = ['document.content'];
	for (const word of ['zqx', aino_email, '7771234', '777 1234', '777 1235', '777 1236']) {
		const where = (await grepTables(word)).filter((w) => !named.includes(w));
		equal(where.join(' '), '', `tables with ${word}`);
	}
	equal(grepFiles([...bytes, 'zqx-at-home', '040777']).join('\n'), '', 'files');
	const [[n]] = await shop.sql('SELECT count(*) FROM review_media');
	equal(n, 0, 'her pictures');
	const left = (await shop.sql(`SELECT count(*) FROM media WHERE state = 'ready' AND id NOT IN
		(SELECT media FROM product_media) AND id NOT IN (SELECT coalesce(media, 0) FROM category)
		AND id NOT IN (SELECT coalesce(media, 0) FROM brand)
		AND id NOT IN (SELECT coalesce(media, 0) FROM variant)
		AND CAST(id AS TEXT) NOT IN (SELECT value FROM setting)`))[0][0];
	equal(left, 0, 'rows of pictures that nothing shows');
	const home = await request(`${shop.url}/p/${SLUG}`);
	check(!/zqx/i.test(home.text), 'the product still shows her');
});

test('the receipt came, its address is nowhere in the shop', async () => {
	const mail = await eventually(() => shop.mails().find((m) => m.raw.includes(aino_email) &&
		/is erased/.test(m.text)), { what: 'the receipt' });
	match(mail.text, /Invoices and credit notes/, 'what stays');
	equal((await shop.sql(`SELECT count(*) FROM outbox WHERE payload <> '' AND state = 'done'`))[0][0], 0,
		'payloads of done jobs');
	const line = fs.readFileSync(path.join(shop.data, 'erasures'), 'utf8');
	match(line, /^[0-9a-f]{64} \d+ \d+ customer [0-9a-f]{32} [0-9a-f]{32}\n$/, 'the list of erasures');
	equal(fs.statSync(path.join(shop.data, 'erasures')).mode & 0o777, 0o600, 'its permissions');
});

test('an older backup forgets her again when it is restored', async () => {
	const dir = path.join(shop.dir, 'again');
	fs.mkdirSync(dir);
	const puoti = path.join(root, process.env.PUOTI_BUILD ?? 'build', 'puoti');
	const out = execFileSync(puoti, ['--data', dir, 'restore', '--erasures',
		path.join(shop.data, 'erasures'), before]).toString();
	match(out, /1 people|erased again/, 'what it says');
	const saved = shop.data;
	shop.data = dir;
	try {
		const where = (await grepTables('zqx')).filter((w) => w !== 'document.content');
		equal(where.join(' '), '', 'tables');
		equal(grepFiles(['Zqx order message', 'Zqx body', 'Zqxroad', '040 777']).join('\n'), '', 'files');
		equal((await grepTables(aino_email)).filter((w) => w !== 'document.content').join(' '), '', 'address');
	} finally {
		shop.data = saved;
	}
	// without the list she would be there
	const plain = path.join(shop.dir, 'plain');
	execFileSync(puoti, ['--data', plain, 'restore', before]);
	shop.data = plain;
	try {
		check((await grepTables('zqx')).includes('customer.name'), 'this test sees nothing');
	} finally {
		shop.data = saved;
	}
	// the file of the shop that was there is found by itself
	const own = path.join(shop.dir, 'own');
	fs.mkdirSync(own);
	fs.copyFileSync(path.join(shop.data, 'erasures'), path.join(own, 'erasures'));
	match(execFileSync(puoti, ['--data', own, 'restore', before]).toString(), /erased again/, 'its own list');
	// what is no list is refused, and nothing is left
	const bad = path.join(shop.dir, 'bad');
	let refused = false;
	try {
		execFileSync(puoti, ['--data', bad, 'restore', '--erasures', puoti, before], { stdio: 'pipe' });
	} catch {
		refused = true;
	}
	check(refused && (!fs.existsSync(bad) || fs.readdirSync(bad).length === 0), 'a file that is no list');
}, { seconds: 120 });

test('she may come back: the address is free', async () => {
	const v = new Visitor(shop.url);
	await v.get('/').catch(() => {}); // a connection that was closed meanwhile
	const links = () => shop.mails().filter((m) => isTo(m, aino_email))
		.flatMap((m) => m.text.match(/\/account\/verify\/[a-z0-9]+/g) ?? []);
	const old = links();
	await post(v, '/account/register', { name: 'Zqx again', email: aino_email, password: PASSWORD });
	const link = await eventually(() => links().find((l) => !old.includes(l)),
		{ what: 'another link' });
	equal((await post(v, link, { password: PASSWORD })).status, 303, 'proved');
	const { text } = await v.get('/account/orders');
	check(!text.includes(aino.second.number), 'her old orders are hers again');
}, { seconds: 60 });

test('without scripts: an account goes, its words stay when it is wished', async () => {
	const email = 'zqyleena@posti.example';
	const v = new Visitor(shop.url);
	await v.get('/').catch(() => {});
	await accountMake(shop, v, email, { name: 'Zqy Leena' });
	const o = await ordered(v, { email, name: 'Zqy Leena' });
	await delivered(o.number);
	const page0 = `${o.path}/review/${SLUG}`;
	const { text } = await v.get(page0);
	const { body, headers } = multipart({ ...formOf(text, `/review/${SLUG}`), stars: '5',
		body: 'Good, and it lasts for years.', name: 'Zqy shown' }, []);
	equal((await v.send(page0, { method: 'POST', body, headers })).status, 303, 'the review');
	await shop.sql(`UPDATE review SET state = 'shown' WHERE name = 'Zqy shown'`);
	const page = await browserOf(false, v);
	await page.goto('/account/profile');
	await page.getByRole('link', { name: 'Close my account' }).click();
	await page.getByLabel(/text and the stars stay/).check();
	await page.getByRole('button', { name: 'Erase everything now' }).click();
	await page.waitForURL(/\/privacy\/data/);
	await page.context().close();
	await jobsDone();
	equal((await grepTables('zqy')).filter((w) => w !== 'document.content').join(' '), '', 'tables');
	equal((await shop.sql(`SELECT count(*) FROM review WHERE body LIKE 'Good, and it lasts%'
		AND name = '' AND customer IS NULL AND orders IS NULL`))[0][0], 1, 'the text');
}, { seconds: 120 });

test('the owner answers a guest by the address: look up, export, erase, and a log', async () => {
	const email = 'zqzguest@posti.example';
	const v = new Visitor(shop.url);
	const o = await ordered(v, { email, name: 'Zqz Guest', street: 'Zqzstreet 1' });
	await delivered(o.number);
	const page = await browserOf(true, owner);
	await page.goto('/admin/privacy');
	await page.getByLabel('E-mail address').fill(email);
	await page.getByRole('button', { name: 'Find', exact: true }).click();
	await page.getByRole('heading', { name: 'Erase it' }).waitFor();
	check(!page.url().includes('zqz'), 'the address is in the link');
	await inspector.look(page, 'admin-privacy');
	const { res, bytes } = await exported(owner, '/admin/privacy/export', { email });
	equal(res.status, 200, 'the export');
	match(unzip(bytes)['orders.json'], new RegExp(`"order":${o.number}`), 'the order');
	const unsure = await owner.post('/admin/privacy/erase', { token: await owner.token('/admin/privacy'), email });
	equal(unsure.status, 422, 'erased without being sure');
	match(unsure.text, /nothing has been erased/, 'said');
	await page.getByLabel('I am sure that it is they who ask').check();
	await Promise.all([
		page.waitForResponse((r) => r.request().method() === 'GET' && r.url().endsWith('/admin/privacy')),
		page.getByRole('button', { name: 'Erase everything now' }).click(),
	]);
	await page.getByText('A last mail tells them what stays.').waitFor();
	match(await page.locator('main').innerText(), /Erased[\s\S]*Exported/, 'the log');
	await page.context().close();
	await jobsDone();
	equal((await grepTables('zqz')).filter((w) => w !== 'document.content').join(' '), '', 'tables');
	const { text } = await owner.get(`/admin/orders/${o.number}`);
	match(text, new RegExp(o.number), 'the order is still in the books');
	equal((await owner.get('/admin/customers')).status, 200, 'the customers');
}, { seconds: 120 });

inspector.markupTest();

test('no log of the shop speaks of any of them', async () => {
	const run = path.join(shop.data, 'run');
	for (const f of fs.readdirSync(run).filter((n) => n.endsWith('.log')))
		check(!/zq[xyz]/i.test(fs.readFileSync(path.join(run, f), 'latin1')), f);
});

await run();
