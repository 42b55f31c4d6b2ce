// Random schedules of orders, payments and refunds against a provider that
// misbehaves, with kill -9 of workers, of their parent and of the background
// process in between.  In the end the shop's books and the bank's agree:
// nothing is lost, nothing is twice.
//
//	PUOTI_SEED   repeats a run
//	PUOTI_LONG   1,000 schedules instead of 40
import { test, after, run, check, equal } from '../lib/tap.mjs';
import { shopStart, portTake, alive } from '../lib/shop.mjs';
import { bookkeeper } from '../standin/books.mjs';
import { standIn } from '../standin/pay.mjs';

const COUNT = process.env.PUOTI_LONG ? 1000 : 40;
const AT_ONCE = 8;
const seed = Number(process.env.PUOTI_SEED ?? Date.now() % 1000000);

// mulberry32
function random(from) {
	let a = from >>> 0;
	return () => {
		a = (a + 0x6d2b79f5) >>> 0;
		let t = Math.imul(a ^ (a >>> 15), 1 | a);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

const bank = await standIn(await portTake());
const shop = await shopStart({ env: { PUOTI_PAY_STANDIN: bank.url } });
after(() => shop.stop());
after(() => bank.stop());
const books = await bookkeeper(shop, bank);
await books.setUp();

const wait = (ms) => new Promise((go) => setTimeout(go, ms));
const pick = (rnd, list) => list[Math.floor(rnd() * list.length)];
const BAD = ['reset', 'half', 'lost', 'badly-signed', '500', 'unsigned'];
let kills = 0, orders = 0, refused = 0;

// While the shop is being killed an answer may not come: then it is asked again,
// as a person would.
async function tried(fn) {
	let why;
	for (let i = 0; i < 12; i++) {
		try {
			return await fn();
		} catch (e) {
			why = e;
			await wait(150);
		}
	}
	console.log(`# gave up: ${why?.message}`);
	refused++;
	return null;
}

async function schedule(rnd) {
	const way = rnd() < 0.7 ? 'paytrail' : 'stripe';
	const order = await tried(() => books.buy(way));
	if (!order)
		return;
	orders++;
	const steps = Math.floor(rnd() * 6) + 1;
	for (let i = 0; i < steps; i++) {
		const pay = bank.byOrder(order.number);
		const act = rnd();
		if (!pay || act < 0.15)
			await tried(() => order.again(pick(rnd, ['paytrail', 'stripe'])));
		else if (act < 0.45)
			bank.settle(pay, pick(rnd, ['ok', 'ok', 'fail', 'pending']));
		else if (act < 0.75)
			await bank.notify(pay, rnd() < 0.2 ? { forged: true, status: 'ok' } : {});
		else if (act < 0.85)
			await tried(() => books.go(order.v, bank.back(pay)));
		else if (act < 0.95)
			await Promise.all([bank.notify(pay), bank.notify(pay)]);
		else
			await wait(rnd() * 200);
	}
}

function kill(rnd) {
	const p = shop.processes();
	const pid = pick(rnd, [...p.workers ?? [], ...p.workers ?? [], p.worker, p.serve]);
	if (!pid || !alive(pid))
		return;
	process.kill(pid, 'SIGKILL');
	kills++;
}

// Schedules side by side, trouble ahead and kills in between: at least one, also
// where a batch is over sooner than the first would come.
async function batch(rnd, n) {
	let running = true;
	const killer = (async () => {
		do {
			await wait(20 + rnd() * 400);
			kill(rnd);
		} while (running);
	})();
	for (const call of ['create', 'status', 'refund'])
		for (let i = 0; i < n / 4; i++)
			bank.next(call, rnd() < 0.5 ? 'well' : pick(rnd, BAD));
	await Promise.all(Array.from({ length: n }, () => schedule(rnd)));
	running = false;
	await killer;
}

// Money of some paid orders goes back while processes die.
async function refunds(rnd, last) {
	const rows = await shop.sql('SELECT DISTINCT o.number FROM orders o JOIN payment p ON p.orders = o.id ' +
		`WHERE p.state = 'paid' AND o.id > ${last} AND p.provider IN ('paytrail', 'stripe') ` +
		'AND NOT EXISTS (SELECT 1 FROM refund r WHERE r.orders = o.id)');
	for (const [number] of rows.filter(() => rnd() < 0.15)) {
		await tried(() => books.refund(number));
		if (rnd() < 0.5)
			kill(rnd);
	}
}

// Every answer comes at last; the shop has asked until nothing is open.
async function settle() {
	bank.plans.clear();
	await wait(700);
	await tried(async () => equal((await books.owner({ anew: true })) !== null, true));
	for (let i = 0; i < 6; i++) {
		await books.work(null, { patient: false });
		const [[open]] = await shop.sql("SELECT (SELECT count(*) FROM refund WHERE state IN ('requested', 'sent') " +
			"AND payment IS NOT NULL) + (SELECT count(*) FROM outbox WHERE kind = 'refund' AND state IN ('ready', 'leased'))");
		if (!open && i > 0)
			break;
		// a refund whose first answer was lost is told by its notice
		for (const r of bank.refunds.values())
			if (r.callback)
				await bank.notifyRefund(r);
		await shop.sql("UPDATE outbox SET state = 'ready', lease_until_ms = NULL WHERE kind = 'refund' AND state = 'leased'");
	}
	// who never asked and was never told: notices come late, and again
	for (const pay of bank.payments.values())
		if (pay.status === 'ok' && !pay.heard) {
			await bank.notify(pay);
			pay.heard = true;
		}
}

test(`${COUNT} schedules with kill -9, seed ${seed}`, async (t) => {
	const rnd = random(seed);
	const size = Math.min(COUNT, 25);
	for (let done = 0; done < COUNT; done += size) {
		const [[last]] = await shop.sql('SELECT coalesce(max(id), 0) FROM orders');
		for (let n = 0; n < size; n += AT_ONCE)
			await batch(rnd, Math.min(AT_ONCE, size - n));
		await refunds(rnd, last);
		await settle();
		equal(await books.differences(), [], `differences after ${done + size} (seed ${seed})`);
		if ((done / size) % 8 === 7)
			t.note(`${done + size} schedules, ${orders} orders, ${kills} kills`);
	}
	const paid = [...bank.payments.values()].filter((p) => p.status === 'ok').length;
	t.note(`${COUNT} schedules: ${orders} orders, ${bank.payments.size} payments there, ${paid} paid, ` +
		`${bank.refunds.size} refunds, ${kills} kills, ${refused} times no answer; ` +
		'lost 0, doubled 0');
	check(kills > 0 && paid > 0, 'something happened');
}, { seconds: 3000 });

test('the ledger, the orders and the stock agree', async () => {
	equal(await shop.sql('PRAGMA integrity_check'), [['ok']], 'the database');
	equal(await shop.sql("SELECT p.id FROM payment p WHERE (p.state = 'paid') <> " +
		"((SELECT count(*) FROM money_move m WHERE m.ref = 'payment/' || p.id) = 1) " +
		"AND p.provider IN ('paytrail', 'stripe')"), [], 'payments without their row');
	equal(await shop.sql('SELECT orders FROM money_move GROUP BY orders HAVING sum(amount_minor) < 0'),
		[], 'orders that gave more than they got');
	equal(await shop.sql("SELECT o.number FROM orders o WHERE o.state = 'placed' AND " +
		'(SELECT coalesce(sum(m.amount_minor), 0) FROM money_move m WHERE m.orders = o.id) >= o.total_minor'),
		[], 'orders that are paid and do not know it');
	equal(await shop.sql('SELECT s.variant FROM stock s WHERE s.held < 0 OR s.held > s.on_hand OR s.on_hand <> ' +
		'(SELECT coalesce(sum(m.delta), 0) FROM stock_move m WHERE m.variant = s.variant AND ' +
		'm.location = s.location)'), [], 'stock');
});

await run();
