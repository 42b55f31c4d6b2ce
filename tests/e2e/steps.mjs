// What customers and the owner do, in words.  Each step works with and
// without scripts and in every language.
import { check, match } from '../lib/tap.mjs';
import { tr } from '../lib/po.mjs';
import { address } from '../lib/http.mjs';

export { address };

export function prefix(lang) {
	return lang === 'en' ? '' : `/${lang}`;
}

const esc = (s) => s.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

// Home, then the first category that the page links, then its first product
// with options.
export async function findProduct(page, lang = 'en') {
	await page.goto(`${prefix(lang)}/`);
	const category = page.locator('main .tiles a').first();
	await category.click();
	await page.waitForURL(/\/c\//);
	const dotted = page.locator('li.card:not(.sold)')
		.filter({ has: page.locator('.dots') }).first();
	const card = await dotted.count() ? dotted :
		page.locator('li.card:not(.sold)').first();
	await card.locator('h3 a').click();
	await page.waitForURL(/\/p\//);
	return (await page.locator('h1').innerText()).trim();
}

// Choose the last value of each option that can be had; their labels.
export async function chooseVariant(page) {
	const labels = [];
	for (const group of await page.locator('fieldset.opts').all()) {
		const value = group.locator('label.opt:not(.out)').last();
		await value.click();
		labels.push((await value.innerText()).trim().split('\n')[0]);
	}
	return labels;
}

export async function addToCart(page, lang = 'en') {
	await page.locator('#buy').getByRole('button',
		{ name: tr(lang, 'Add to cart'), exact: true }).click();
	await page.waitForURL(/\/cart$/);
}

export async function fillCheckout(page, lang = 'en', values = {}) {
	const v = { ...address, ...values };
	const box = (label) => page.getByRole('textbox',
		{ name: new RegExp(`^${esc(tr(lang, label))}`) });
	await box('Email').fill(v.email);
	await box('Phone').fill(v.phone);
	await box('Name').fill(v.name);
	await box('Street address').fill(v.street);
	await box('Postal code').fill(v.postal);
	await box('City').fill(v.city);
	const delivery = page.getByRole('group', { name: tr(lang, 'Delivery'), exact: true });
	await delivery.getByRole('radio').first().check();
	const payment = page.getByRole('group', { name: tr(lang, 'Payment'), exact: true });
	const name = v.payment === 'transfer' ? 'Bank transfer' : 'Card (demo)';
	await payment.getByRole('radio',
		{ name: new RegExp(`^${esc(tr(lang, name))}`) }).check();
	if (v.terms)
		await page.getByRole('checkbox',
			{ name: new RegExp(esc(tr(lang, 'I accept the terms'))) }).check();
}

export async function orderAndPay(page, lang = 'en') {
	await page.getByRole('button', { name: tr(lang, 'Order and pay'), exact: true })
		.click();
}

// The order page in front: its number, and the address that opens it again.
export async function readOrder(page, lang = 'en') {
	await page.waitForURL(/\/order\/[^/?]+/);
	const words = esc(tr(lang, 'Order {{NUMBER}}'))
		.replace('\\{\\{NUMBER\\}\\}', '(\\S+)');
	const title = (await page.getByRole('heading', { level: 1 }).innerText()).trim();
	match(title, new RegExp(`^${words}$`), 'the heading');
	const number = /(\d[\d-]*)/.exec(title)[1];
	return { number, path: new URL(page.url()).pathname };
}

// The text of the page's only non-empty status.
export async function statusOf(page) {
	const texts = [];
	for (const s of await page.getByRole('status').all()) {
		const text = (await s.innerText()).trim();
		if (text)
			texts.push(text);
	}
	check(texts.length === 1, `one status expected: ${JSON.stringify(texts)}`);
	return texts[0];
}

// A guest from the front page to the order page.
export async function buyAsGuest(page, { lang = 'en', values } = {}) {
	const name = await findProduct(page, lang);
	const chosen = await chooseVariant(page);
	await addToCart(page, lang);
	const line = page.locator('main li.line').first();
	match(await line.innerText(), new RegExp(esc(name)), 'the cart line');
	for (const label of chosen)
		match(await line.innerText(), new RegExp(esc(label)), 'the cart line');
	await page.getByRole('link', { name: tr(lang, 'Checkout'), exact: true }).click();
	await page.waitForURL(/\/checkout$/);
	await fillCheckout(page, lang, values);
	await orderAndPay(page, lang);
	return { name, chosen, ...await readOrder(page, lang) };
}

export async function ownerLogin(page, shop) {
	await page.goto('/admin');
	await page.getByRole('textbox', { name: 'Email' }).fill(shop.owner.email);
	await page.getByLabel('Password').fill(shop.owner.password);
	await page.getByRole('button', { name: 'Log in', exact: true }).click();
	await page.waitForURL((u) => !u.pathname.includes('/login'));
}

export async function ownerOpensOrder(page, number) {
	await page.getByRole('navigation').getByRole('link',
		{ name: 'Orders', exact: true }).first().click();
	await page.getByRole('link', { name: new RegExp(`^#?${number}$`) }).click();
	await page.getByRole('heading', { name: `Order ${number}` }).waitFor();
}
