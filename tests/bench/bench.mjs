// Called by tests/bench/run.
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { root, tempDir } from '../lib/shop.mjs';
import { Visitor, address, hidden, request } from '../lib/http.mjs';
import { Server, cpu, median, shopKeep, sql, wait } from './server.mjs';
import { customerMake, modelMake } from './customer.mjs';
import { growth, memory } from './growth.mjs';

const exec = promisify(execFile);
const SECONDS = Number(process.argv[2] ?? 4);
const ROUNDS = Number(process.argv[3] ?? 3);
const PARTS = (process.argv[4] ?? 'pages,growth,memory').split(',');
const PROCESSES = 4;
const ORDERS = SECONDS * 150;
const PRODUCTS = 10000;
const words = JSON.parse(fs.readFileSync(path.join(root, 'demo/many.json')));

// "0.61  ok (>= 0.55)"; nothing fails by it.
function budget(value, want, kind, unit = '') {
	const ok = kind === 'most' ? value <= want : value >= want;
	return `${value.toFixed(value < 10 ? 2 : 1)}${unit}  ` +
		`${ok ? 'ok' : kind === 'most' ? 'OVER' : 'BELOW'} (${kind === 'most' ? '<=' : '>='} ${want})`;
}

// A shop of its own, of which orders may take.
async function shopMake() {
	const dir = path.join(tempDir(), 'data');
	await exec('cp', ['-a', await shopKeep(PRODUCTS), dir]);
	sql(dir, 'UPDATE stock SET on_hand = 100000 WHERE on_hand > 0',
		'SELECT 1');
	await modelMake(dir);
	return dir;
}

function helloStart(socket) {
	const child = spawn(path.join(root, 'build/bench-hello'),
		[socket, String(PROCESSES)], { stdio: 'ignore' });
	process.on('exit', () => child.kill('SIGTERM'));
	return child;
}

async function measure(target, seconds, who) {
	const headers = Object.entries(target.headers ?? {})
		.flatMap(([k, v]) => ['-H', `${k}: ${v}`]);
	const pid = target.by ?? who.app.pid;
	const before = [cpu(pid), cpu(who.nginx.pid)];
	const { stdout } = await exec('wrk', ['-t1', '-c64', `-d${seconds}s`,
		'--latency', ...headers, who.url + target.path]);
	const after = [cpu(pid), cpu(who.nginx.pid)];
	const n = Number(/(\d+) requests in/.exec(stdout)[1]);
	return {
		rps: Number(/Requests\/sec:\s*([\d.]+)/.exec(stdout)[1]),
		app: target.none ? 0 : (after[0] - before[0]) / n,
		nginx: (after[1] - before[1]) / n,
		p99: /^ +99%\s+(\S+)/m.exec(stdout)[1],
		bad: /Non-2xx.*|Socket errors.*/.exec(stdout)?.[0] ?? '',
	};
}

// A made-up product in three colours and two sizes, and a shelf of many.
function addresses(dir) {
	const [[product]] = sql(dir, `SELECT s.slug FROM variant v JOIN slug s
		ON s.target = v.product AND s.kind = 'product' AND s.current = 1
		AND s.locale = 'en' WHERE v.sku LIKE 'M%' GROUP BY v.product
		HAVING count(*) = 6 AND min(v.archived_ms IS NULL) ORDER BY v.product LIMIT 1`);
	const [[top, leaf]] = sql(dir, `SELECT p.slug, s.slug
		FROM origin o JOIN category c ON c.id = o.target
		JOIN slug s ON s.kind = 'category' AND s.target = c.id
			AND s.locale = 'en' AND s.current = 1
		JOIN slug p ON p.kind = 'category' AND p.target = c.parent
			AND p.locale = 'en' AND p.current = 1
		WHERE o.external_key = 'shelf/thing/mug'`);
	return { product: `/p/${product}`, category: `/c/${top}/${leaf}` };
}

// Pages with shelves for a customer of whom twenty things are known, each after
// the same page of one who has switched suggestions off. Nothing is noted of a
// page that is fetched ahead: a real customer does not look a thousand times a
// second.
async function rails(who, product, skus) {
	const ahead = { 'Sec-Purpose': 'prefetch', 'Accept-Encoding': 'gzip' };
	const customer = async (name, personal) => {
		const v = new Visitor(who.url);
		v.cookies.set(...customerMake(who.dir, { name, items: 20 }).split('='));
		sql(who.dir, `UPDATE profile SET personal = ${personal} WHERE customer =
			(SELECT id FROM customer WHERE name = '${name}')`, 'SELECT 1');
		await v.post('/consent', { token: await v.token('/'), choice: 'accept' });
		for (const sku of skus)
			await v.add(sku);
		return { ...ahead, Cookie: [...v.cookies].map((c) => c.join('=')).join('; ') };
	};
	const off = await customer('Onerva', 0), on = await customer('Kerttu', 1);
	return [['home', '/'], ['product', product], ['cart', '/cart']]
		.flatMap(([name, at]) => [
			{ name: `${name}, switched off`, path: at, headers: off },
			{ name: `${name}, personal`, path: at, headers: on,
				beside: `${name}, switched off` },
		]);
}

async function targets(who, hello) {
	const visitor = new Visitor(who.url);
	const skus = sql(who.dir, `SELECT v.sku FROM variant v JOIN stock s
		ON s.variant = v.id AND s.on_hand > 0 WHERE v.sku LIKE 'M%-2'
		ORDER BY v.id LIMIT 30`).flat();
	for (const sku of skus.slice(0, 2))
		await visitor.add(sku);
	const Cookie = [...visitor.cookies].map((c) => c.join('=')).join('; ');
	const headers = { Cookie };
	const gzip = { Cookie, 'Accept-Encoding': 'gzip, deflate, br' };
	// a customer with a history
	const known = { Cookie: customerMake(who.dir) };
	const knownGzip = { ...known, 'Accept-Encoding': 'gzip, deflate, br' };
	const { product, category } = addresses(who.dir);
	const page = await visitor.get(category);
	const cards = page.text.split('class="card').length - 1;
	if (cards < 24)
		throw new Error(`${cards} products in the category`);
	fs.writeFileSync(path.join(who.dir, 'static.html'), page.bytes);
	const list = [
		{ name: 'static file', path: '/bench/static', none: true },
		{ name: 'hello world', path: '/bench/hello', by: hello.pid },
		{ name: 'home', path: '/', headers, want: 0.5 },
		{ name: `category, ${cards} products`, path: category, headers, want: 0.55 },
		{ name: 'product, 6 variants', path: product, headers, want: 0.5 },
		{ name: 'cart, 2 lines', path: '/cart', headers, want: 0.4 },
		{ name: 'search', path: '/search?q=mug', headers, want: 0.3 },
		{ name: 'home, gzip', path: '/', headers: gzip, want: 0.5 },
		{ name: 'category, gzip', path: category, headers: gzip, want: 0.55 },
		{ name: 'product, gzip', path: product, headers: gzip, want: 0.5 },
		{ name: 'cart, gzip', path: '/cart', headers: gzip, want: 0.4 },
		{ name: 'search, gzip', path: '/search?q=mug', headers: gzip, want: 0.3 },
		{ name: 'category, no cookie', path: category },
		{ name: 'customer, shop order', path: `${category}?sort=shop`, headers: known, want: 0.5 },
		{ name: 'customer, for you', path: category, headers: known, want: 0.4,
			says: 'Ordered for you' },
		{ name: 'search, for you', path: '/search?q=mug', headers: known, want: 0.3,
			says: 'Ordered for you' },
		...await rails(who, product, skus.slice(0, 2)),
		{ name: 'shop order, gzip', path: `${category}?sort=shop`, headers: knownGzip, want: 0.5 },
		{ name: 'for you, gzip', path: category, headers: knownGzip, want: 0.4 },
	];
	for (const t of list) {
		const res = await request(who.url + t.path, { headers: t.headers });
		if (res.status !== 200)
			throw new Error(`${res.status} for ${t.path}`);
		if (t.says && !res.text.includes(t.says))
			throw new Error(`no "${t.says}" on ${t.path}`);
		t.bytes = res.bytes.length;
		t.runs = [];
	}
	return { list, skus };
}

function table(list) {
	const hello = median(list[1].runs.map((r) => r.rps));
	const both = (t) => median(t.runs.map((r) => r.app + r.nginx));
	const row = (...cells) => console.log(cells.map((c, i) => i === 0
		? String(c).padEnd(23) : i < 7 ? String(c).padStart(9) : `  ${c}`)
		.join(''));
	row('', 'bytes', 'req/s', 'app us', 'nginx us', 'p99', 'by CPU', 'of hello');
	for (const t of list) {
		const mid = (k) => median(t.runs.map((r) => r[k]));
		const share = mid('rps') / hello;
		row(t.name, t.bytes, mid('rps').toFixed(0), mid('app').toFixed(1),
			mid('nginx').toFixed(1), t.runs[t.runs.length >> 1].p99,
			(both(list[1]) / both(t)).toFixed(2),
			t.want ? budget(share, t.want, 'least') : share.toFixed(2));
		for (const { bad } of t.runs)
			if (bad)
				console.log(`  ${bad}`);
	}
	for (const t of list.filter((x) => x.beside)) {
		const app = (x) => median(x.runs.map((r) => r.app));
		const added = app(t) - app(list.find((x) => x.name === t.beside));
		console.log(`${t.name}: shelves add ${budget(added, 60, 'most', ' us')}`);
	}
	return hello;
}

// One visitor up to the button: a filled cart and the checkout's form.
async function visitorReady(who, sku) {
	const v = new Visitor(who.url);
	await v.add(sku);
	const page = await v.get('/checkout');
	if (page.status !== 200)
		throw new Error(`checkout: ${page.status}`);
	const form = { ...hidden(page.text, /<form[^>]*action="[^"]*\/checkout"/),
		...address };
	return async () => {
		const began = performance.now();
		const res = await v.post('/checkout', form);
		if (res.status !== 303 || !/\/order\//.test(res.headers.location))
			throw new Error(`order: ${res.status} ${res.headers.location}`);
		return performance.now() - began;
	};
}

// "Order and pay" by four clients, each from a cart that was prepared before:
// an order is a transaction of its own with synchronous=FULL.
async function orders(who, skus, hello) {
	const buyers = [];
	for (let i = 0; i < ORDERS; i++)
		buyers.push(await visitorReady(who, skus[i % skus.length]));
	const took = [];
	const client = async () => {
		for (let buy; (buy = buyers.pop());)
			took.push(await buy());
	};
	const before = [cpu(who.app.pid), cpu(who.nginx.pid)];
	const began = performance.now();
	await Promise.all([0, 1, 2, 3].map(client));
	const rate = took.length / ((performance.now() - began) / 1000);
	const app = (cpu(who.app.pid) - before[0]) / took.length;
	took.sort((a, b) => a - b);
	const at = (share) => took[Math.floor((took.length - 1) * share)].toFixed(1);
	console.log(`orders by 4 clients: ${rate.toFixed(0)}/s, ` +
		`${app.toFixed(0)} us of the program each; median ${at(0.5)} ms, ` +
		`p99 ${at(0.99)} ms, longest wait ${at(1)} ms; of hello ` +
		budget(rate / hello, 0.02, 'least'));
}

// all: the pages too, else hello world and the orders alone.
async function pages(all) {
	const dir = await shopMake();
	const hello = helloStart(`${dir}/hello.sock`);
	fs.chmodSync(path.dirname(dir), 0o755);
	const who = await new Server(dir, { workers: PROCESSES, more:
		`location = /bench/hello { fastcgi_pass "unix:${dir}/hello.sock"; }\n\t` +
		'location = /bench/static { default_type "text/html"; ' +
		`alias "${dir}/static.html"; }\n\t` }).start();
	await wait(200);
	const { list: every, skus } = await targets(who, hello);
	const list = all ? every : every.slice(0, 2);
	for (const t of list)
		await measure(t, 1, who);
	for (let round = 0; round < ROUNDS; round++)
		for (const t of list)
			t.runs.push(await measure(t, SECONDS, who));
	await orders(who, skus, table(list));
	await who.stop();
}

if (PARTS.includes('pages') || PARTS.includes('orders'))
	await pages(PARTS.includes('pages'));
if (PARTS.includes('growth'))
	await growth(words, budget);
if (PARTS.includes('memory'))
	await memory(budget);
process.exit(0);
