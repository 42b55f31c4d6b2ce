// What payment providers can do to a shop, through nginx and the real
// processes: each case ends in the right state.  The table in
// docs/payments.md is made from this run; PUOTI_TABLE=1 writes it, else it is
// compared.
import fs from 'node:fs';
import path from 'node:path';
import { test, after, run, check, equal, eventually } from '../lib/tap.mjs';
import { shopStart, portTake, root } from '../lib/shop.mjs';
import { bookkeeper } from '../standin/books.mjs';
import { standIn } from '../standin/pay.mjs';

const bank = await standIn(await portTake());
const shop = await shopStart({ env: { PUOTI_PAY_STANDIN: bank.url } });
after(() => shop.stop());
after(() => bank.stop());
const books = await bookkeeper(shop, bank);
const { buy, state, work, go, paysOn } = books;
await books.setUp();

const rows = [];

// name: what happens; fn gives the order's number; want: "order, payment of
// the order; the attempts; what the shop has, what went back".
function kase(group, name, want, fn) {
	test(`${group}: ${name}`, async () => {
		const number = await fn();
		const got = await state(number);
		rows.push([group, name, got]);
		equal(got, want, 'the end');
		equal(bank.wrong.length, 0, 'calls that were wrongly signed');
	});
}

const PAID = 'confirmed, paid; paid; all in';
const WAITS = (attempt) => `placed, unpaid; ${attempt}; nothing in`;

// ---- beginning ----
for (const [how, name] of [
	['reset', 'the connection is cut'],
	['half', 'half an answer'],
	['lost', 'made there, the answer lost'],
	['badly-signed', 'the answer is signed wrongly'],
	['unsigned', 'the answer is not signed'],
	['changed', 'the answer was changed on its way'],
	['500', 'the provider fails (500)'],
])
	kase('Paytrail, beginning', name, WAITS('expired'), async () => {
		bank.next('create', how);
		const order = await buy('paytrail');
		check(order.location.includes('/order/'), order.location);
		check(/did not answer/.test(order.text), 'the page says so');
		check(/name="way" value="paytrail"/.test(order.text), 'and offers it again');
		return order.number;
	});

kase('Paytrail, beginning', 'slower than the shop waits',
	WAITS('expired'), async () => {
		bank.next('create', 'slow');
		bank.slowMs = 10000;
		const order = await buy('paytrail');
		check(order.location.includes('/order/'), order.location);
		return order.number;
	});

kase('Paytrail, beginning', 'made there, the answer lost, then paid there all the same',
	'confirmed, paid; paid; all in', async () => {
		bank.next('create', 'lost');
		const order = await buy('paytrail');
		const pay = bank.settle(bank.byOrder(order.number), 'ok');
		equal(await bank.notify(pay), 200, 'the notice');
		return order.number;
	});

kase('Paytrail, beginning', 'fails, tried again, paid',
	'confirmed, paid; expired, paid; all in', async () => {
		bank.next('create', '500');
		const order = await buy('paytrail');
		await order.again('paytrail');
		await bank.notify(bank.settle(bank.byOrder(order.number), 'ok'));
		return order.number;
	});

// ---- telling ----
kase('Paytrail, telling', 'the buyer comes back and the notice comes', PAID, async () => {
	const order = await buy('paytrail');
	const pay = bank.settle(bank.byOrder(order.number), 'ok');
	const [told, back] = await Promise.all([bank.notify(pay),
		go(order.v, bank.back(pay))]);
	equal([told, back.status], [200, 303], 'answers');
	return order.number;
});

kase('Paytrail, telling', 'the notice comes ten times at once', PAID, async () => {
	const order = await buy('paytrail');
	const pay = bank.settle(bank.byOrder(order.number), 'ok');
	const told = await Promise.all(Array.from({ length: 10 }, () => bank.notify(pay)));
	equal(told, told.map(() => 200), 'answers');
	return order.number;
});

kase('Paytrail, telling', 'a notice, the buyer never comes back', PAID, async () => {
	const order = await buy('paytrail');
	await bank.notify(bank.settle(bank.byOrder(order.number), 'ok'));
	return order.number;
});

kase('Paytrail, telling', 'the buyer comes back, no notice, nothing in the address', PAID,
	async () => {
		const order = await buy('paytrail');
		const pay = bank.settle(bank.byOrder(order.number), 'ok');
		await go(order.v, pay.redirect);
		return order.number;
	});

kase('Paytrail, telling', 'neither: the shop asks', PAID, async () => {
	const order = await buy('paytrail');
	bank.settle(bank.byOrder(order.number), 'ok');
	await work();
	return order.number;
});

kase('Paytrail, telling', 'neither, and asking fails first (cut, 500, half, signed wrongly)', PAID,
	async () => {
		const order = await buy('paytrail');
		bank.settle(bank.byOrder(order.number), 'ok');
		for (const how of ['reset', '500', 'half', 'badly-signed']) {
			bank.next('status', how);
			await work(order.number);
			equal(await state(order.number), WAITS('pending'), how);
		}
		await work();
		return order.number;
	});

kase('Paytrail, telling', 'comes back unpaid: the shop waits', WAITS('pending'), async () => {
	const order = await buy('paytrail');
	await go(order.v, bank.byOrder(order.number).redirect);
	const page = await order.v.get(order.path);
	check(/wait for word/.test(page.text), 'the page says so');
	return order.number;
});

kase('Paytrail, telling', 'pending, then paid', PAID, async () => {
	const order = await buy('paytrail');
	const pay = bank.byOrder(order.number);
	await bank.notify(bank.settle(pay, 'pending'));
	equal(await state(order.number), 'placed, pending; pending; nothing in', 'between');
	await bank.notify(bank.settle(pay, 'ok'));
	return order.number;
});

kase('Paytrail, telling', 'delayed', 'placed, pending; pending; nothing in', async () => {
	const order = await buy('paytrail');
	await bank.notify(bank.byOrder(order.number), { status: 'delayed' });
	return order.number;
});

kase('Paytrail, telling', 'out of order: paid, then pending, then failed', PAID, async () => {
	const order = await buy('paytrail');
	const pay = bank.settle(bank.byOrder(order.number), 'ok');
	for (const status of ['ok', 'pending', 'fail'])
		equal(await bank.notify(pay, { status }), 200, status);
	return order.number;
});

kase('Paytrail, telling', 'out of order: failed, then paid', PAID, async () => {
	const order = await buy('paytrail');
	const pay = bank.settle(bank.byOrder(order.number), 'ok');
	await bank.notify(pay, { status: 'fail' });
	await bank.notify(pay);
	return order.number;
});

kase('Paytrail, telling', 'declined', 'placed, failed; failed; nothing in', async () => {
	const order = await buy('paytrail');
	await bank.notify(bank.settle(bank.byOrder(order.number), 'fail'));
	return order.number;
});

kase('Paytrail, telling', 'declined, tried again, paid', 'confirmed, paid; failed, paid; all in',
	async () => {
		const order = await buy('paytrail');
		await bank.notify(bank.settle(bank.byOrder(order.number), 'fail'));
		await order.again('paytrail');
		await bank.notify(bank.settle(bank.byOrder(order.number), 'ok'));
		return order.number;
	});

kase('Paytrail, telling', 'declined, then by transfer instead',
	'placed, unpaid; failed, pending; nothing in', async () => {
		const order = await buy('paytrail');
		await bank.notify(bank.settle(bank.byOrder(order.number), 'fail'));
		await order.again('transfer');
		return order.number;
	});

kase('Paytrail, telling', 'paid in two windows', 'confirmed, refund_due; paid, paid; too much in',
	async () => {
		const order = await buy('paytrail');
		const first = bank.byOrder(order.number);
		await books.age(order.number);
		await order.again('paytrail');
		const second = bank.byOrder(order.number);
		check(first !== second, 'two payments');
		await bank.notify(bank.settle(first, 'ok'));
		await bank.notify(bank.settle(second, 'ok'));
		return order.number;
	});

kase('Paytrail, telling', 'late: the order was let go, its goods are still there', PAID, async () => {
	const order = await buy('paytrail');
	const pay = bank.byOrder(order.number);
	await books.letGo(order.number);
	equal(await state(order.number), 'cancelled, unpaid; expired; nothing in', 'before');
	await bank.notify(bank.settle(pay, 'ok'));
	return order.number;
});

kase('Paytrail, telling', 'late: the order was let go, its goods are gone',
	'cancelled, refund_due; paid; all in', async () => {
		const order = await buy('paytrail');
		const pay = bank.byOrder(order.number);
		await books.letGo(order.number);
		await books.sellOut(order.number);
		await bank.notify(bank.settle(pay, 'ok'));
		await books.sellOut(order.number, 20);
		return order.number;
	});

// ---- lying ----
for (const [name, options, code] of [
	['a forged notice', { forged: true }, 403],
	['the amount changed, signed rightly', { amount: 1 }, 404],
	['another account', { account: '695861' }, 403],
	['another algorithm', { how: 'sha512' }, 403],
	['another reference of the provider',
		{ id: '00000000-0000-0000-0000-000000000000' }, 404],
	['a payment that is not there', { stamp: 'guess' }, 404],
	['a name twice', { tail: '&checkout-status=ok' }, 403],
])
	kase('Paytrail, lying', name, WAITS('pending'), async () => {
		const order = await buy('paytrail');
		const pay = bank.byOrder(order.number);
		equal(await bank.notify(pay, { status: 'ok', ...options }), code,
			'the answer');
		return order.number;
	});

kase('Paytrail, lying', 'a forged return', WAITS('pending'), async () => {
	const order = await buy('paytrail');
	const pay = bank.byOrder(order.number);
	const back = await go(order.v, bank.back(pay, { status: 'ok', forged: true }));
	equal(back.status, 303, 'the answer');
	return order.number;
});

kase('Paytrail, lying', 'another order\'s return', WAITS('pending'), async () => {
	const [mine, other] = [await buy('paytrail'), await buy('paytrail')];
	const pay = bank.byOrder(mine.number);
	const paid = bank.byOrder(other.number);
	await go(mine.v, `${pay.redirect}?${bank.query(paid, { status: 'ok' })}`);
	return mine.number;
});

// ---- back ----
const paidOrder = async (way = 'paytrail') => {
	const order = await buy(way);
	await bank.notify(bank.settle(bank.byOrder(order.number), 'ok'));
	equal(await state(order.number), PAID, 'before');
	return order;
};
const BACK = 'confirmed, refunded; paid; all in, all back';

kase('Paytrail, refund', 'done at once', BACK, async () => {
	const order = await paidOrder();
	await books.refund(order.number);
	await work();
	return order.number;
});

kase('Paytrail, refund', 'the answer lost: asked again with its stamp, told by a notice', BACK,
	async () => {
		const order = await paidOrder();
		bank.next('refund', 'lost');
		await books.refund(order.number);
		await work();
		await work();
		const [made] = books.refundsOf(order.number);
		equal(await bank.notifyRefund(made), 200, 'the notice');
		equal(books.refundsOf(order.number).length, 1, 'refunds there');
		return order.number;
	});

kase('Paytrail, refund', 'cut before it arrived: sent again', BACK, async () => {
	const order = await paidOrder();
	bank.next('refund', 'reset');
	await books.refund(order.number);
	await work();
	await work();
	return order.number;
});

kase('Paytrail, refund', 'pending there, then done', BACK, async () => {
	const order = await paidOrder();
	bank.refundStatus = 'pending';
	await books.refund(order.number);
	await work();
	bank.refundStatus = undefined;
	equal(await state(order.number), 'confirmed, paid; paid; all in, all under way', 'between');
	books.refundsOf(order.number)[0].status = 'ok';
	await work();
	return order.number;
});

kase('Paytrail, refund', 'a bank that takes nothing back: by mail', BACK, async () => {
	const order = await paidOrder();
	bank.noRefunds = true;
	await books.refund(order.number);
	await work();
	bank.noRefunds = false;
	check(books.refundsOf(order.number)[0].email, 'with an address');
	return order.number;
});

kase('Paytrail, refund', 'a forged notice of it, and one of another amount',
	'confirmed, paid; paid; all in, all under way', async () => {
		const order = await paidOrder();
		bank.refundStatus = 'pending';
		await books.refund(order.number);
		await work();
		bank.refundStatus = undefined;
		const [made] = books.refundsOf(order.number);
		equal(await bank.notifyRefund(made, { forged: true }), 403, 'forged');
		equal(await bank.notifyRefund(made, { amount: 1 }), 404, 'amount');
		return order.number;
	});

// ---- Stripe ----
kase('Stripe', 'the webhook comes', PAID, async () => {
	const order = await buy('stripe');
	equal(await bank.notify(bank.settle(bank.byOrder(order.number), 'ok')), 200, 'answer');
	return order.number;
});

kase('Stripe', 'the webhook comes ten times at once', PAID, async () => {
	const order = await buy('stripe');
	const pay = bank.settle(bank.byOrder(order.number), 'ok');
	await Promise.all(Array.from({ length: 10 }, () => bank.notify(pay)));
	return order.number;
});

kase('Stripe', 'the buyer comes back, no webhook: the shop asks', PAID, async () => {
	const order = await buy('stripe');
	await go(order.v, bank.back(bank.settle(bank.byOrder(order.number), 'ok')));
	return order.number;
});

kase('Stripe', 'made there, the answer lost; the same key gives the same session',
	'confirmed, paid; paid; all in', async () => {
		bank.next('create', 'lost');
		const order = await buy('stripe');
		await bank.notify(bank.settle(bank.byOrder(order.number), 'ok'));
		return order.number;
	});

for (const [name, options, code] of [
	['a forged webhook', { forged: true }, 403],
	['a webhook of six minutes ago', { old: 360 }, 403],
	['the amount changed, signed rightly', { amount: 1 }, 404],
])
	kase('Stripe', name, WAITS('pending'), async () => {
		const order = await buy('stripe');
		equal(await bank.webhook(bank.byOrder(order.number),
			{ status: 'ok', type: 'checkout.session.async_payment_succeeded',
				...options }), code, 'the answer');
		return order.number;
	});

kase('Stripe', 'the bank thinks, then it is paid', PAID, async () => {
	const order = await buy('stripe');
	const pay = bank.settle(bank.byOrder(order.number), 'pending');
	await bank.notify(pay);
	equal(await state(order.number), 'placed, pending; pending; nothing in', 'between');
	await bank.notify(bank.settle(pay, 'ok'),
		{ type: 'checkout.session.async_payment_succeeded' });
	return order.number;
});

kase('Stripe', 'the session ends unpaid', 'placed, failed; failed; nothing in', async () => {
	const order = await buy('stripe');
	await bank.notify(bank.settle(bank.byOrder(order.number), 'fail'));
	return order.number;
});

kase('Stripe', 'refund, the answer lost: the same key, one refund', BACK, async () => {
	const order = await paidOrder('stripe');
	bank.next('refund', 'lost');
	await books.refund(order.number);
	await work();
	await work();
	equal(books.refundsOf(order.number).length, 1, 'refunds there');
	return order.number;
});

// ---- what the owner sees ----
test('commands run by hand tell the providers this shop\'s address', () => {
	const conf = fs.readFileSync(path.join(shop.data, 'puoti.conf'), 'utf8');
	equal(/^base_url = (.*)$/m.exec(conf)?.[1], shop.url, 'in puoti.conf');
	for (const r of bank.refunds.values())
		check(!r.callback || r.callback.startsWith(`${shop.url}/pay/`), r.callback);
});

test('the owner tests a connection, and secrets are never shown', async () => {
	const owner = await books.owner();
	const page = await owner.get('/admin/settings/payments');
	check(/Set on /.test(page.text), 'says when');
	check(!/sk_test_standin|whsec_test_standin/.test(page.text), 'no secret');
	equal(await paysOn(owner, { test: 'paytrail' }), 'Saved. Paytrail answers: the keys are right.', 'Paytrail');
	equal(await paysOn(owner, { test: 'stripe' }), 'Saved. Stripe answers: the keys are right.', 'Stripe');
	const said = await paysOn(owner, { test: 'stripe', 'stripe.test.secret': 'sk_test_wrong' });
	equal(said, 'Saved, but Stripe cannot be used: Stripe said 401: Invalid API Key provided', 'wrong');
	bank.wrong.length = 0;
	await paysOn(owner, { 'stripe.test.secret': 'sk_test_standin' });
	for (const file of ['run/serve.log', 'run/worker.log'])
		check(!/sk_test_|whsec_|SAIPPUA/.test(
			fs.readFileSync(path.join(shop.data, file), 'utf8')), file);
	const [[told]] = await shop.sql("SELECT count(*) FROM audit WHERE before || after LIKE '%sk_test%'");
	equal(told, 0, 'audit rows with a secret');
});

test('the books agree with the bank', async () => {
	equal(await books.differences(), [], 'differences');
	equal(await shop.wrongs(), [], 'what doctor finds');
});

test('the table in docs/payments.md is what happened', async () => {
	const file = path.join(root, 'docs/payments.md');
	const text = fs.readFileSync(file, 'utf8');
	const table = ['| case | what happened | order, its payment; attempts; money |',
		'|---|---|---|', ...rows.map((r) => `| ${r.join(' | ')} |`)].join('\n');
	const made = text.replace(/(<!-- table -->\n)[^]*(\n<!-- end -->)/,
		(_, a, b) => a + table + b);
	if (process.env.PUOTI_TABLE)
		fs.writeFileSync(file, made);
	else
		equal(made === text, true, 'the same (scripts/payments-table writes it)');
});

await run();
