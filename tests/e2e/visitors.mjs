// A fragment must never show one visitor another's data: the same page for
// two visitors is the same byte for byte, but for the places that are known
// to be live, and nothing of the first is on the second's.
import { test, after, run, check, equal, eventually } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { Visitor } from '../lib/http.mjs';

// One worker, so that what the first visitor warmed serves the second.
const shop = await shopStart({ env: { PUOTI_WORKERS: '1' } });
after(() => shop.stop());

const goods = await shop.sql('SELECT v.sku, s.slug FROM variant v ' +
	'JOIN stock ON stock.variant = v.id JOIN slug s ON s.target = v.product ' +
	"AND s.kind = 'product' AND s.current = 1 AND s.locale = 'en' " +
	'WHERE on_hand - held > 8 AND v.archived_ms IS NULL ORDER BY v.id');
const [[category]] = await shop.sql("SELECT slug FROM slug WHERE kind = 'category'" +
	" AND locale = 'en' AND current = 1 ORDER BY target LIMIT 1");
const PATHS = ['/', `/c/${category}`, `/c/${category}?page=2`, `/p/${goods[0][1]}`,
	`/p/${goods[3][1]}`, '/search?q=mug', '/page/terms', '/cart', '/fi',
	`/sv/p/${goods[0][1]}`, '/track', '/withdraw', '/nothing'];

// What is meant to differ: tokens, one-time keys, the cart's count.
function still(html) {
	return html
		.replace(/(name="(?:token|once)"[^>]*?value=")[^"]*"/g, '$1"')
		.replace(/(id="cart-link"[^>]*>)[\s\S]*?<\/a>/g, '$1</a>')
		.replace(/(<main id="main">)\s*<div class="wrap"><p class="note flash"[\s\S]*?<\/p><\/div>/g,
			'$1');
}

async function shopper(n) {
	const v = new Visitor(shop.url);
	await v.token('/cart');
	for (let i = 0; i < n; i++)
		equal((await v.add(goods[i][0])).status, 303, 'adding');
	return v;
}

const first = await shopper(3);
const second = await shopper(0);
const secrets = new Set();

test('the first visitor warms every fragment', async () => {
	for (const [, value] of first.cookies)
		value.split('.').forEach((part) => secrets.add(part));
	for (let round = 0; round < 3; round++)
		for (const path of PATHS) {
			const { text } = await first.get(path);
			for (const [, token] of text.matchAll(
				/name="(?:token|once)"[^>]*?value="([^"]+)"/g))
				secrets.add(token);
		}
	check(secrets.size > PATHS.length, 'too few tokens seen');
});

for (const path of PATHS.filter((p) => p !== '/cart'))
	test(`${path} is the same for both but for the live places`, async () => {
		const [one, two] = [await first.get(path), await second.get(path)];
		equal(one.status, two.status, 'status');
		const [a, b] = [still(one.text).split('\n'), still(two.text).split('\n')];
		const at = a.findIndex((line, i) => line !== b[i]);
		check(at < 0, `line ${at + 1} differs:\n${a[at]}\n${b[at]}`);
		equal(a.length, b.length, 'lines');
	});

test('nothing of the first visitor is on any page of the second', async () => {
	for (const path of PATHS) {
		const { text } = await second.get(path);
		for (const secret of secrets)
			check(!text.includes(secret), `${path} shows ${secret}`);
	}
	const cart = (await second.get('/cart')).text;
	check(!/class="line"/.test(cart), 'a foreign cart');
	check(!/class="count"/.test((await second.get('/')).text), 'a foreign count');
});

test('a page out of fragments equals the page made anew', async () => {
	const warm = new Map();
	for (const path of PATHS)
		warm.set(path, still((await second.get(path)).text));
	// a new generation of workers starts with no fragment at all
	const old = shop.processes().workers;
	process.kill(shop.processes().serve, 'SIGHUP');
	await eventually(() => {
		const { workers } = shop.processes();
		return workers.length && !workers.some((p) => old.includes(p));
	}, { what: 'a new generation', seconds: 30 });
	for (const path of PATHS)
		check(warm.get(path) === still((await second.get(path)).text), path);
});

test('a price that the owner changes is on the next page', async () => {
	const [[variant, product]] = await shop.sql(
		`SELECT id, product FROM variant WHERE sku = '${goods[0][0]}'`);
	const page = `/p/${goods[0][1]}`;
	const before = (await second.get(page)).text;
	await shop.sql('UPDATE product_text SET name = \'Renamed thing\' WHERE ' +
		`product = ${product}`);
	await shop.sql('UPDATE catalogue_version SET version = version + 1');
	const after_ = (await second.get(page)).text;
	check(before !== after_ && after_.includes('Renamed thing'), `variant ${variant}`);
});

await run();
