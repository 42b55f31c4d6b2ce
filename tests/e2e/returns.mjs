// What comes back: withdrawals by guests, returns from request to refund,
// orders that are called off.  With and without scripts.
import { test, after, run, check, equal, match, eventually } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { visit, clean, browserStop, overflow, PHONE } from '../lib/browser.mjs';
import { Inspector, keepHtml } from '../lib/inspect.mjs';
import { tr } from '../lib/po.mjs';
import * as steps from './steps.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);

const inspector = new Inspector();
const EXEMPT = 'omppu-apple-juice';
await shop.sql(`UPDATE product SET exemption = 'sealed' WHERE id =
	(SELECT target FROM slug WHERE kind = 'product' AND slug = '${EXEMPT}'
	LIMIT 1)`);

const button = (page, lang, name) =>
	page.getByRole('button', { name: tr(lang, name), exact: true });
const main = (page) => page.locator('main').innerText();

// With scripts: what holds for every page.
async function look(js, page, name) {
	if (js)
		await inspector.look(page, name);
}

// Two of a product, and one that is exempt.
async function buyTwo(page, lang, email) {
	const name = await steps.findProduct(page, lang);
	await steps.chooseVariant(page);
	await page.locator('#qty').fill('2');
	await steps.addToCart(page, lang);
	await page.goto(`/p/${EXEMPT}`);
	match(await main(page), /No right of withdrawal|Right of withdrawal/,
		'the exemption before buying');
	await steps.addToCart(page);
	await page.goto(`${steps.prefix(lang)}/checkout`);
	await steps.fillCheckout(page, lang, { email });
	await steps.orderAndPay(page, lang);
	return { name, ...await steps.readOrder(page, lang) };
}

async function ownerOpens(js, number) {
	const owner = await visit(shop, { js });
	keepHtml(owner);
	await steps.ownerLogin(owner, shop);
	await steps.ownerOpensOrder(owner, number);
	return owner;
}

async function press(page, name) {
	const b = page.getByRole('button', { name, exact: true }).first();
	await Promise.all([page.waitForEvent('domcontentloaded'), b.click()]);
}

async function ship(js, number) {
	const owner = await ownerOpens(js, number);
	await press(owner, 'Mark as paid');
	await press(owner, 'Ship');
	return owner;
}

// The owner's mails name the customer too.
const isTo = (m, email) => /^To:(.*(?:\r?\n[ \t].*)*)/m.exec(m.raw)?.[1]
	.includes(email);
const mailOf = (email, text) => eventually(() => shop.mails().find((m) =>
	isTo(m, email) && m.text.includes(text)), { what: `mail "${text}"` });

for (const js of [true, false])
	test(`a guest withdraws in Finnish from one of two, scripts ${js ? 'on' : 'off'}`,
		async () => {
			const lang = 'fi', email = `peru-${js}@posti.example`;
			const page = await visit(shop, { js, size: PHONE, locale: 'fi-FI' });
			keepHtml(page);
			const order = await buyTwo(page, lang, email);
			await page.context().clearCookies();
			await page.goto('/fi/');
			await page.getByRole('contentinfo').getByRole('link', {
				name: tr(lang, 'Withdraw from contract here') }).first().click();
			await page.getByLabel(tr(lang, 'Name')).fill('Aino Korhonen');
			await page.getByLabel(tr(lang, 'Order number')).fill(order.number);
			await page.getByRole('textbox', { name: tr(lang, 'Email') }).fill(email);
			await button(page, lang, 'Continue').click();
			await button(page, lang, 'Confirm withdrawal').waitFor();
			match(await main(page), new RegExp(order.name), 'the goods');
			check((await main(page)).includes(tr(lang, 'Sealed for health or ' +
				'hygiene: no withdrawal once it is opened')), 'the reason');
			if (js)
				equal(await overflow(page), 0, 'sideways scroll');
			await page.locator('#qty0').fill('1');
			await page.locator('#qty1').fill('0');
			await button(page, lang, 'Confirm withdrawal').click();
			// what has changed is read before it is sent
			await page.locator('main .note').waitFor();
			equal((await shop.sql(`SELECT count(*) FROM return_case
				WHERE email = '${email}'`))[0][0], 0, 'cases');
			match(await main(page), new RegExp(`1 × ${order.name}`), 'the statement');
			await look(js, page, 'withdraw-some');
			await button(page, lang, 'Confirm withdrawal').click();
			await page.getByRole('heading', { level: 1,
				name: tr(lang, 'Your withdrawal has arrived') }).waitFor();
			await look(js, page, 'withdraw-receipt');
			const rows = await shop.sql(`SELECT l.qty, c.state, c.locale, c.statement
				FROM return_case c JOIN return_line l ON l.return_case = c.id
				WHERE c.email = '${email}'`);
			equal(rows.length, 1, 'lines');
			equal(rows[0].slice(0, 3).join(' '), '1 accepted fi', 'the case');
			const mail = await mailOf(email, `${order.number}-1`);
			for (const line of rows[0][3].split('\n'))
				check(mail.text.includes(line), `not in the receipt: ${line}`);
			match(mail.text, /klo \d+\.\d\d/, 'the time in the receipt');
			clean(page);
			await page.context().close();
		}, { seconds: 150 });

for (const js of [true, false])
	test(`a return goes from its request to the refund, scripts ${js ? 'on' : 'off'}`,
		async () => {
			const email = `return-${js}@posti.example`;
			const page = await visit(shop, { js });
			keepHtml(page);
			const order = await buyTwo(page, 'en', email);
			const owner = await ship(js, order.number);
			await page.goto(order.path);
			await look(js, page, 'order-shipped');
			await page.getByRole('link', { name: 'Return things' }).click();
			await button(page, 'en', 'Send the request').click();
			await page.locator('#errors').waitFor();
			await look(js, page, 'return-wrong');
			await page.locator('#qty0').fill('2');
			await page.getByLabel('The size or fit is wrong').check();
			await page.getByLabel(/^Message/).fill('A size larger, please');
			await button(page, 'en', 'Send the request').click();
			await page.waitForURL((u) => u.pathname === order.path);
			match(await main(page), /We look at it and write to you/, 'the state');
			await mailOf(email, `We have your request ${order.number}-1`);

			await owner.goto('/admin/cases');
			await look(js, owner, 'admin-cases');
			await owner.getByRole('link', { name: `${order.number}-1`,
				exact: true }).click();
			match(await main(owner), /A size larger, please/, 'the message');
			await look(js, owner, 'admin-case-asked');
			await owner.getByLabel('Code of the way back').fill('602100');
			await press(owner, 'Accept');
			await mailOf(email, '602100');
			await page.goto(order.path);
			await page.getByRole('link', { name: /slip to print/ }).click();
			match(await main(page), /602100/, 'the slip');
			await look(js, page, 'return-slip');
			await page.getByLabel('Tracking number').fill('JJFI99');
			await button(page, 'en', 'Tell the shop').click();
			await page.waitForURL((u) => u.pathname === order.path);

			const stock = async () => Number((await shop.sql(
				'SELECT sum(on_hand) FROM stock'))[0][0]);
			const before = await stock();
			await owner.reload();
			match(await main(owner), /JJFI99/, 'the tracking number');
			await look(js, owner, 'admin-case-awaited');
			await press(owner, 'Goods have come back');
			equal(await stock(), before + 2, 'units on the shelves');
			await look(js, owner, 'admin-case-back');
			const due = await owner.getByLabel('To be paid back').inputValue();
			await press(owner, 'Settle');
			const refunds = await shop.sql(`SELECT f.amount_minor, f.reason,
				c.state FROM refund f JOIN return_case c ON c.id = f.return_case
				WHERE c.email = '${email}'`);
			equal(refunds.length, 1, 'refunds');
			equal(refunds[0].join(' '),
				`${Math.round(Number(due) * 100)} return settled`, 'the refund');
			await mailOf(email, 'goes back to you');
			await page.goto(order.path);
			match(await main(page), /paid back by the shop|Paid back|On its way back/,
				'the refund on the order’s page');
			equal((await steps.statusOf(page)).length > 0, true, 'the status');
			clean(page);
			clean(owner);
			await page.context().close();
			await owner.context().close();
		}, { seconds: 200 });

for (const js of [true, false])
	test(`a claim is refused with a reason, a request called off, scripts ${
		js ? 'on' : 'off'}`, async () => {
		const email = `claim-${js}@posti.example`;
		const page = await visit(shop, { js });
		const order = await buyTwo(page, 'en', email);
		const owner = await ship(js, order.number);
		const claim = async (text) => {
			await page.goto(`${order.path}/claim`);
			await page.locator('#qty0').fill('1');
			await page.getByLabel('It is broken or damaged').check();
			await page.getByLabel('Tell us more').fill(text);
			await button(page, 'en', 'Send the request').click();
			await page.waitForURL((u) => u.pathname === order.path);
		};
		await claim('The handle is loose');
		await owner.goto('/admin/cases');
		await owner.getByRole('link', { name: `${order.number}-1`,
			exact: true }).click();
		await owner.getByRole('button', { name: 'Refuse', exact: true }).click();
		check(await owner.getByLabel('Why not').isVisible(), 'it wants a reason');
		await owner.getByLabel('Why not').fill('It is made so');
		await press(owner, 'Refuse');
		await mailOf(email, 'It is made so');
		await page.goto(order.path);
		match(await main(page), /It is made so/, 'the answer');
		await claim('And the lid');
		await button(page, 'en', 'Call the request off').click();
		await page.waitForURL((u) => u.pathname === order.path);
		match(await main(page), /You called it off/, 'the state');
		clean(page);
		await page.context().close();
		await owner.context().close();
	});

for (const js of [true, false])
	test(`a paid order is called off before it is packed, scripts ${
		js ? 'on' : 'off'}`, async () => {
		const email = `cancel-${js}@posti.example`;
		const page = await visit(shop, { js });
		const order = await buyTwo(page, 'en', email);
		const owner = await ownerOpens(js, order.number);
		await press(owner, 'Mark as paid');
		await page.goto(order.path);
		await page.getByRole('link', { name: 'Cancel the order' }).click();
		match(await main(page), /that you have paid/, 'the question');
		await button(page, 'en', 'Cancel the order').click();
		await page.waitForURL((u) => u.pathname === order.path);
		match(await steps.statusOf(page), /Cancelled/, 'the status');
		const sums = await shop.sql(`SELECT o.total_minor + o.changed_minor,
			(SELECT sum(f.amount_minor) FROM refund f WHERE f.orders = o.id)
			FROM orders o WHERE o.number = ${order.number}`);
		equal(sums[0][1], sums[0][0], 'the refund');
		clean(page);
		await page.context().close();
		await owner.context().close();
	});

inspector.markupTest();
await run();
