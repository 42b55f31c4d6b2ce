// Fifty buyers use one code, and one gift card, at once, through nginx: each
// is used once, the card never falls below zero, and the ledgers agree.
import { test, after, run, check, equal, match } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { Visitor, address, hidden } from '../lib/http.mjs';

const BUYERS = 50;

const shop = await shopStart();
after(() => shop.stop());

// Enough for everybody, at a price that a test can count with.
const [[variant, sku]] = await shop.sql('SELECT v.id, v.sku FROM variant v ' +
	'JOIN product p ON p.id = v.product JOIN stock s ON s.variant = v.id ' +
	"WHERE p.kind = 'goods' AND p.status = 'active' AND v.tracked = 1 AND " +
	's.location = 1 AND s.on_hand - s.held > 0 AND v.archived_ms IS NULL AND ' +
	'p.id NOT IN (SELECT c.product FROM product_category c JOIN ' +
	'promotion_target t ON t.target = c.category) ORDER BY v.id LIMIT 1');
await shop.sql('INSERT INTO stock_move (variant, location, delta, reason, ' +
	`ref_kind, ref_id, at_ms) SELECT variant, location, 1000, 'recount', 'test', 1, 1 ` +
	`FROM stock WHERE variant = ${variant} AND location = 1`);
await shop.sql('UPDATE stock SET on_hand = on_hand + 1000 WHERE ' +
	`variant = ${variant} AND location = 1`);
await shop.sql('UPDATE catalogue_version SET version = version + 1');

// A visitor at the checkout with one thing and a code in the cart.
async function ready(code) {
	const v = new Visitor(shop.url);
	await v.add(sku);
	const used = await v.post('/cart/code',
		{ token: await v.token('/cart'), do: 'code', code });
	equal(used.status, 303, `the code ${code}`);
	const page = await v.get('/checkout');
	equal(page.status, 200, 'the checkout');
	v.form = hidden(page.text, /<form[^>]*action="[^"]*\/checkout"/);
	return v;
}

async function together(name, code) {
	const buyers = [];
	for (let i = 0; i < BUYERS; i++)
		buyers.push(await ready(code));
	const answers = await Promise.all(buyers.map((v, i) =>
		v.post('/checkout', { ...v.form, ...address,
			email: `${name}-${i}@posti.example` })));
	const won = answers.filter((r) => r.status === 303 &&
		/\/order\/|\/pay/.test(r.headers.location));
	return { won, lost: answers.filter((r) => !won.includes(r)) };
}

test('fifty buyers, one code for one order', async () => {
	await shop.sql('INSERT INTO promotion (id, name, kind, amount_minor, ' +
		"by_code) VALUES (900, 'Once', 'amount', 100, 1)");
	await shop.sql('INSERT INTO coupon (id, promotion, code, code_norm, ' +
		"limit_all, created_ms) VALUES (900, 900, 'ONCE', 'ONCE', 1, 0)");
	const { won, lost } = await together('once', 'once');
	equal(won.length, 1, 'orders by their answers');
	for (const r of lost) {
		equal(r.status, 409, 'status of a refusal');
		match(r.text, /total has changed|code|used/i, 'the refusal');
	}
	equal(await shop.sql("SELECT count(*) FROM orders WHERE email LIKE 'once-%'"),
		[[1]], 'orders');
	equal(await shop.sql('SELECT (SELECT used FROM promotion WHERE id = 900), ' +
		'(SELECT used FROM coupon WHERE id = 900), (SELECT count(*) FROM ' +
		'promotion_use WHERE promotion = 900), (SELECT sum(-amount_minor) FROM ' +
		'adjustment WHERE promotion = 900)'), [[1, 1, 1, 100]], 'uses');
});

// The card holds less than two orders cost: one takes it whole.
test('fifty buyers, one gift card', async () => {
	const owner = new Visitor(shop.url);
	await owner.login(shop.owner);
	const given = await owner.post('/admin/gift-cards', {
		token: await owner.token('/admin/gift-cards/new'), value: '1.00',
		email: 'card@posti.example', locale: 'en', note: 'test' });
	equal(given.status, 303, 'the card is given');
	let mail;
	for (let i = 0; i < 100 && !mail; i++) {
		mail = shop.mails().find((m) => m.raw.includes('card@posti.example'));
		if (!mail)
			await new Promise((done) => setTimeout(done, 200));
	}
	check(mail, 'no mail with the card');
	const [code] = mail.text.match(/[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/);
	const { won, lost } = await together('card', code.toLowerCase());
	equal(won.length, 1, 'orders by their answers');
	for (const r of lost)
		equal(r.status, 409, 'status of a refusal');
	equal(await shop.sql("SELECT count(*) FROM orders WHERE email LIKE 'card-%'"),
		[[1]], 'orders');
	equal(await shop.sql('SELECT balance_minor, (SELECT count(*) FROM ' +
		"gift_card_move m WHERE m.gift_card = g.id AND m.kind = 'redeemed'), " +
		"(SELECT sum(amount_minor) FROM money_move WHERE kind = 'gift_card') " +
		'FROM gift_card g ORDER BY id DESC LIMIT 1'), [[0, 1, 100]], 'the card');
});

test('the ledgers agree', async () => {
	equal(await shop.sql('SELECT g.id FROM gift_card g WHERE g.balance_minor <> ' +
		'(SELECT coalesce(sum(m.amount_minor), 0) FROM gift_card_move m WHERE ' +
		'm.gift_card = g.id)'), [], 'cards');
	equal(await shop.sql('SELECT p.id FROM promotion p WHERE p.used <> (SELECT ' +
		'count(*) FROM promotion_use u WHERE u.promotion = p.id AND ' +
		'u.released_ms IS NULL)'), [], 'promotions');
	equal(await shop.sql('PRAGMA integrity_check'), [['ok']], 'the database');
	equal(await shop.wrongs(), [], 'what doctor finds');
});

await run();
