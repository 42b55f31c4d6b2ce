// scripts/demo itself: whose processes and files they are, an empty shop, two
// side by side.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test, after, run, check, equal, match } from '../lib/tap.mjs';
import { shopStart, tempDir, root } from '../lib/shop.mjs';
import { request } from '../lib/http.mjs';

const NOBODY = 65534;
const shops = [];
after(() => Promise.all(shops.map((s) => s.stop())));

async function start(options) {
	const shop = await shopStart(options);
	shops.push(shop);
	return shop;
}

test('what root starts becomes the owner of the data', async (t) => {
	if (process.getuid() !== 0)
		t.skip('not root');
	const reach = spawnSync('setpriv', ['--reuid', String(NOBODY), '--clear-groups',
		'--', 'test', '-r', path.join(root, 'migrations')]);
	if (reach.status !== 0)
		t.skip('others cannot read this source tree');
	const dir = tempDir();
	fs.chmodSync(dir, 0o755);
	fs.mkdirSync(path.join(dir, 'data'));
	fs.chownSync(path.join(dir, 'data'), NOBODY, NOBODY);
	const shop = await start({ dir });
	const { serve, nginx, worker, workers } = shop.processes();
	for (const pid of [serve, nginx, worker, ...workers])
		equal(fs.statSync(`/proc/${pid}`).uid, NOBODY, `owner of ${pid}`);
	const foreign = execFileSync('find', [shop.data, '!', '-user', 'nobody'])
		.toString();
	equal(foreign, '', 'files of others');
	equal(fs.statSync(path.join(shop.data, 'owner.txt')).mode & 0o777, 0o600,
		'the mode of owner.txt');
	equal((await request(shop.url)).status, 200, 'the shop');
});

test('an empty shop says what it is', async () => {
	const shop = await start({ empty: true });
	const { status, text } = await request(shop.url);
	equal(status, 200, 'status');
	match(text, /Nothing on the shelves yet/, 'the front page');
	equal(await shop.sql('SELECT count(*) FROM product'), [[0]], 'products');
});

test('two demos run side by side, but not on the same data', async () => {
	const [one, two] = [shops.at(-1), await start({})];
	check(one.port !== two.port, 'ports');
	for (const shop of [one, two])
		equal((await request(`${shop.url}/healthz`)).status, 200, 'healthz');
	const third = spawnSync(path.join(root, 'scripts/demo'), [], {
		env: { ...process.env, PUOTI_DATA: one.data, PUOTI_PORT: '1' },
		timeout: 30000 });
	check(third.status !== 0, 'a second demo on the same data started');
});

test('every category on the front page has four things that can be bought', async () => {
	const shop = await start({});
	const { text } = await request(shop.url);
	const paths = new Set([...text.matchAll(/href="(\/c\/[^"#?]+)"/g)].map((m) => m[1]));
	check(paths.size >= 3, `categories: ${paths.size}`);
	for (const p of paths) {
		const page = (await request(shop.url + p)).text;
		const cards = page.match(/<li class="card">/g) ?? [];
		check(cards.length >= 4, `${cards.length} in ${p}`);
	}
});

// ---- what demo/catalogue.json must be ----

const demo = path.join(root, 'demo');
const catalogue = JSON.parse(fs.readFileSync(path.join(demo, 'catalogue.json')));
const { products } = catalogue;
const goods = products.filter((p) => p.kind !== 'gift_card');
const LOCALES = ['en', 'fi', 'sv'];
const bySku = new Map(products.flatMap((p) => p.variants.map((v) => [v.sku, p])));
const bySlug = new Map(products.map((p) => [p.slug, p]));

function there(file, what) {
	check(fs.existsSync(path.join(demo, file)), `${what} has no ${file}`);
}

// EAN-13: weights 1 and 3 from the left; the sum is a multiple of ten.
function gtinRight(gtin) {
	const sum = [...gtin].reduce((n, c, i) => n + Number(c) * (i % 2 ? 3 : 1), 0);
	return /^\d{13}$/.test(gtin) && sum % 10 === 0;
}

test('the demo shop has two hundred products, each in three languages', () => {
	equal(goods.length, 200, 'products');
	equal(bySlug.size, products.length, 'slugs');
	for (const locale of LOCALES) {
		const slugs = new Set(products.map((p) => p.text[locale].slug));
		equal(slugs.size, products.length, `slugs in ${locale}`);
		for (const p of products)
			for (const field of ['name', 'summary', 'description'])
				check(p.text[locale][field].length > 3,
					`${p.slug}: ${field} in ${locale}`);
	}
});

test('every product of the demo shop has pictures with alt texts', () => {
	for (const p of products) {
		const files = p.pictures.map((x) => x.file);
		check(files.length > 0, `${p.slug} has no picture`);
		for (const v of p.variants)
			check(files.includes(v.picture), `${v.sku}: ${v.picture}`);
		for (const { file, alt } of p.pictures) {
			for (const width of [320, 640])
				there(`img/${file}-${width}.webp`, p.slug);
			for (const locale of LOCALES)
				check(alt[locale]?.length > 3, `${p.slug}: alt ${locale}`);
		}
	}
	for (const c of catalogue.categories)
		there(`img/${c.picture}-320.webp`, c.slug);
});

test('every product of the demo shop has a brand, a category and attributes', () => {
	const brands = new Set(catalogue.brands.map((b) => b.name));
	const categories = new Set(catalogue.categories.map((c) => c.slug));
	const attributes = new Map(catalogue.attributes.map((a) => [a.code, a]));
	for (const p of goods) {
		check(brands.has(p.brand), `${p.slug}: brand ${p.brand}`);
		check(p.categories.length > 0, `${p.slug} is nowhere`);
		for (const c of p.categories)
			check(categories.has(c), `${p.slug}: category ${c}`);
		check(p.attributes.length > 0, `${p.slug} has no attribute`);
		for (const { code, values = [] } of p.attributes) {
			const known = attributes.get(code)?.values?.map((v) => v.code) ?? [];
			check(attributes.has(code), `${p.slug}: attribute ${code}`);
			for (const v of values)
				check(known.includes(v), `${p.slug}: ${code} ${v}`);
		}
	}
});

test('relations, gift sets, documents and numbers of the demo shop are right', () => {
	const gtins = [];
	let relations = 0;
	for (const p of products) {
		for (const r of p.relations ?? []) {
			check(bySlug.has(r.target) && r.target !== p.slug,
				`${p.slug}: ${r.kind} ${r.target}`);
			relations++;
		}
		for (const f of p.files ?? [])
			there(f.file, p.slug);
		for (const v of p.variants) {
			check(v.gtin === '' || gtinRight(v.gtin), `${v.sku}: ${v.gtin}`);
			gtins.push(v.gtin);
			check(!v.sale || v.sale.price < v.price, `${v.sku}: the sale`);
			equal(Boolean(v.parts), p.kind === 'bundle', `${v.sku}: a set`);
			for (const part of v.parts ?? [])
				check(bySku.get(part.sku)?.kind === 'goods',
					`${v.sku}: ${part.sku}`);
		}
	}
	check(relations >= 150, `relations: ${relations}`);
	const numbers = gtins.filter(Boolean);
	equal(new Set(numbers).size, numbers.length, 'different numbers');
});

test('what the demo shop sold before is in its catalogue', () => {
	const orders = JSON.parse(fs.readFileSync(path.join(demo, 'orders.json')));
	for (const { lines, name } of orders)
		for (const [sku] of lines)
			check(bySku.has(sku), `${name} ordered ${sku}`);
});

test('a demo shop holds what its catalogue says', async () => {
	const shop = shops.at(-1);
	const said = products.flatMap((p) => p.variants).flatMap((v) => v.parts ?? []);
	equal(await shop.sql("SELECT count(*) FROM product WHERE status = 'active'"),
		[[products.length]], 'products');
	equal(await shop.sql('SELECT count(*) FROM bundle_part'), [[said.length]],
		'parts of sets');
});

await run();
