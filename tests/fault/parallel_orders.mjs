// Through nginx with four workers: two hundred buyers of twenty units at once
// buy exactly twenty, and one order posted ten times at once is one order.
import { test, after, run, check, equal } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { Visitor, address, hidden } from '../lib/http.mjs';

const UNITS = 20;
const BUYERS = 200;
const POSTS = 10;
const ROUNDS = process.env.PUOTI_LONG ? 5 : 1;

const shop = await shopStart({ env: { PUOTI_WORKERS: '4' } });
after(() => shop.stop());

const goods = await shop.sql('SELECT v.id, v.sku FROM variant v JOIN stock s ON ' +
	's.variant = v.id WHERE s.on_hand - s.held > 0 AND v.tracked = 1 AND ' +
	'v.backorder = 0 AND v.archived_ms IS NULL AND s.location = 1 AND NOT EXISTS ' +
	'(SELECT 1 FROM stock o WHERE o.variant = v.id AND o.location <> 1 AND ' +
	'o.on_hand > 0) ORDER BY v.id');

// So many units that nobody holds.
async function leave(variant, n) {
	await shop.sql(`INSERT INTO stock_move (variant, location, delta, reason, ` +
		'ref_kind, ref_id, at_ms) SELECT variant, location, ' +
		`${n} + held - on_hand, 'recount', 'test', ${variant}, 1 FROM stock ` +
		`WHERE variant = ${variant} AND location = 1`);
	await shop.sql(`UPDATE stock SET on_hand = held + ${n} WHERE variant = ` +
		`${variant} AND location = 1`);
	await shop.sql('UPDATE catalogue_version SET version = version + 1');
}

async function ready(sku, email) {
	const v = new Visitor(shop.url);
	await v.add(sku);
	const page = await v.get('/checkout');
	equal(page.status, 200, 'the checkout');
	v.form = { ...hidden(page.text, /<form[^>]*action="[^"]*\/checkout"/),
		...address, email };
	return v;
}

async function held(variant) {
	const [[n]] = await shop.sql(
		`SELECT sum(held) FROM stock WHERE variant = ${variant}`);
	return n;
}

const placed = (r) => r.status === 303 && /\/order\//.test(r.headers.location);

test('the shop runs four workers', async () => {
	equal(shop.processes().workers.length, 4, 'workers');
});

for (let round = 0; round < ROUNDS; round++)
	test(`${BUYERS} buyers, ${UNITS} units, round ${round + 1}`, async (t) => {
		const [variant, sku] = goods[round];
		await leave(variant, UNITS);
		const before = await held(variant);
		const buyers = await Promise.all(Array.from({ length: BUYERS },
			(_, i) => ready(sku, `many-${round}-${i}@posti.example`)));
		const began = Date.now();
		let longest = 0;
		const answers = await Promise.all(buyers.map(async (v) => {
			const r = await v.post('/checkout', v.form);
			longest = Math.max(longest, Date.now() - began);
			return r;
		}));
		t.note(`${longest} ms for all`);
		equal(answers.filter(placed).length, UNITS, 'orders by their answers');
		for (const r of answers.filter((x) => !placed(x)))
			check(r.status === 409 || (r.status === 303 &&
				/\/cart$/.test(r.headers.location)), `status ${r.status}`);
		const [[orders]] = await shop.sql('SELECT count(*) FROM orders WHERE ' +
			`email LIKE 'many-${round}-%'`);
		equal(orders, UNITS, 'orders');
		equal(await held(variant), before + UNITS, 'held');
		const [[free]] = await shop.sql('SELECT on_hand - held FROM stock ' +
			`WHERE variant = ${variant} AND location = 1`);
		equal(free, 0, 'units left');
	});

test(`one order posted ${POSTS} times at once`, async () => {
	const [variant, sku] = goods[ROUNDS];
	await leave(variant, 50);
	const before = await held(variant);
	const v = await ready(sku, 'once@posti.example');
	const answers = await Promise.all(
		Array.from({ length: POSTS }, () => v.post('/checkout', v.form)));
	const pages = new Set(answers.map((r) => r.headers.location));
	check(answers.every(placed), answers.map((r) => r.status).join(' '));
	equal(pages.size, 1, 'addresses they lead to');
	equal(await shop.sql('SELECT count(*), sum((SELECT count(*) FROM order_line l ' +
		"WHERE l.orders = o.id AND l.kind = 'goods')) FROM orders o WHERE " +
		"email = 'once@posti.example'"), [[1, 1]], 'orders and lines');
	equal(await held(variant), before + 1, 'held');
	equal(await shop.sql('SELECT count(*) FROM payment p JOIN orders o ON ' +
		"o.id = p.orders WHERE o.email = 'once@posti.example'"), [[1]], 'payments');
});

test('stock and sums agree', async () => {
	equal(await shop.sql('SELECT s.variant FROM stock s WHERE s.on_hand <> ' +
		'(SELECT coalesce(sum(m.delta), 0) FROM stock_move m WHERE ' +
		'm.variant = s.variant AND m.location = s.location) OR s.held < 0 OR ' +
		's.held > s.on_hand'), [], 'variants that do not agree');
	equal(await shop.sql('SELECT o.id FROM orders o WHERE o.total_minor <> ' +
		'(SELECT coalesce(sum(gross_minor), 0) FROM order_tax t WHERE ' +
		't.orders = o.id)'), [], 'orders that do not agree');
	equal(await shop.sql('PRAGMA integrity_check'), [['ok']], 'the database');
	equal(await shop.sql('PRAGMA foreign_key_check'), [], 'foreign keys');
	equal(await shop.wrongs(), [], 'what doctor finds');
});

await run();
