// What is tested against where money and secrets are: payment notices, return
// pages, codes, accounts, an order's papers.  The number before each name is
// the line of the list of threats that it covers (docs/security.md).
import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { test, after, run, check, equal, eventually } from '../lib/tap.mjs';
import { shopStart, portTake } from '../lib/shop.mjs';
import { accountMake } from '../lib/account.mjs';
import { Visitor, hidden } from '../lib/http.mjs';
import { bookkeeper } from '../standin/books.mjs';
import { standIn, sign, SECRET } from '../standin/pay.mjs';

const bank = await standIn(await portTake());
const shop = await shopStart({ env: { PUOTI_PAY_STANDIN: bank.url, PUOTI_LIMITS: '1' } });
after(() => shop.stop());
after(() => bank.stop());
const books = await bookkeeper(shop, bank);
await books.setUp();

const guest = () => new Visitor(shop.url);
const forget = () => shop.sql('DELETE FROM attempt');

// nginx lets ten such forms a minute through: come again.
async function post(v, to, fields) {
	for (;;) {
		const res = await v.post(to, { token: await v.token(to), ...fields });
		if (res.status !== 429)
			return res;
		await new Promise((go) => setTimeout(go, 6500));
	}
}

const NOTICE = '/pay/paytrail/notice';

const sku = async () => (await shop.sql('SELECT v.sku FROM variant v JOIN stock s ' +
	'ON s.variant = v.id JOIN product p ON p.id = v.product WHERE v.archived_ms IS NULL ' +
	"AND p.status = 'active' AND p.kind = 'goods' AND s.on_hand > 50 ORDER BY v.id LIMIT 1"))[0][0];

async function bought(fields) {
	await forget();
	const order = await books.buy('paytrail', fields);
	return { ...order, pay: bank.byOrder(order.number) };
}

const paid = async (number) => (await shop.sql('SELECT payment_state FROM orders ' +
	`WHERE number = ${number}`))[0][0] === 'paid';

test('50: no notice but the true one makes an order paid', async () => {
	const mine = await bought(), other = await bought();
	const query = (o) => bank.query(mine.pay, { status: 'ok', ...o });
	const good = query();
	const bad = {
		'none': '',
		'unsigned': good.replace(/signature=[^&]*/, ''),
		'an empty signature': good.replace(/signature=[^&]*/, 'signature='),
		'by another key': query({ forged: true }),
		'by no key': `${good.replace(/&signature=.*/, '')}&signature=${sign(
			Object.fromEntries(new URLSearchParams(good)), '', '')}`,
		'another algorithm': query({ how: 'sha512' }),
		'a made-up algorithm': good.replace('sha256', 'none'),
		'MD5': good.replace('sha256', 'md5'),
		'a cent less': query({ amount: mine.pay.amount - 1 }),
		'one cent': query({ amount: 1 }),
		'minus': query({ amount: -mine.pay.amount }),
		'digits without end': query({ amount: `${mine.pay.amount}${'0'.repeat(30)}` }),
		'another account': query({ account: '123456' }),
		'another transaction': query({ id: other.pay.id }),
		'a changed stamp': bank.query(other.pay, { status: 'ok' })
			.replace(other.pay.stamp, mine.pay.stamp),
		'a status twice': `${bank.query(mine.pay, { status: 'fail' })}&checkout-status=ok`,
		'a status twice, first': `checkout-status=ok&${bank.query(mine.pay, { status: 'fail' })}`,
		'a signature twice': `signature=x&${good}`,
		'capitals': good.replaceAll('checkout-', 'Checkout-'),
	};
	for (const [what, q] of Object.entries(bad)) {
		const res = await guest().get(`${NOTICE}?${q}`);
		check(res.status >= 400 && res.status < 500, `${what}: ${res.status}`);
		check(!res.text.includes(SECRET), what);
	}
	check(!await paid(mine.number), 'paid by one of them');
	for (const q of Object.values(bad)) {
		const res = await guest().get(`/pay/paytrail/return/${mine.pay.stamp}?${q}`);
		check([303, 404].includes(res.status), `return ${res.status}`);
	}
	check(!await paid(mine.number), 'paid by coming back');
	equal((await guest().send(`${NOTICE}?${good}`, { method: 'HEAD' })).status, 405, 'HEAD');
	equal((await guest().post(`${NOTICE}?${good}`, {})).status, 405, 'POST');
	check(!await paid(mine.number), 'paid by HEAD or POST');
	bank.settle(mine.pay, 'ok');
	for (let i = 0; i < 3; i++)
		equal((await guest().get(`${NOTICE}?${good}`)).status, 200, 'the true one');
	check(await paid(mine.number), 'not paid');
	check(!await paid(other.number), 'the other order is paid');
	equal(await shop.sql("SELECT count(*) FROM money_move m JOIN orders o ON o.id = m.orders " +
		`WHERE o.number = ${mine.number}`), [[1]], 'money that came in');
});

test('50: a webhook of Stripe is believed by its own secret, amount and time', async () => {
	await forget();
	const order = await books.buy('stripe');
	const pay = bank.byOrder(order.number);
	for (const how of [{ forged: true }, { old: 3600 }, { old: -3600 }, { amount: 1 }]) {
		const status = await bank.webhook(pay, { status: 'ok', ...how,
			object: { id: pay.id, amount_total: how.amount ?? pay.amount, currency: 'eur',
				client_reference_id: pay.stamp, status: 'complete', payment_status: 'paid' } });
		check(status >= 400 && status < 500, `${JSON.stringify(how)}: ${status}`);
	}
	const body = JSON.stringify({ type: 'checkout.session.completed', data: { object: {
		id: pay.id, amount_total: pay.amount, currency: 'eur', client_reference_id: pay.stamp,
		status: 'complete', payment_status: 'paid' } } });
	const t = Math.floor(Date.now() / 1000);
	const v1 = (key) => crypto.createHmac('sha256', key).update(`${t}.${body}`).digest('hex');
	for (const signature of ['', `t=${t}`, `t=${t},v1=`, `t=${t},v0=${v1('')}`, `v1=${v1('')}`,
		`t=${t},v1=${v1('')}`, `t=${t},t=${t},v1=${v1('x')}`]) {
		const res = await guest().send('/pay/stripe/notice', { method: 'POST', body,
			headers: { 'content-type': 'application/json', 'stripe-signature': signature } });
		check(res.status >= 400 && res.status < 500, `${signature}: ${res.status}`);
	}
	check(!await paid(order.number), 'paid');
});

test('20: codes are guessed ten times an hour, with new cookies too', async () => {
	await forget();
	const guess = async (code) => {
		const v = guest();
		await v.add(await sku());
		const res = await v.post('/cart/code', { token: await v.token('/cart'),
			do: 'code', code });
		equal(res.status, 422, 'the answer');
		return /Too many codes/.test(res.text);
	};
	for (let i = 0; i < 10; i++)
		check(!await guess(`AAAA-BBBB-CCCC-000${i}`), `stopped at ${i}`);
	for (const code of ['AAAA-BBBB-CCCC-DDDD', 'WELCOME10'])
		check(await guess(code), `${code} is still tried`);
	await forget();
});

test('36: nobody learns whether an address has an account', async () => {
	await forget();
	const answer = async (to, fields) => {
		const res = await post(guest(), to, fields);
		return [res.status, res.text.replaceAll(fields.email, '')
			.replace(/value="[^"]{20,}"/g, '')];
	};
	const [known, unknown] = ['known@posti.example', 'nobody@posti.example'];
	const password = 'lumi on valkoista';
	await accountMake(shop, guest(), known, { password });
	await shop.sql("DELETE FROM attempt");
	for (const to of ['/account/forgot', '/account/login', '/account/link', '/account/register']) {
		const fields = { name: 'A', password: to.endsWith('login') ? 'wrong wrong' : password };
		equal(await answer(to, { ...fields, email: known }),
			await answer(to, { ...fields, email: unknown }), to);
		await shop.sql("DELETE FROM attempt");
	}
});

test('26, 38, 39: links work once, a login changes every cookie, tokens stay with their visitor', async () => {
	await forget();
	const email = 'once@posti.example', password = 'lumi on valkoista';
	const v = guest();
	await post(v, '/account/register', { name: 'Oona', email, password });
	const link = async (what) => (await eventually(() => shop.mails().reverse()
		.map((m) => m.raw.includes(email) && new RegExp(`/account/${what}/([\\w-]+)`).exec(m.text))
		.find(Boolean), { what: 'the mail' }))[1];
	const verify = `/account/verify/${await link('verify')}`;
	equal((await post(v, verify, { password: 'not mine at all' })).status, 422, 'another password');
	const before = new Map(v.cookies);
	equal((await post(v, verify, { password })).status, 303, 'proved');
	for (const [name, value] of before)
		if (v.cookies.has(name) && /^(__Host-)?puoti$/.test(name))
			check(v.cookies.get(name) !== value, `${name} is the same`);
	equal((await v.get('/account')).status, 200, 'the account');
	equal((await guest().get(verify)).status, 410, 'the link again');
	const old = guest();
	for (const [k, x] of before)
		old.cookies.set(k, x);
	equal((await old.get('/account')).status, 303, 'who knew the old cookies');
	const token = await v.token('/account');
	for (const to of ['/account/logout', '/cart/code', '/checkout']) {
		equal((await guest().post(to, { token, email })).status, 403, `${to}, another's token`);
		equal((await v.post(to, { email })).status, 403, `${to}, none`);
	}
	equal((await v.get('/account')).status, 200, 'still logged in');
	await forget();
	await post(guest(), '/account/forgot', { email });
	const reset = `/account/reset/${await link('reset')}`;
	const thief = guest();
	equal((await post(thief, reset, { password: 'sataa taas vettä' })).status, 303, 'reset');
	equal((await v.get('/account')).status, 303, 'the old login is over');
	equal((await thief.get('/account')).status, 303, 'a link logs nobody in');
	equal((await guest().get(reset)).status, 410, 'the link again');
});

test('42: papers and cases of an order open with its own token alone', async () => {
	const mine = await bought(), other = await bought();
	for (const o of [mine, other]) {
		bank.settle(o.pay, 'ok');
		equal(await bank.notify(o.pay), 200, 'the notice');
	}
	const page = (await guest().get(mine.path)).text;
	const paper = /href="[^"]*(\/document\/[^"]+\.pdf)"/.exec(page)?.[1];
	check(paper, 'no paper');
	const file = await guest().get(mine.path + paper);
	equal(file.status, 200, 'its own');
	equal(file.headers['cache-control'], 'no-store', 'Cache-Control');
	for (const p of [other.path + paper, `${mine.path.slice(0, -1)}x${paper}`,
		`${mine.path}/document/..%2f..%2fkey`, `${mine.path}/document/x.pdf`,
		`${mine.path}/case/1`, `${mine.path}/case/-1`, `${mine.path}/case/99999999999999999999`])
		equal((await guest().get(p)).status, 404, p);
	check((await guest().get(`/admin/orders/${mine.number}/documents`)).status === 303,
		'the owner\'s papers');
});

test('47: accounts, payments and gift cards are kept by no cache, and by no log', async () => {
	const o = await bought({ email: 'inthelog@posti.example', name: 'Loki Lokela' });
	const owner = await books.owner();
	await owner.post('/admin/gift-cards', { token: await owner.token('/admin/gift-cards/new'),
		value: '20', email: 'gets@posti.example', recipient: '<script>zq7</script>',
		message: '<img src=x onerror=zq7>', locale: 'en', note: 'test' });
	const mail = await eventually(() => shop.mails().find((m) => m.raw.includes('gets@posti.example')),
		{ what: 'the mail' });
	check(!/<script>zq7|<img src=x/.test(mail.html), 'markup in a mail');
	const card = /\/gift-card\/[\w-]+/.exec(mail.text)[0];
	const code = /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/.exec(mail.text)[0];
	for (const p of [card, '/account/login', '/account/register', '/account/forgot',
		'/account', '/checkout', `/pay/go/${o.pay.stamp}`]) {
		const res = await guest().get(p);
		equal(res.headers['cache-control'], 'no-store', p);
		check(!/<script>zq7|<img src=x/.test(res.text), p);
	}
	for (const p of [card, `/pay/go/${o.pay.stamp}`, o.path])
		equal((await guest().get(p)).headers['referrer-policy'], 'no-referrer', p);
	for (const p of ['/gift-card/1', `${card}x`, `${card.slice(0, -1)}`,
		card.replace(/\d+-/, '2-'), card.replace(/\d+-/, '0-')])
		equal((await guest().get(p)).status, 404, p);
	await bank.notify(bank.settle(o.pay, 'ok'));
	const v = guest();
	await v.post('/cart/code', { token: await v.token('/cart'), do: 'code', code });
	await new Promise((go) => setTimeout(go, 1500)); // nginx flushes each second
	const logs = execFileSync('find', [path.join(shop.data, 'run'), '-type', 'f', '-name', '*.log'])
		.toString().trim().split('\n');
	for (const f of logs) {
		const text = fs.readFileSync(f, 'utf8');
		for (const secret of [o.pay.stamp, o.path.split('/').pop(), card.split('-').pop(), code,
			'inthelog', 'Lokela', 'gets@', SECRET])
			check(!text.includes(secret), `${path.basename(f)} holds ${secret}`);
	}
	const held = JSON.stringify(await shop.sql('SELECT * FROM gift_card')) +
		JSON.stringify(await shop.sql('SELECT * FROM audit')) +
		JSON.stringify(await shop.sql('SELECT * FROM sealed'));
	for (const secret of [code, 'sk_test_standin', 'whsec_test_standin'])
		check(!held.includes(secret), `the database holds ${secret}`);
	const shown = (await owner.get('/admin/settings/payments')).text;
	check(!/sk_test_standin|whsec_test_standin|SAIPPUA/.test(shown), 'a key is shown');
});

test('48: of a repeated field of an order the first counts', async () => {
	await forget();
	const v = guest();
	await v.add(await sku());
	const page = await v.get('/checkout');
	const form = hidden(page.text, /<form[^>]*action="[^"]*\/checkout"/);
	const fields = { ...form, email: 'first@posti.example', phone: '040 000 7712', name: 'First One',
		street: 'Kaislapolku 7', postal: '00890', city: 'Helsinki', country: 'FI',
		delivery: 'parcel', payment: 'transfer', terms: '1' };
	const res = await v.post('/checkout', [...Object.entries(fields),
		['email', 'second@posti.example'], ['name', 'Second One'], ['total', '1'],
		['price', '1'], ['payment_state', 'paid'], ['state', 'confirmed'], ['customer', '1'],
		['customer_group', '1'], ['method', '1'], ['expected', '0'], ['paid_minor', '99999']]);
	equal(res.status, 303, 'the order');
	const rows = await shop.sql('SELECT email, state, payment_state, customer FROM orders ' +
		'ORDER BY id DESC LIMIT 1');
	equal(rows[0], ['first@posti.example', 'placed', 'unpaid', null], 'the order');
});

test('13, 32: absurd sums and hostile files of the owner are refused in words', async () => {
	const owner = await books.owner();
	for (const value of ['-5', '0', '1e9', '99999999999999999999', 'NaN', '1.234', '0x10', '']) {
		const res = await owner.post('/admin/gift-cards', { token: await owner.token('/admin/gift-cards/new'),
			value, email: 'a@posti.example', locale: 'en', note: 'x' });
		equal(res.status, 422, `a gift card of ${value}`);
	}
	const upload = async (to, name, body) => {
		const token = await owner.token(to);
		const mark = 'x'.repeat(30);
		return owner.send(to, { method: 'POST', headers: {
			'Content-Type': `multipart/form-data; boundary=${mark}` },
			body: `--${mark}\r\nContent-Disposition: form-data; name="token"\r\n\r\n${token}\r\n` +
				`--${mark}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n` +
				`Content-Type: text/xml\r\n\r\n${body}\r\n--${mark}--\r\n` });
	};
	const laugh = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "haha">' +
		'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>' +
		'<Document><BkToCstmrStmt><Stmt><Id>&b;&f;</Id></Stmt></BkToCstmrStmt></Document>';
	const utf16 = Buffer.from('\ufeff' + laugh, 'utf16le').toString('latin1');
	for (const body of [laugh, utf16, `<a>${'<b>'.repeat(100000)}`, '\u0000\u0001', '<Document/>']) {
		const res = await upload('/admin/bank', '../../x<script>zq7</script>.xml', body);
		equal(res.status, 422, `a statement ${body.slice(0, 30)}`);
		check(!/root:|hahahaha|<script>zq7/.test(res.text), 'something of it is shown');
	}
	const points = await upload('/admin/points', 'p.csv',
		'carrier,code,name,postal,country\r\nX,1,<script>zq7</script>,00100,FI\r\n');
	equal(points.status, 200, 'the points');
	check(!points.text.includes('<script>zq7'), 'markup of a point');
});

await run();
