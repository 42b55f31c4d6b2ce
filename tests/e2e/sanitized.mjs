// The customer's and the owner's ways on a program that was built with the
// address and undefined-behaviour sanitizers (PUOTI_BUILD): any finding ends a
// worker, and its log says so.
import { test, after, run, check, equal, eventually } from '../lib/tap.mjs';
import { shopStart, buildDir, alive } from '../lib/shop.mjs';
import { visit, browserStop, picture, clean } from '../lib/browser.mjs';
import { Visitor, request } from '../lib/http.mjs';
import * as steps from './steps.mjs';

// What a command keeps until it ends is no leak.
const shop = await shopStart({ env: {
	ASAN_OPTIONS: 'detect_leaks=0', UBSAN_OPTIONS: 'print_stacktrace=1' } });
after(() => shop.stop());
after(browserStop);

test(`the program in ${buildDir.split('/').pop()} serves`, async () => {
	const res = await request(`${shop.url}/healthz`);
	equal(res.status, 200, 'status');
});

test('a guest buys', async () => {
	for (const lang of ['en', 'fi', 'sv']) {
		const page = await visit(shop, { js: false });
		await steps.buyAsGuest(page, { lang });
		await page.context().close();
	}
});

test('the owner ships, and looks at every page', async () => {
	const v = new Visitor(shop.url);
	equal((await v.login(shop.owner)).status, 303, 'the login');
	const seen = new Set();
	const queue = ['/admin'];
	while (queue.length && seen.size < 120) {
		const path = queue.shift();
		if (seen.has(path))
			continue;
		seen.add(path);
		const res = await v.get(path);
		check(res.status < 500, `${res.status} for ${path}`);
		for (const [, href] of res.text.matchAll(/href="(\/admin[^"#]*)"/g))
			queue.push(href.replaceAll('&amp;', '&'));
	}
	check(seen.size > 10, `${seen.size} pages`);
});

test('the owner adds a product with a picture', async () => {
	const page = await visit(shop);
	await steps.ownerLogin(page, shop);
	await page.goto('/admin/products/new');
	const main = page.getByRole('main');
	await main.getByRole('textbox', { name: /^Name/ }).first().fill('Aava pitcher');
	await main.getByRole('textbox', { name: /^Price/ }).fill('34,90');
	await page.locator('input[type=file]').first().setInputFiles(picture());
	await page.getByRole('button', { name: 'Save', exact: true }).last().click();
	await page.waitForURL(/\/admin\/products\/\d+/);
	clean(page);
	await page.context().close();
});

test('odd requests', async () => {
	const v = new Visitor(shop.url);
	for (const path of ['/search?q=%F0%9F%90%9F', '/search?q=' + 'a'.repeat(4000),
		'/p/%F0%9F', '/?%', '/c/a/b/c/d/e/f/g', '/search?q=%00', '/cart?qty=-1&removed=x',
		'/%ff', '/order/' + 'a'.repeat(1500), '/search?q=a&page=99999999999999'])
		check((await v.get(path)).status < 500, path);
	for (const fields of [{}, { sku: 'x' }, { line: '', qty: '9'.repeat(40) },
		{ product: 'x'.repeat(5000) }, { undo: 'x', qty: '-3' }])
		check((await v.post('/cart', { token: await v.token('/cart'), ...fields }))
			.status < 500, JSON.stringify(fields).slice(0, 40));
});

test('no sanitizer spoke and no worker died', async () => {
	const { serve, workers } = shop.processes();
	process.kill(serve, 'SIGHUP');
	check(workers.length > 0, 'no worker');
	// what leaked is told at the end of each
	await eventually(() => !workers.some(alive), { what: 'the end of the workers', seconds: 60 });
	const log = shop.serveLog() + shop.log;
	const bad = /.*(AddressSanitizer|runtime error:|worker_died|worker_failed|event=no_response|LeakSanitizer).*/
		.exec(log);
	check(!bad, bad && log.slice(bad.index, bad.index + 3000));
	equal(await shop.stop(), 0, 'the exit of scripts/demo');
});

await run();
