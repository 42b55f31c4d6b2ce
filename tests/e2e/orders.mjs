// What the owner does with an order: parcels, changes, money back, notes and
// mails again, and what its buyer sees of that.  With and without scripts.
import { test, after, run, check, equal, match, eventually } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { visit, clean, browserStop } from '../lib/browser.mjs';
import { Inspector, keepHtml } from '../lib/inspect.mjs';
import * as steps from './steps.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);

const inspector = new Inspector();
const main = (page) => page.locator('main').innerText();
const escaped = (s) => s.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const euros = (minor) => `€${(minor / 100).toFixed(2)}`;

// Two things without options that are in stock, at full price.
const goods = (await shop.sql(`SELECT s.slug, v.sku, v.id FROM product p
	JOIN variant v ON v.product = p.id AND v.archived_ms IS NULL
	JOIN slug s ON s.kind = 'product' AND s.target = p.id AND s.locale = 'en'
		AND s.current = 1
	JOIN stock k ON k.variant = v.id AND k.location = 1
	WHERE p.kind = 'goods' AND p.status = 'active' AND v.tracked = 1
	AND v.option_key = '' AND k.on_hand - k.held > 3
	ORDER BY v.id LIMIT 2`))
	.map(([slug, sku, variant]) => ({ slug, sku, variant }));
for (const { variant } of goods) {
	await shop.sql('INSERT INTO stock_move (variant, location, delta, reason, ' +
		`ref_kind, ref_id, at_ms) VALUES (${variant}, 1, 90, 'recount', 'test', 1, 1)`);
	await shop.sql('UPDATE stock SET on_hand = on_hand + 90 WHERE ' +
		`variant = ${variant} AND location = 1`);
}
await shop.sql('UPDATE catalogue_version SET version = version + 1');

async function press(page, name) {
	const b = page.getByRole('button', { name, exact: typeof name === 'string' })
		.first();
	await Promise.all([page.waitForEvent('domcontentloaded'), b.click()]);
}

// With scripts: what holds for every page.
async function look(js, page, name) {
	if (js)
		await inspector.look(page, name);
}

// Three of the first thing, by bank transfer.
async function buyThree(js, email) {
	const page = await visit(shop, { js });
	keepHtml(page);
	await page.goto(`/p/${goods[0].slug}`);
	const name = (await page.locator('h1').innerText()).trim();
	await page.locator('#qty').fill('3');
	await steps.addToCart(page);
	await page.goto('/checkout');
	await steps.fillCheckout(page, 'en', { email });
	await steps.orderAndPay(page);
	return { page, name, email, ...await steps.readOrder(page) };
}

async function ownerOpens(js, number) {
	const owner = await visit(shop, { js });
	keepHtml(owner);
	await steps.ownerLogin(owner, shop);
	await steps.ownerOpensOrder(owner, number);
	return owner;
}

// A paid order, in front of its buyer and of the owner.
async function paid(js, email) {
	const order = await buyThree(js, email);
	const owner = await ownerOpens(js, order.number);
	await press(owner, 'Mark as paid');
	const [row] = await shop.sql(`SELECT o.id, o.total_minor, l.unit_minor
		FROM orders o JOIN order_line l ON l.orders = o.id AND
		l.kind = 'goods' WHERE o.number = ${order.number}`);
	return { ...order, owner, id: row[0], total: row[1], unit: row[2] };
}

// The owner's mails name the customer too.
const isTo = (m, email) => /^To:(.*(?:\r?\n[ \t].*)*)/m.exec(m.raw)?.[1]
	.includes(email);
const mailsOf = (email, text) => shop.mails().filter((m) =>
	isTo(m, email) && m.text.includes(text));
const mailOf = (email, text) => eventually(() => mailsOf(email, text)[0],
	{ what: `mail "${text}"`, seconds: 30 });

async function leave(...pages) {
	for (const page of pages) {
		clean(page);
		await page.context().close();
	}
}

for (const js of [true, false]) {
	const how = `scripts ${js ? 'on' : 'off'}`;

	test(`one unit of a line is refunded, its sum seen first, ${how}`, async () => {
		const o = await paid(js, `one-${js}@posti.example`);
		const { owner } = o;
		await look(js, owner, 'admin-order-paid');
		await press(owner, 'Ship');
		await press(owner, 'Refund');
		await owner.waitForURL(/\/refund\??$/);
		equal(await owner.getByLabel('Amount').inputValue(), '', 'the amount');
		await look(js, owner, 'admin-refund');
		await owner.getByRole('textbox', { name: o.name }).fill('1');
		const delivery = owner.getByRole('checkbox', { name: /^The delivery/ });
		if (await delivery.count()) // it may have been free
			await delivery.uncheck();
		await owner.getByLabel('Reason').selectOption('claim');
		await press(owner, 'Show the sum');
		match(await owner.getByRole('status').innerText(),
			new RegExp(`Now ${escaped(euros(o.unit))} goes back`), 'the sum');
		equal(await shop.sql('SELECT count(*) FROM refund WHERE orders = ' +
			`${o.id}`), [[0]], 'refunds before it was pressed');
		await look(js, owner, 'admin-refund-shown');
		await press(owner, 'Refund');
		await owner.getByRole('heading', { name: `Order ${o.number}` }).waitFor();
		match(await main(owner), new RegExp(`Paid back\\s+−?${
			escaped(euros(o.unit))}`), 'what was paid back');
		match(await owner.locator('.headline').innerText(), /Paid back in part/,
			'the state');
		await look(js, owner, 'admin-order-refunded');
		equal(await shop.sql('SELECT sum(amount_minor) FROM refund WHERE ' +
			`orders = ${o.id} AND state = 'done'`), [[o.unit]], 'the refund');
		const mail = await mailOf(o.email, euros(o.unit));
		match(mail.text, new RegExp(o.number), 'the mail');
		await owner.getByRole('link', { name: 'Documents' }).click();
		match(await main(owner), /Credit note/, 'its paper');
		await look(js, owner, 'admin-order-documents');
		await o.page.goto(o.path);
		check((await main(o.page)).includes(euros(o.unit)), 'the buyer sees it');
		await leave(owner, o.page);
	}, { seconds: 120 });

	test(`an order goes in two parcels, ${how}`, async () => {
		const o = await paid(js, `two-${js}@posti.example`);
		const { owner } = o;
		await owner.getByText('Only a part of it').click();
		await owner.getByRole('textbox', { name: o.name }).fill('1');
		await owner.getByLabel('Carrier').fill('Posti');
		await owner.getByLabel('Tracking number').fill('JJFI61234500000001');
		await press(owner, 'Ship');
		match(await owner.locator('.headline').innerText(), /Partly shipped/i,
			'the state');
		await look(js, owner, 'admin-order-part');
		await owner.getByLabel('Carrier').fill('Matkahuolto');
		await owner.getByLabel('Tracking number').fill('MH123456789FI');
		await press(owner, 'Ship');
		const parcels = owner.locator('section').filter({
			has: owner.getByRole('heading', { name: 'Shipments', exact: true }) })
			.locator('li');
		equal(await parcels.count(), 2, 'parcels');
		match(await parcels.nth(0).innerText(), new RegExp(
			`JJFI61234500000001[\\s\\S]*1 × ${escaped(o.name)}`), 'the first');
		match(await parcels.nth(1).innerText(), new RegExp(
			`MH123456789FI[\\s\\S]*2 × ${escaped(o.name)}`), 'the second');
		await look(js, owner, 'admin-order-shipped');
		await o.page.goto(o.path);
		const seen = await main(o.page);
		match(seen, new RegExp(`1 × ${escaped(o.name)}`), 'the first, to the buyer');
		match(seen, new RegExp(`2 × ${escaped(o.name)}`), 'the second');
		for (const code of ['JJFI61234500000001', 'MH123456789FI']) {
			check(seen.includes(code), `the buyer sees ${code}`);
			await mailOf(o.email, code);
		}
		await look(js, o.page, 'order-two-parcels');
		await leave(owner, o.page);
	}, { seconds: 120 });

	test(`an order is changed and its buyer pays the difference, ${how}`, async () => {
		const o = await paid(js, `change-${js}@posti.example`);
		const { owner } = o;
		await press(owner, 'Change the order');
		await owner.getByRole('textbox', { name: o.name }).fill('2');
		await owner.getByRole('textbox', { name: 'SKU 1' }).fill(goods[1].sku);
		await owner.getByRole('textbox', { name: 'How many' }).first().fill('1');
		await owner.getByRole('textbox', { name: 'Own price each' }).first()
			.fill(((o.unit + 700) / 100).toFixed(2));
		await press(owner, 'Show what it comes to');
		const rows = owner.getByRole('region', { name: 'What it comes to' })
			.getByRole('row');
		match(await rows.filter({ hasText: o.name }).innerText(),
			/3[\s\S]*2/, 'the line');
		match(await rows.filter({ hasText: 'Total' }).innerText(), new RegExp(
			`${escaped(euros(o.total))}[\\s\\S]*${
				escaped(euros(o.total + 700))}`), 'the total');
		match(await main(owner), /€7\.00 is then still to be paid/, 'what is open');
		equal(await shop.sql('SELECT count(*) FROM line_change c JOIN ' +
			`order_line l ON l.id = c.order_line WHERE l.orders = ${o.id}`),
			[[0]], 'changes before they were pressed');
		await look(js, owner, 'admin-change-shown');
		await press(owner, 'Change the order');
		await owner.getByRole('heading', { name: `Order ${o.number}` }).waitFor();
		match(await main(owner), /Still to be paid\s+€7\.00/, 'what is open');
		match(await main(owner), /3 ordered/, 'what was ordered');
		await look(js, owner, 'admin-order-changed');
		await owner.getByRole('link', { name: 'Packing slip' }).click();
		equal(await owner.locator('tbody td.r').allInnerTexts(), ['2', '1'],
			'units on the packing slip');
		await look(js, owner, 'admin-slip-changed');
		const mail = await mailOf(o.email, 'We have changed your order');
		match(mail.text, /Still to be paid: €7\.00/, 'the mail');
		const link = /https?:\/\/\S+\/order\/[^\s"<]+/.exec(mail.text)[0];
		await o.page.goto(new URL(link).pathname);
		await look(js, o.page, 'order-changed');
		await press(o.page, /Card \(demo\)$/);
		await press(o.page, 'Approve');
		await o.page.waitForURL(/\/order\//);
		equal(await shop.sql('SELECT payment_state FROM orders WHERE ' +
			`id = ${o.id}`), [['paid']], 'the state');
		await owner.goto(`/admin/orders/${o.number}`);
		equal(/Still to be paid/.test(await main(owner)), false, 'open');
		await leave(owner, o.page);
	}, { seconds: 120 });

	test(`an amount to make good, a note, a mail again, ${how}`, async () => {
		const o = await paid(js, `good-${js}@posti.example`);
		const { owner } = o;
		await press(owner, 'Ship');
		await press(owner, 'Refund');
		await owner.getByLabel('Amount').fill('2,50');
		await owner.getByLabel('A word to the customer').fill('Sorry for the wait');
		await press(owner, 'Refund');
		await owner.getByRole('heading', { name: `Order ${o.number}` }).waitFor();
		match(await main(owner), /Paid back\s+−?€2\.50/, 'what was paid back');
		const mail = await mailOf(o.email, 'Sorry for the wait');
		match(mail.text, /€2\.50/, 'the mail');
		equal(await shop.sql('SELECT reason, amount_minor FROM refund WHERE ' +
			`orders = ${o.id}`), [['goodwill', 250]], 'the refund');
		await owner.getByRole('textbox', { name: 'Note' }).fill('Called: all is well');
		await press(owner, 'Add note');
		match(await main(owner), /Called: all is well/, 'the note');
		await o.page.goto(o.path);
		equal((await main(o.page)).includes('Called'), false,
			'the buyer sees the note');
		const subject = (m) => /^Subject:(.*(?:\r?\n[ \t].*)*)/m.exec(m.text)?.[1];
		const before = shop.mails().filter((m) => isTo(m, o.email)).length;
		const kind = owner.getByLabel('Mail', { exact: true });
		const value = await kind.locator('option').first().getAttribute('value');
		await kind.selectOption(value);
		await press(owner, 'Send again');
		await eventually(() => shop.mails().filter((m) => isTo(m, o.email))
			.length === before + 1, { what: 'the mail again', seconds: 30 });
		const subjects = shop.mails().filter((m) => isTo(m, o.email)).map(subject);
		check(new Set(subjects).size < subjects.length, `${subjects}`);
		await look(js, owner, 'admin-order-noted');
		await leave(owner, o.page);
	}, { seconds: 120 });
}

inspector.markupTest();
await run();
