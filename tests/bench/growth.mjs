// What a page and a search cost in a shop of 1,000 products and in one of
// 100,000, and what a worker has kept after every page of the demo. One
// worker, so that each page is made once.
import { request } from '../lib/http.mjs';
import { Server, cpu, median, shopKeep, sql } from './server.mjs';

const PAGES = 500;
const QUERIES = 150;
const ROUNDS = 3; // each with a worker started anew

// The same order each time.
function* dice(seed) {
	for (let x = seed; ; ) {
		x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
		yield x / 2 ** 32;
	}
}

function shuffle(list, roll) {
	const out = [...list];
	for (let i = out.length - 1; i > 0; i--) {
		const k = Math.floor(roll.next().value * (i + 1));
		[out[i], out[k]] = [out[k], out[i]];
	}
	return out;
}

// Microseconds of the worker's CPU for one of these pages.
async function cost(server, paths) {
	const before = cpu(server.app.pid);
	for (const p of paths) {
		const res = await request(server.url + p, { keep: false });
		if (res.status !== 200)
			throw new Error(`${res.status} for ${p}`);
	}
	return (cpu(server.app.pid) - before) / paths.length;
}

function productPages(dir) {
	const rows = sql(dir, `SELECT s.slug FROM variant v JOIN slug s
		ON s.target = v.product AND s.kind = 'product' AND s.current = 1
		AND s.locale = 'en' WHERE v.sku LIKE 'M000%-1'
		AND v.sku < 'M001' ORDER BY v.sku`);
	const all = rows.map(([slug]) => `/p/${slug}`);
	return shuffle(all, dice(7)).slice(0, PAGES);
}

// Two words of one language each, as people ask: a look and a thing.
function queries(words) {
	const out = new Set();
	const roll = dice(11);
	const any = (list) => list[Math.floor(roll.next().value * list.length)];
	const langs = { en: '', fi: '/fi', sv: '/sv' };
	while (out.size < QUERIES) {
		const [lang, prefix] = any(Object.entries(langs));
		const thing = any(words.things).name[lang];
		const first = any([any(words.looks)[lang], any(words.series), '']);
		out.add(`${prefix}/search?q=` +
			encodeURIComponent(`${first} ${thing}`.trim()));
	}
	return [...out];
}

async function measure(dir, words) {
	const server = await new Server(dir, { workers: 1 }).start();
	const paths = productPages(dir);
	// what a worker does once: the list of all products, the menu, the words
	await cost(server, ['/', '/search?q=zzzz', '/fi/search?q=zzzz',
		'/sv/search?q=zzzz', ...productPages(dir).slice(-3)]);
	const first = await cost(server, paths);
	const again = await cost(server, [...paths, ...paths, ...paths, ...paths]);
	const search = await cost(server, queries(words));
	await server.stop();
	return { first, again, search };
}

export async function growth(words, budget) {
	const dirs = [await shopKeep(1000), await shopKeep(100000)];
	const runs = [];
	for (let round = 0; round < ROUNDS; round++)
		runs.push([await measure(dirs[0], words), await measure(dirs[1], words)]);
	const mid = (i, key) => median(runs.map((run) => run[i][key]));
	console.log('\nCPU of the program, us, by products in the shop:');
	for (const [name, key, most] of [
		[`${PAGES} product pages, first time`, 'first', 1.3],
		[`the same ${PAGES}, four times more`, 'again', 1.3],
		[`${QUERIES} different searches`, 'search', 2]]) {
		const [few, many] = [mid(0, key), mid(1, key)];
		console.log(name.padEnd(34) +
			`1,000: ${few.toFixed(0)}`.padEnd(14) +
			`100,000: ${many.toFixed(0)}`.padEnd(17) +
			budget(many / few, most, 'most'));
	}
}

// Every page of the demo in three languages, plain once and deflated twice:
// all that can be kept is.
export async function memory(budget) {
	const server = await new Server(await shopKeep(0), { workers: 1 }).start();
	const sitemap = await request(`${server.url}/sitemap.xml`);
	const pages = [...sitemap.text.matchAll(/<loc>([^<]+)<\/loc>/g)]
		.map(([, url]) => url.replace(/^https?:\/\/[^/]+/, '') || '/')
		.flatMap((p) => [p, `${p}?sort=price`, `${p}?sort=new`]);
	for (const encoding of ['identity', 'gzip', 'gzip'])
		for (const p of pages)
			await request(server.url + p,
				{ keep: false, headers: { 'Accept-Encoding': encoding } });
	const mb = server.privateBytes() / 2 ** 20;
	console.log(`\na worker's private memory after ${pages.length} pages: ` +
		`${budget(mb, 40, 'most', ' MB')}`);
	await server.stop();
}
