// Paytrail and Stripe as far as a shop sees them, on this machine: checks what
// is signed, refuses what the real ones refuse, and misbehaves when told to.
//
//	const bank = await standIn(port);
//	bank.next('create', 'half');           how to treat the next such call
//	const pay = bank.byOrder('10042');     what the shop has made there
//	await bank.settle(pay, 'ok');          the buyer has paid, nobody is told
//	await bank.notify(pay);                tell the shop, as the provider does
//	await bank.notify(pay, { status: 'fail', forged: true });
import crypto from 'node:crypto';
import http from 'node:http';
import { request } from '../lib/http.mjs';

export const ACCOUNT = '375917';
export const SECRET = 'SAIPPUAKAUPPIAS';
export const STRIPE_KEY = 'sk_test_standin';
export const WEBHOOK = 'whsec_test_standin';

const hmac = (secret, text, how = 'sha256') =>
	crypto.createHmac(how, secret).update(text).digest('hex');

// The pairs that are signed, sorted, then the body.
export function sign(pairs, body = '', secret = SECRET, how = 'sha256') {
	const lines = Object.keys(pairs).filter((k) => /^checkout-/.test(k))
		.sort().map((k) => `${k}:${pairs[k]}`);
	return hmac(secret, [...lines, body].join('\n'), how);
}

const wait = (ms) => new Promise((go) => setTimeout(go, ms));

class Bank {
	constructor(port) {
		this.port = port;
		this.url = `http://127.0.0.1:${port}`;
		this.payments = new Map(); // id -> payment
		this.refunds = new Map(); // stamp -> refund
		this.cards = new Map(); // token -> card
		this.forms = new Map(); // id -> where the buyer goes back
		this.plans = new Map();
		this.calls = [];
		this.wrong = []; // calls that the real one would refuse
		this.slowMs = 15000;
	}

	next(call, ...how) {
		this.plans.set(call, [...this.plans.get(call) ?? [], ...how]);
	}

	plan(call) {
		return this.plans.get(call)?.shift() ?? 'well';
	}

	byOrder(number) {
		return [...this.payments.values()]
			.filter((p) => p.reference === String(number)).pop();
	}

	// A card that a customer lets be kept.  how: declines, asks (to see the
	// buyer), as its bank does from now on.
	cardMake(how = {}) {
		const card = { token: crypto.randomUUID(), form: crypto.randomUUID(),
			type: 'Visa', pan: String(1000 + this.cards.size), ...how };
		this.cards.set(card.token, card);
		return card;
	}

	settle(pay, status) {
		if (pay.status !== 'ok')
			pay.status = status;
		return pay;
	}

	// The pairs of a callback or redirect, signed.
	query(pay, { status, amount, forged, account, how, extra, stamp, id } = {}) {
		const pairs = {
			'checkout-account': account ?? ACCOUNT,
			'checkout-algorithm': how ?? 'sha256',
			'checkout-amount': String(amount ?? pay.amount),
			'checkout-stamp': stamp ?? pay.stamp,
			'checkout-reference': pay.reference,
			'checkout-transaction-id': id ?? pay.id,
			'checkout-status': status ?? pay.status,
			'checkout-provider': 'osuuspankki',
			...extra,
		};
		pairs.signature = sign(pairs, '', forged ? 'guess' : SECRET, how);
		return new URLSearchParams(pairs).toString();
	}

	// What the callback of a payment says of the card that is kept: its token
	// is signed, the words of the card are not.
	cardSaid(pay, status) {
		if (!pay.keeps || status !== 'ok')
			return {};
		pay.card ??= this.cardMake();
		return { 'checkout-card-token': pay.card.token, type: pay.card.type,
			partial_pan: pay.card.pan, expire_year: '2031', expire_month: '11' };
	}

	// Status of the shop's answer, on a connection of its own, as different
	// machines of a provider's would be.
	async tell(url, options = {}) {
		try {
			return (await request(url, { ...options, keep: false })).status;
		} catch (why) {
			throw new Error(`no answer from ${url}: ${why.code ?? ''} ${why.message}`);
		}
	}

	notify(pay, options = {}) {
		if (pay.stripe)
			return this.webhook(pay, options);
		const tail = options.tail ?? '';
		const said = this.query(pay, { ...options, extra: { ...options.extra,
			...this.cardSaid(pay, options.status ?? pay.status) } });
		return this.tell(`${pay.callback}?${said}${tail}`);
	}

	// Where the buyer's browser goes after paying.
	back(pay, options = {}) {
		return pay.stripe ? pay.redirect :
			`${pay.redirect}?${this.query(pay, options)}`;
	}

	webhook(pay, { type, forged, old = 0, amount, object, status } = {}) {
		const paid = (status ?? pay.status) === 'ok';
		const body = JSON.stringify({
			id: `evt_${crypto.randomUUID()}`, object: 'event', livemode: false,
			type: type ?? (paid || pay.status === 'pending' ?
				'checkout.session.completed' : 'checkout.session.expired'),
			data: { object: object ?? { ...session(pay),
				...amount ? { amount_total: amount } : {} } },
		});
		const t = Math.floor(Date.now() / 1000) - old;
		const v1 = hmac(forged ? 'guess' : WEBHOOK, `${t}.${body}`);
		return this.tell(`${new URL(pay.redirect).origin}/pay/stripe/notice`, {
			method: 'POST', body,
			headers: { 'content-type': 'application/json',
				'content-length': Buffer.byteLength(body),
				'stripe-signature': `t=${t},v1=${v1}` },
		});
	}

	notifyRefund(refund, { status = 'ok', forged, amount } = {}) {
		const { pay } = refund;
		return this.tell(`${refund.callback}?${this.query(pay, { status, forged,
			amount: amount ?? refund.amount, stamp: refund.stamp,
			id: refund.id })}`);
	}
}

function session(pay) {
	return {
		id: pay.id, object: 'checkout.session', livemode: false,
		amount_total: pay.amount, currency: 'eur',
		client_reference_id: pay.stamp, payment_intent: `pi_${pay.id}`,
		url: pay.href,
		status: pay.status === 'new' ? 'open' :
			pay.status === 'fail' ? 'expired' : 'complete',
		payment_status: pay.status === 'ok' ? 'paid' : 'unpaid',
	};
}

// What Paytrail refuses in the body of a payment; '' nothing.
function bodyProblem(bank, b) {
	const sum = (b.items ?? []).reduce((n, i) => n + i.unitPrice * i.units, 0);
	const one = (n) => Math.round(n * 10) === n * 10;
	const urls = [b.redirectUrls?.success, b.redirectUrls?.cancel];
	if (!Number.isInteger(b.amount) || b.amount < 1 || b.amount > 99999998)
		return 'amount';
	if (!b.stamp || b.stamp.length > 200 || !b.reference ||
		[...bank.payments.values()].some((p) => p.stamp === b.stamp))
		return 'stamp';
	if (b.currency !== 'EUR' || !['FI', 'SV', 'EN'].includes(b.language))
		return 'currency or language';
	if (!b.customer?.email || urls.some((u) => !u || u.length > 300))
		return 'customer or addresses';
	if (b.items && sum !== b.amount)
		return `amount does not match the items: ${sum}`;
	if (b.items?.some((i) => !i.productCode || i.productCode.length > 100 ||
		i.units < 0 || !one(i.vatPercentage) || i.vatPercentage < 0))
		return 'an item';
	return '';
}

function answer(bank, res, call, status, value, { signed = true } = {}) {
	const how = bank.answering.get(res) ?? 'well';
	const body = typeof value === 'string' ? value : JSON.stringify(value);
	const heads = { 'content-type': 'application/json; charset=utf-8' };
	if (signed) {
		Object.assign(heads, { 'checkout-account': ACCOUNT,
			'checkout-algorithm': 'sha256', 'checkout-method': call.method,
			'checkout-nonce': crypto.randomUUID(),
			'request-id': crypto.randomUUID() });
		heads.signature = sign(heads, body,
			how === 'badly-signed' ? 'guess' : SECRET);
		if (how === 'unsigned')
			delete heads.signature;
	}
	if (how === 'half') {
		res.writeHead(status, { ...heads, 'content-length': body.length + 200 });
		res.write(body.slice(0, body.length / 2));
		setTimeout(() => res.destroy(), 50);
		return;
	}
	if (how === 'lost') { // done, and nobody hears of it
		res.destroy();
		return;
	}
	res.writeHead(status, heads);
	res.end(how === 'changed' ? body.replace(/"/, ' "') : body);
}

const signedCall = (call) =>
	call.headers['checkout-account'] === ACCOUNT &&
	call.headers['checkout-method'] === call.method &&
	call.headers['checkout-nonce'] && call.headers['checkout-timestamp'] &&
	call.headers.signature === sign(call.headers, call.body);

function create(bank, call) {
	const b = JSON.parse(call.body);
	const problem = bodyProblem(bank, b);
	if (problem)
		return [400, { status: 'error', message: problem }];
	const id = crypto.randomUUID();
	const pay = { id, stamp: b.stamp, amount: b.amount, status: 'new',
		reference: b.reference, redirect: b.redirectUrls.success,
		callback: b.callbackUrls?.success, href: `${bank.url}/page/${id}`,
		items: b.items, email: b.customer.email, language: b.language };
	bank.payments.set(id, pay);
	return [201, { transactionId: id, href: pay.href, reference: b.reference,
		terms: '', groups: [], providers: [] }];
}

function status(bank, call, id) {
	const pay = bank.payments.get(id);
	const refund = [...bank.refunds.values()].find((r) => r.id === id);
	if (refund)
		return [200, { transactionId: id, status: refund.status,
			amount: refund.amount, currency: 'EUR', stamp: refund.stamp }];
	if (!pay || call.headers['checkout-transaction-id'] !== id)
		return [404, { status: 'error', message: 'not found' }];
	return [200, { transactionId: id, status: pay.status, amount: pay.amount,
		currency: 'EUR', stamp: pay.stamp, reference: pay.reference,
		provider: 'osuuspankki', href: pay.href }];
}

const refunded = (bank, pay) => [...bank.refunds.values()]
	.filter((r) => r.pay === pay && r.status !== 'fail')
	.reduce((n, r) => n + r.amount, 0);

function refund(bank, call, id) {
	const pay = bank.payments.get(id);
	const b = JSON.parse(call.body);
	if (!pay || pay.status !== 'ok')
		return [404, { status: 'error', message: 'not found' }];
	if (bank.refunds.has(b.refundStamp))
		return [400, { status: 'error', message: 'refund stamp was used' }];
	if (bank.noRefunds && !b.email)
		return [422, { status: 'error', message: 'this bank cannot' }];
	if (b.amount + refunded(bank, pay) > pay.amount)
		return [400, { status: 'error', message: 'more than was paid' }];
	const made = { id: crypto.randomUUID(), stamp: b.refundStamp, pay,
		amount: b.amount, status: bank.refundStatus ?? 'ok',
		callback: b.callbackUrls.success, email: b.email };
	bank.refunds.set(b.refundStamp, made);
	return [201, { transactionId: made.id, provider: 'osuuspankki',
		status: made.status }];
}

// Cards: a form that makes a token, charges, holds.
function cardCall(bank, call, path) {
	const [, id, rest] = /^\/(?:payments\/([^/]+)\/token|tokenization)\/?(.*)$/
		.exec(path) ?? [];
	const b = call.body ? JSON.parse(call.body) : {};
	if (path === '/tokenization/pay-and-add-card') {
		const [code, said] = create(bank, call);
		if (code === 201)
			bank.payments.get(said.transactionId).keeps = true;
		return [code, code === 201 ? { transactionId: said.transactionId,
			redirectUrl: said.href } : said];
	}
	if (path.startsWith('/tokenization/')) {
		const token = [...bank.cards.values()].find((c) => c.form === rest);
		return token && call.headers['checkout-tokenization-id'] === rest ?
			[200, { token: token.token, card: { type: token.type,
				partial_pan: token.pan, expire_year: '2031',
				expire_month: '11' } }] :
			[404, { status: 'error', message: 'not found' }];
	}
	const charge = /^\/payments\/token\/(cit|mit)\/(charge|authorization-hold)$/
		.exec(path);
	if (charge) {
		const card = bank.cards.get(b.token);
		if (!card || card.declines)
			return [400, { status: 'error', message: 'declined' }];
		const [code, said] = create(bank, call);
		if (code !== 201)
			return [code, said];
		const pay = bank.payments.get(said.transactionId);
		if (card.asks && charge[1] === 'cit')
			return [403, { transactionId: pay.id,
				threeDSecureUrl: pay.href }];
		pay.status = charge[2] === 'charge' ? 'ok' : 'held';
		return [201, { transactionId: pay.id }];
	}
	const pay = bank.payments.get(id);
	if (!pay || pay.status !== 'held')
		return [400, { status: 'error', message: 'nothing is held' }];
	if (rest === 'commit' && b.amount > pay.amount)
		return [400, { status: 'error', message: 'more than is held' }];
	if (rest === 'commit')
		pay.amount = b.amount;
	pay.status = rest === 'commit' ? 'ok' : 'fail';
	return [rest === 'commit' ? 201 : 200, { transactionId: id }];
}

function paytrail(bank, call, path) {
	if (!signedCall(call)) {
		bank.wrong.push(call);
		return [401, { status: 'error', message: 'Invalid credentials' }];
	}
	if (path === '/payments')
		return create(bank, call);
	if (path.includes('/token'))
		return cardCall(bank, call, path);
	const [, id, tail] = /^\/payments\/([^/]+)(\/refund)?$/.exec(path) ?? [];
	if (id)
		return tail ? refund(bank, call, id) : status(bank, call, id);
	if (path.startsWith('/merchants/'))
		return [200, { groups: [], providers: [], terms: '' }];
	return [404, { status: 'error', message: 'not found' }];
}

// The first answer of a key is kept; other words with it are a mistake.
function idempotent(bank, call, fn) {
	const key = call.headers['idempotency-key'];
	const had = bank.keys.get(key);
	if (had && had.body !== call.body)
		return [400, { error: { message: 'key with other parameters' } }];
	const said = had?.said ?? fn();
	bank.keys.set(key, { body: call.body, said });
	return said;
}

function stripeSession(bank, call) {
	const f = new URLSearchParams(call.body);
	const amount = Number(f.get('line_items[0][price_data][unit_amount]'));
	const id = `cs_test_${crypto.randomUUID()}`;
	if (!(amount > 0) || f.get('mode') !== 'payment')
		return [400, { error: { message: 'amount' } }];
	const pay = { id, stripe: true, stamp: f.get('client_reference_id'), amount,
		status: 'new', redirect: f.get('success_url'),
		reference: /\d+/.exec(f.get('line_items[0][price_data][product_data]' +
			'[name]'))?.[0], href: `${bank.url}/page/${id}` };
	bank.payments.set(id, pay);
	return [200, session(pay)];
}

function stripeRefund(bank, call) {
	const f = new URLSearchParams(call.body);
	const pay = bank.payments.get(f.get('payment_intent').slice(3));
	const amount = Number(f.get('amount')), stamp = f.get('metadata[stamp]');
	if (!pay || pay.status !== 'ok' || amount + refunded(bank, pay) > pay.amount)
		return [400, { error: { message: 'cannot be refunded' } }];
	const made = { id: `re_${crypto.randomUUID()}`, stamp, pay, amount,
		status: bank.refundStatus ?? 'ok' };
	bank.refunds.set(stamp, made);
	return [200, refundObject(made)];
}

export const refundObject = (r) => ({ id: r.id, object: 'refund',
	amount: r.amount, currency: 'eur', metadata: { stamp: r.stamp },
	status: r.status === 'ok' ? 'succeeded' :
		r.status === 'fail' ? 'failed' : 'pending' });

function stripe(bank, call, path) {
	if (call.headers.authorization !== `Bearer ${STRIPE_KEY}`) {
		bank.wrong.push(call);
		return [401, { error: { message: 'Invalid API Key provided' } }];
	}
	if (path === '/v1/balance')
		return [200, { object: 'balance' }];
	if (path === '/v1/checkout/sessions')
		return idempotent(bank, call, () => stripeSession(bank, call));
	if (path === '/v1/refunds')
		return idempotent(bank, call, () => stripeRefund(bank, call));
	const pay = bank.payments.get(path.split('/')[4]);
	const back = [...bank.refunds.values()].find((r) => r.id === path.split('/')[3]);
	if (back)
		return [200, refundObject(back)];
	return pay ? [200, session(pay)] :
		[404, { error: { message: 'No such session' } }];
}

const kind = (call, path) =>
	/sessions$|^\/payments$|charge$|hold$/.test(path) ? 'create' :
		/refund/.test(path) && call.method === 'POST' ? 'refund' :
			/merchants|balance/.test(path) ? 'test' : 'status';

// The page where a buyer pays: three links, as plain as can be.
async function page(bank, res, path) {
	const [, id, choice] = /^\/page\/([^/]+)(?:\/(ok|fail|pending))?$/
		.exec(path) ?? [];
	const pay = bank.payments.get(id);
	if (!pay) {
		res.writeHead(404).end();
		return;
	}
	if (!choice) {
		res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
		res.end(`<!doctype html><html lang="en"><title>Pay</title><h1>Pay ${
			pay.amount}</h1>` + ['ok', 'fail', 'pending'].map((c) =>
			`<p><a href="/page/${id}/${c}">${c}</a></p>`).join(''));
		return;
	}
	bank.settle(pay, choice);
	if (!bank.silent)
		await bank.notify(pay, { status: choice });
	res.writeHead(303, { location: bank.back(pay, { status: choice }) }).end();
}

// The form of a card: posted and signed by the shop, which sends the buyer on.
function cardForm(bank, call, res) {
	const f = Object.fromEntries(new URLSearchParams(call.body));
	const { signature, ...pairs } = f;
	const urls = [f['checkout-redirect-success-url'], f['checkout-redirect-cancel-url']];
	if (signature !== sign(pairs) || f['checkout-account'] !== ACCOUNT ||
		urls.some((u) => !u)) {
		bank.wrong.push(call);
		return res.writeHead(401).end();
	}
	const id = crypto.randomUUID();
	bank.forms.set(id, { success: urls[0], cancel: urls[1] });
	return res.writeHead(302, { location: `${bank.url}/card/${id}` }).end();
}

// Where the buyer enters a card: two links, and back to the shop.
function cardPage(bank, res, path) {
	const [, id, choice] = /^\/card\/([^/]+)(?:\/(ok|cancel))?$/.exec(path) ?? [];
	const form = bank.forms.get(id);
	if (!form)
		return res.writeHead(404).end();
	if (!choice) {
		res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
		return res.end('<!doctype html><html lang="en"><title>Card</title><h1>Card</h1>' +
			['ok', 'cancel'].map((c) => `<p><a href="/card/${id}/${c}">${c}</a></p>`).join(''));
	}
	const pairs = { 'checkout-account': ACCOUNT, 'checkout-algorithm': 'sha256',
		'checkout-method': 'GET' };
	if (choice === 'ok')
		pairs['checkout-tokenization-id'] = bank.cardMake().form;
	pairs.signature = sign(pairs);
	const to = choice === 'ok' ? form.success : form.cancel;
	return res.writeHead(303, { location: `${to}?${new URLSearchParams(pairs)}` }).end();
}

async function serve(bank, req, res) {
	const chunks = [];
	for await (const c of req)
		chunks.push(c);
	const path = new URL(req.url, bank.url).pathname;
	if (path.startsWith('/page/'))
		return page(bank, res, path);
	if (path.startsWith('/card/'))
		return cardPage(bank, res, path);
	if (path === '/favicon.ico') {
		res.writeHead(204).end();
		return;
	}
	const call = { method: req.method, path: req.url, headers: req.headers,
		body: Buffer.concat(chunks).toString('utf8') };
	bank.calls.push(call);
	const how = bank.plan(kind(call, path));
	bank.answering.set(res, how);
	if (path === '/tokenization/addcard-form' && how === 'well')
		return cardForm(bank, call, res);
	if (how === 'reset')
		return req.socket.destroy();
	if (how === 'slow')
		await wait(bank.slowMs);
	if (how === '500')
		return answer(bank, res, call, 500, 'oh no', { signed: false });
	const isStripe = path.startsWith('/v1/');
	const [code, said] = isStripe ? stripe(bank, call, path) :
		paytrail(bank, call, path);
	return answer(bank, res, call, code, said, { signed: !isStripe });
}

export async function standIn(port) {
	const bank = new Bank(port);
	bank.answering = new WeakMap();
	bank.keys = new Map();
	const server = http.createServer((req, res) => {
		serve(bank, req, res).catch((e) => {
			bank.wrong.push(e);
			res.destroy();
		});
	});
	await new Promise((go, fail) => {
		server.once('error', fail);
		server.listen(port, '127.0.0.1', go);
	});
	bank.stop = () => {
		server.closeAllConnections();
		return new Promise((go) => server.close(go));
	};
	return bank;
}
