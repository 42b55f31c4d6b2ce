// Fifty buyers press "Order and pay" for the last unit at once, through nginx:
// one order, forty-nine clear refusals, and the books agree.
import { test, after, run, check, equal, match } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { Visitor, address, hidden } from '../lib/http.mjs';

const BUYERS = 50;
const ROUNDS = process.env.PUOTI_LONG ? 10 : 2;

const shop = await shopStart();
after(() => shop.stop());

const goods = await shop.sql('SELECT v.id, v.sku FROM variant v JOIN stock s ON ' +
	's.variant = v.id WHERE s.on_hand - s.held > 0 AND v.tracked = 1 AND ' +
	'v.backorder = 0 AND v.archived_ms IS NULL ORDER BY v.id');

// n to be sold from the place that sends parcels, none anywhere else.
async function leave(variant, n) {
	const want = `held + CASE WHEN location = 1 THEN ${n} ELSE 0 END`;
	await shop.sql(`INSERT INTO stock_move (variant, location, delta, reason, ` +
		'ref_kind, ref_id, at_ms) SELECT variant, location, ' +
		`${want} - on_hand, 'recount', 'test', ${variant}, 1 FROM stock WHERE variant = ${variant}`);
	await shop.sql(`UPDATE stock SET on_hand = ${want} WHERE variant = ${variant}`);
	await shop.sql('UPDATE catalogue_version SET version = version + 1');
}

async function ready(sku) {
	const v = new Visitor(shop.url);
	await v.add(sku);
	const page = await v.get('/checkout');
	equal(page.status, 200, 'the checkout');
	v.form = hidden(page.text, /<form[^>]*action="[^"]*\/checkout"/);
	return v;
}

for (let round = 0; round < ROUNDS; round++)
	test(`fifty buyers, one unit, round ${round + 1}`, async (t) => {
		const [variant, sku] = goods[round];
		await leave(variant, 1);
		const [[held]] = await shop.sql(
			`SELECT sum(held) FROM stock WHERE variant = ${variant}`);
		const buyers = await Promise.all(
			Array.from({ length: BUYERS }, () => ready(sku)));
		const began = Date.now();
		const answers = await Promise.all(buyers.map((v, i) =>
			v.post('/checkout', { ...v.form, ...address,
				email: `buyer-${round}-${i}@posti.example` })));
		t.note(`${Date.now() - began} ms for all`);
		const won = answers.filter((r) => r.status === 303 &&
			/\/order\//.test(r.headers.location));
		equal(won.length, 1, 'orders by their answers');
		for (const r of answers.filter((x) => !won.includes(x))) {
			check(r.status === 409 || (r.status === 303 &&
				/\/cart$/.test(r.headers.location)), `status ${r.status}`);
			if (r.status === 409)
				match(r.text, /sold out|left/i, 'the refusal');
		}
		const [[orders]] = await shop.sql('SELECT count(*) FROM orders WHERE ' +
			`email LIKE 'buyer-${round}-%'`);
		equal(orders, 1, 'orders');
		const [[now, hand]] = await shop.sql('SELECT sum(held), sum(on_hand) FROM ' +
			`stock WHERE variant = ${variant}`);
		equal([now, hand], [held + 1, held + 1], 'held and on hand');
	});

test('stock agrees with its movements and holds', async () => {
	const off = await shop.sql('SELECT s.variant FROM stock s WHERE s.on_hand <> ' +
		'(SELECT coalesce(sum(m.delta), 0) FROM stock_move m WHERE ' +
		'm.variant = s.variant AND m.location = s.location) OR s.held < 0 OR ' +
		's.held > s.on_hand');
	equal(off, [], 'variants that do not agree');
	equal(await shop.sql('PRAGMA integrity_check'), [['ok']], 'the database');
	equal(await shop.sql('PRAGMA foreign_key_check'), [], 'foreign keys');
});

await run();
