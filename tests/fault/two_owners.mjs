// Two owners press Refund for all that is left at the same moment, through
// nginx: one refund is made, the other is told, and the ledger agrees.
import { test, after, run, check, equal } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { Visitor, hidden } from '../lib/http.mjs';

const ROUNDS = Number(process.env.PUOTI_TEST_ROUNDS ?? 5);

const shop = await shopStart();
after(() => shop.stop());

const [[sku]] = await shop.sql('SELECT v.sku FROM variant v ' +
	'JOIN product p ON p.id = v.product JOIN stock s ON s.variant = v.id ' +
	"WHERE p.kind = 'goods' AND p.status = 'active' AND v.tracked = 1 AND " +
	's.location = 1 AND v.archived_ms IS NULL ' +
	'ORDER BY s.on_hand - s.held DESC LIMIT 1');

async function owners(n) {
	const all = [];
	for (let i = 0; i < n; i++) {
		const v = new Visitor(shop.url);
		equal((await v.login(shop.owner)).status, 303, 'the login');
		all.push(v);
	}
	return all;
}

const both = await owners(2);

// A paid order of one thing: its row and number.
async function paid(email) {
	const buyer = new Visitor(shop.url);
	await buyer.add(sku);
	equal((await buyer.order({ email })).status, 303, 'the order');
	const [[id, number, total]] = await shop.sql('SELECT id, number, ' +
		`total_minor FROM orders WHERE email = '${email}'`);
	const path = `/admin/orders/${number}`;
	const done = await both[0].post(`${path}/paid`,
		{ token: await both[0].token(path) });
	equal(done.status, 303, 'marked as paid');
	return { id, number, total, path };
}

// The form as the page proposes it: all that is left, its sum shown.
async function form(owner, path) {
	const page = await owner.get(`${path}/refund`);
	equal(page.status, 200, 'the page of the refund');
	const fields = hidden(page.text, /<form[^>]*action="[^"]*\/refund"/);
	for (const [, name, value] of page.text.matchAll(
		/<input id="(qty_\d+)" [^>]*\bvalue="(\d+)"/g))
		fields[name] = value;
	check(Object.keys(fields).some((k) => k.startsWith('qty_')), 'no lines');
	return { ...fields, delivery: '1', reason: 'goodwill', sent: '1' };
}

// The same form with an amount instead of things.
function amountOf(fields, amount) {
	for (const name of Object.keys(fields))
		if (name.startsWith('qty_') || name === 'delivery')
			delete fields[name];
	fields.amount = amount;
}

async function race(o, forms, sum = o.total) {
	const answers = await Promise.all(both.map((v, i) =>
		v.post(`${o.path}/refund`, forms[i])));
	const said = answers.map((r) => r.status).sort();
	equal(said, [303, 409], 'the answers');
	equal(await shop.sql('SELECT count(*), sum(amount_minor) FROM refund ' +
		`WHERE orders = ${o.id}`), [[1, sum]], 'refunds');
	equal(await shop.sql('SELECT count(*), -sum(amount_minor) FROM money_move ' +
		`WHERE orders = ${o.id} AND kind = 'refund'`), [[1, sum]],
		'money that went back');
	equal(await shop.sql('SELECT payment_state FROM orders WHERE ' +
		`id = ${o.id}`), [[sum === o.total ? 'refunded' : 'part_refunded']],
		'the state');
}

for (let i = 1; i <= ROUNDS; i++)
	test(`two owners refund all at once, round ${i}`, async () => {
		const o = await paid(`two-${i}@posti.example`);
		await race(o, [await form(both[0], o.path), await form(both[1], o.path)]);
	});

// There is enough left for both: only the state that each has seen tells.
test('two owners give the same euro at once', async () => {
	const o = await paid('euro@posti.example');
	const forms = [await form(both[0], o.path), await form(both[1], o.path)];
	forms.forEach((f) => amountOf(f, '1.00'));
	await race(o, forms, 100);
});

// The page as the other tab holds it, sent later: nothing more goes.
test('two owners give all as an amount at once', async () => {
	const o = await paid('amount@posti.example');
	const forms = [await form(both[0], o.path), await form(both[1], o.path)];
	forms.forEach((f) => amountOf(f, (o.total / 100).toFixed(2)));
	await race(o, forms);
	const late = await both[1].post(`${o.path}/refund`, forms[1]);
	check([409, 422].includes(late.status), `later: ${late.status}`);
});

test('the ledger agrees with every order', async () => {
	equal(await shop.sql('SELECT o.number FROM orders o WHERE ' +
		'(SELECT coalesce(sum(amount_minor), 0) FROM money_move m WHERE ' +
		"m.orders = o.id AND m.kind = 'refund') <> -(SELECT " +
		'coalesce(sum(amount_minor), 0) FROM refund r WHERE r.orders = o.id ' +
		"AND r.state = 'done')"), [], 'orders');
	equal(await shop.sql('PRAGMA integrity_check'), [['ok']], 'the database');
});

await run();
