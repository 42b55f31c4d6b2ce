// Paid by bank: the owner reads a statement, the customer gets an invoice.
import { test, after, run, check, equal, match } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { visit, clean, axe, browserStop, overflow, PHONE } from '../lib/browser.mjs';
import { Visitor } from '../lib/http.mjs';
import * as steps from './steps.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);

const statement = (reference, amount, archive) =>
	`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
<Stmt><Id>1</Id><Acct><Id><IBAN>FI2112345600000785</IBAN></Id></Acct>
<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
<BookgDt><Dt>2026-11-23</Dt></BookgDt><AcctSvcrRef>${archive}</AcctSvcrRef>
<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Aino Esimerkki</Nm></Dbtr></RltdPties>
<RmtInf><Strd><CdtrRefInf><Ref>${reference}</Ref></CdtrRefInf></Strd></RmtInf>
</TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>`;

const order = {};

test('a guest orders by bank transfer without scripts and reads how to pay', async () => {
	const page = await visit(shop, { js: false });
	Object.assign(order, await steps.buyAsGuest(page,
		{ values: { payment: 'transfer' } }));
	const pay = page.getByRole('region', { name: 'Pay by bank transfer' });
	const told = await pay.innerText();
	order.rf = /RF\d\d[\d ]+/.exec(told)[0].replace(/ /g, '');
	order.amount = /€([\d,]+\.\d\d)/.exec(told)[1].replace(/,/g, '');
	check(await pay.getByRole('img').count() === 2, 'QR and bar code');
	equal(await page.getByRole('link', { name: /^Invoice/ }).count(), 0,
		'an invoice before it is paid');
	clean(page);
	await page.context().close();
});

async function upload(page, text) {
	await page.goto('/admin/bank');
	await page.locator('#file').setInputFiles({
		name: 'tiliote.xml', mimeType: 'application/xml',
		buffer: Buffer.from(text) });
	await page.getByRole('button', { name: 'Read it' }).click();
	await page.waitForLoadState();
}

test('the owner reads a statement: the order is paid, the same file changes nothing', async () => {
	const page = await visit(shop);
	order.owner = page;
	await steps.ownerLogin(page, shop);
	const text = statement(order.rf, order.amount, 'A1');
	await upload(page, text);
	match(await steps.statusOf(page), /Matched with orders: 1/, 'the notice');
	await upload(page, text);
	match(await page.getByRole('alert').innerText(), /read before/, 'the same again');
	await page.goto(`/admin/orders/${order.number}`);
	match(await page.locator('main').innerText(), /Paid/, 'the order');
	page.problems.length = 0; // the 422 was asked for
});

test('an entry without an order waits for the owner', async () => {
	const page = order.owner;
	await upload(page, statement('1232', '12.00', 'A2'));
	match(await page.locator('main').innerText(), /No order has this reference/,
		'the entry');
	equal(await axe(page), '', 'axe');
	await page.setViewportSize(PHONE);
	equal(await overflow(page), 0, 'sticks out at 360 px');
	await page.getByLabel('Or leave it, because').fill('Rent of the shelf');
	await page.getByRole('button', { name: 'Leave it' }).click();
	await page.goto('/admin/bank?show=ignored');
	match(await page.locator('main').innerText(), /Rent of the shelf/, 'the note');
	await page.goto('/admin/books');
	match(await page.locator('main').innerText(), /Sales[\s\S]*Together/, 'the sums');
	for (const path of ['/admin/books', `/admin/orders/${order.number}/documents`]) {
		await page.goto(path);
		equal(await axe(page), '', `axe of ${path}`);
		equal(await overflow(page), 0, `${path} sticks out at 360 px`);
	}
	clean(page);
});

test('the customer opens the invoice, others do not', async () => {
	const page = await visit(shop, { js: false });
	await page.goto(order.path);
	const link = page.getByRole('link', { name: /^Invoice 20\d\d-\d+ \(PDF\)$/ });
	const where = await link.getAttribute('href');
	const visitor = new Visitor(shop.url);
	const res = await visitor.get(where);
	equal(res.status, 200, 'status');
	equal(res.headers['content-type'], 'application/pdf', 'type');
	match(res.text.slice(0, 5), /^%PDF-/, 'bytes');
	equal((await visitor.get(`${order.path}/invoice.pdf`)).status, 200, 'short address');
	equal((await visitor.get(where.replace(/-\d+\.pdf/, '-9999.pdf'))).status, 404,
		'a number that is not theirs');
	equal((await visitor.get(`/admin/orders/${order.number}/documents`)).status, 303,
		'the owner\'s page');
	clean(page);
	await page.context().close();
});

await run();
