// Pictures as browsers get them: the format each takes, and the gallery.
import path from 'node:path';
import { test, after, run, check, equal, match, eventually } from '../lib/tap.mjs';
import { shopStart, root } from '../lib/shop.mjs';
import { request } from '../lib/http.mjs';
import { visit, clean, axe, browserStop, DESK, PHONE } from '../lib/browser.mjs';
import * as steps from './steps.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);

const ASKS = [
	['image/avif,image/webp,image/png,*/*;q=0.8', 'image/avif'],
	['image/webp,*/*', 'image/webp'],
	['*/*', 'image/jpeg'],
];

test('an uploaded picture is sent in the best format that the browser takes', async () => {
	const page = await visit(shop);
	const [[newest]] = await shop.sql('SELECT max(id) FROM media');
	await steps.ownerLogin(page, shop);
	await page.goto(`${shop.url}/admin/products`);
	await page.getByRole('main').locator('tbody a').first().click();
	await page.locator('input[type=file]').first().setInputFiles(
		path.join(root, 'docs/img/home.webp'));
	await page.getByRole('button', { name: 'Save', exact: true }).last().click();
	await page.waitForLoadState();
	equal(await page.locator('.errors').count(), 0, 'errors');
	let stem;
	await eventually(async () => {
		[stem] = (await shop.sql('SELECT sha256 FROM media WHERE state = ' +
			`'ready' AND id > ${newest}`))[0] ?? [];
		return stem;
	}, { what: 'the picture', seconds: 30 });
	for (const [accept, type] of ASKS)
		for (const width of [320, 480, 640]) {
			const res = await request(`${shop.url}/media/${stem.slice(0, 2)}/` +
				`${stem.slice(2, 20)}-${width}`, { headers: { accept } });
			equal(res.status, 200, `${accept} at ${width}`);
			equal(res.headers['content-type'], type, `${accept} at ${width}`);
			match(res.headers.vary, /Accept\b/, 'Vary');
			match(res.headers['cache-control'], /immutable/, 'Cache-Control');
			check(!/Exif|ICC_PROFILE|ICCP/.test(res.bytes.toString('latin1')),
				`${type} carries what was written beside the picture`);
		}
	await page.context().close();
});

test('the gallery opens in place, by keyboard, and gives the focus back', async () => {
	const page = await visit(shop, { size: DESK });
	await page.goto(`${shop.url}/p/kide-mug`);
	const second = page.locator('.gallery a').nth(1);
	await second.focus();
	await page.keyboard.press('Enter');
	const box = page.getByRole('dialog', { name: 'Pictures' });
	await box.waitFor();
	const count = page.locator('#zoom [role=status]');
	match(await count.innerText(), /^2 \/ \d/, 'which');
	await page.keyboard.press('ArrowRight');
	match(await count.innerText(), /^3 \//, 'the next');
	await page.keyboard.press('+');
	equal(await box.getByRole('button', { name: 'Zoom' })
		.getAttribute('aria-pressed'), 'true', 'pressed');
	equal(await axe(page), '', 'axe');
	await page.keyboard.press('Escape');
	await box.waitFor({ state: 'hidden' });
	check(await second.evaluate((a) => a === document.activeElement), 'the focus is lost');
	equal(new URL(page.url()).pathname, '/p/kide-mug', 'the page');
	clean(page);
	await page.context().close();
});

test('without a script a picture is a link to itself', async () => {
	const page = await visit(shop, { js: false, size: PHONE });
	await page.goto(`${shop.url}/p/kide-mug`);
	const res = await request(shop.url + await page.locator('.gallery a').first()
		.getAttribute('href'));
	equal(res.status, 200, 'status');
	match(res.headers['content-type'], /^image\//, 'type');
	equal(await page.getByRole('dialog').count(), 0, 'dialogs');
	await page.context().close();
});

await run();
