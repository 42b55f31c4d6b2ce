// The choice about cookies in a real browser: asked once, refused as easily as
// accepted, written down with its words, changed at any time; and no cookie
// that the shop's own page does not tell of.
import { test, after, run, check, equal, match } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { visit, clean, axe, overflow, browserStop, PHONE, WAYS } from '../lib/browser.mjs';
import { Inspector, keepHtml } from '../lib/inspect.mjs';
import { tr } from '../lib/po.mjs';
import * as steps from './steps.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);

const banner = (page) => page.locator('section.consent');
const button = (page, name, lang = 'en') => banner(page)
	.getByRole('button', { name: tr(lang, name), exact: true });
const cookies = async (page) => (await page.context().cookies())
	.map((c) => c.name).sort();
const rows = (where = '1') => shop.sql('SELECT c.granted, t.words, t.locale, ' +
	'c.at_ms, c.subject FROM consent c JOIN consent_text t ON t.version = ' +
	`c.version WHERE ${where} ORDER BY c.id`);

// What the page tells of: {name: text}.
async function listed(page) {
	await page.goto('/privacy/cookies');
	const all = {};
	for (const li of await page.locator('.cookies li').all())
		all[await li.locator('code').innerText()] = await li.innerText();
	return all;
}

for (const [js, lang] of WAYS)
	for (const name of ['Accept', 'Refuse'])
		test(`${name}, ${lang}, scripts ${js ? 'on' : 'off'}`, async () => {
			const before = (await rows()).length;
			const page = await visit(shop, { js });
			const home = `${steps.prefix(lang)}/`;
			await page.goto(home);
			equal(await cookies(page), ['puoti'], 'before the choice');
			equal((await rows()).length, before, 'rows of a look');
			const words = (await banner(page).locator('p').innerText())
				.replace(/\s+\S+$/, '');
			await button(page, name, lang).click();
			await banner(page).waitFor({ state: 'detached' });
			equal(await cookies(page), ['puoti', 'puoti-consent'], 'after it');
			check(new URL(page.url()).pathname.replace(/\/$/, '') ===
				home.replace(/\/$/, ''), `it led to ${page.url()}`);
			const all = await rows();
			equal(all.length, before + 1, 'rows of a choice');
			const [granted, said, , at] = all.at(-1);
			equal(granted, Number(name === 'Accept'), 'granted');
			equal(said, words, 'the words that were read');
			check(Math.abs(at - Date.now()) < 60000, 'the time');
			for (const path of ['/', '/fi', '/sv/cart', '/search?q=mug']) {
				await page.goto(path);
				equal(await banner(page).count(), 0, `asked again on ${path}`);
			}
			clean(page);
			await page.context().close();
		});

test('both buttons are alike, side by side, at the first level', async () => {
	const page = await visit(shop);
	for (const size of [PHONE, { width: 1280, height: 900 }]) {
		await page.setViewportSize(size);
		await page.goto('/');
		const look = (name) => button(page, name).evaluate((b) => {
			const s = getComputedStyle(b), r = b.getBoundingClientRect();
			return { width: Math.round(r.width), height: Math.round(r.height),
				top: Math.round(r.top), font: s.font, color: s.color,
				background: s.backgroundColor, border: s.border, seen:
				r.bottom <= innerHeight && r.left >= 0 && r.right <= innerWidth };
		});
		const [yes, no] = [await look('Accept'), await look('Refuse')];
		equal(yes, no, `looks at ${size.width}`);
		check(yes.seen && yes.height >= 44, 'both are in sight');
	}
	await page.context().close();
});

test('nothing moves and nothing is behind it at 360 px', async () => {
	const page = await visit(shop, { size: PHONE });
	await page.addInitScript(() => {
		window.moved = 0;
		new PerformanceObserver((list) => {
			for (const e of list.getEntries())
				window.moved += e.value;
		}).observe({ type: 'layout-shift', buffered: true });
	});
	const name = await steps.findProduct(page);
	check(name, 'a product');
	equal(await overflow(page), 0, 'too wide');
	// every control that the keyboard reaches is in sight when it has the focus
	const behind = await page.evaluate(async () => {
		const box = document.querySelector('.consent');
		const found = [];
		const all = [...document.querySelectorAll('main a[href], main button, ' +
			'main input, main summary, footer a')].filter((e) =>
			!box.contains(e) && e.checkVisibility() && e.getClientRects().length);
		for (const e of all) {
			e.focus();
			await new Promise(requestAnimationFrame);
			const r = e.getBoundingClientRect();
			if (document.activeElement === e && r.height < 200 && r.height > 2 &&
				r.bottom > box.getBoundingClientRect().top + 1)
				found.push(e.textContent.trim() || e.name);
		}
		return found;
	});
	equal(behind, [], 'behind the question');
	const add = page.locator('#buy').getByRole('button',
		{ name: 'Add to cart', exact: true });
	await add.focus();
	const hit = await add.evaluate((b) => {
		const r = b.getBoundingClientRect();
		return b.contains(document.elementFromPoint(r.x + r.width / 2,
			r.y + r.height / 2));
	});
	check(hit, 'the button that buys can be pressed');
	equal(await page.locator('.buybar').isVisible(), false, 'a bar below it');
	check(await page.evaluate(() => window.moved) < 0.02, 'the page moved');
	await page.context().close();
});

test('the keyboard alone answers, and the focus is not lost', async () => {
	const page = await visit(shop);
	await page.goto('/');
	await page.locator('footer a').last().focus();
	for (let i = 0; i < 3; i++) // the link to more, then the buttons
		await page.keyboard.press('Tab');
	equal(await page.evaluate(() => document.activeElement.value), 'accept', 'the focus');
	await page.keyboard.press('Shift+Tab');
	await page.keyboard.press('Enter');
	await banner(page).waitFor({ state: 'detached' });
	match(await page.getByRole('status').innerText(), /Saved/, 'what is said');
	equal(await page.evaluate(() => document.activeElement.id), 'main', 'the focus after it');
	await page.context().close();
});

test('the checkout does not ask', async () => {
	const page = await visit(shop);
	await steps.findProduct(page);
	await steps.addToCart(page);
	check(await banner(page).isVisible(), 'the cart does');
	await page.goto('/checkout');
	equal(await banner(page).count(), 0, 'the question');
	check(await page.getByRole('link', { name: 'Cookie choices' }).isVisible(),
		'its footer leads to the choice');
	await page.context().close();
});

for (const js of [true, false])
	test(`a choice is changed later, scripts ${js ? 'on' : 'off'}`, async () => {
		const page = await visit(shop, { js });
		await page.goto('/');
		await button(page, 'Accept').click();
		await banner(page).waitFor({ state: 'detached' });
		await page.goto('/cart');
		await page.getByRole('link', { name: 'Cookie choices' }).click();
		await page.waitForURL(/\/privacy\/cookies$/);
		const main = page.locator('main');
		match(await main.innerText(), /You accepted on/, 'the choice');
		await main.getByRole('button', { name: 'Refuse', exact: true }).click();
		await page.getByText('You refused on').waitFor();
		equal(await page.getByRole('status').innerText(), 'Saved.', 'what is said');
		const [last, before] = (await rows()).reverse();
		equal([before[0], last[0]], [1, 0], 'answers');
		equal(last[4], before[4], 'the same browser');
		await page.context().close();
	});

test('a browser that asks not to be tracked is not asked', async () => {
	const page = await visit(shop);
	await page.setExtraHTTPHeaders({ 'Sec-GPC': '1' });
	await page.goto('/');
	equal(await banner(page).count(), 0, 'the question');
	await page.goto('/privacy/cookies');
	match(await page.locator('main').innerText(), /Global Privacy Control/, 'it is said');
	equal(await page.locator('main').getByRole('button').count(), 0, 'buttons');
	await page.setExtraHTTPHeaders({});
	await page.goto('/');
	check(await banner(page).isVisible(), 'who does not say so is asked');
	await page.context().close();
});

for (const js of [true, false])
	test(`before a choice a browser holds what the page tells of, scripts ${js ? 'on' : 'off'}`,
		async () => {
			const page = await visit(shop, { js });
			const seen = new Set();
			const note = async () => (await cookies(page)).forEach((c) => seen.add(c));
			page.on('response', (r) => {
				for (const [, name] of (r.headers()['set-cookie'] ?? '')
					.matchAll(/^([^=\n]+)=/gm))
					seen.add(name);
			});
			await steps.findProduct(page);
			await note();
			await page.goto('/search?q=mug');
			await page.goBack();
			await steps.addToCart(page);
			await note();
			await page.getByRole('button', { name: 'Remove' }).first().click();
			await page.waitForLoadState();
			await note();
			await steps.findProduct(page);
			await steps.addToCart(page);
			await page.goto('/checkout');
			await steps.fillCheckout(page);
			await note();
			await steps.orderAndPay(page);
			await steps.readOrder(page);
			await note();
			const page_ = await listed(page);
			await note();
			check(seen.has('puoti') && seen.size > 0, 'no cookie seen');
			for (const name of seen)
				check(page_[name], `${name} is not on the page`);
			check(!seen.has('puoti-consent'), 'a choice was set unasked');
			check(!seen.has('puoti-account'), 'a guest is logged in');
			if (js) {
				const kept = await page.evaluate(async () => [localStorage.length,
					sessionStorage.length, (await indexedDB.databases()).length,
					(await caches.keys().catch(() => [])).length, document.cookie]);
				equal(kept, [0, 0, 0, 0, ''], 'what scripts kept');
			}
			match(await page.locator('main').innerText(), /All of them are necessary/,
				'why');
			clean(page);
			await page.context().close();
		});

const inspector = new Inspector();
let looking;
async function looker() {
	if (!looking) {
		looking = await visit(shop);
		keepHtml(looking);
	}
	return looking;
}
const go = (path) => (page) => page.goto(path);
inspector.tests({
	'consent-home': go('/'), 'consent-home-fi': go('/fi'), 'consent-home-sv': go('/sv'),
	'consent-cookies': go('/privacy/cookies'),
	'consent-cookies-fi': go('/fi/privacy/cookies'),
	'consent-cookies-sv': go('/sv/privacy/cookies'),
	'consent-chosen': async (page) => {
		await page.goto('/privacy/cookies');
		await page.getByRole('button', { name: 'Accept', exact: true }).click();
		await page.getByText('You accepted on').waitFor();
	},
}, looker);
inspector.markupTest();

test('the question is accessible where it lies over a page', async () => {
	const page = await visit(shop, { size: PHONE });
	await steps.findProduct(page);
	equal(await axe(page), '', 'axe');
	await page.context().close();
});

await run();
