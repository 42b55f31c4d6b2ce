// Called by tests/bench/run.
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildDir, root, portTake, tempDir } from '../lib/shop.mjs';
import { Visitor, request } from '../lib/http.mjs';

const exec = promisify(execFile);
const SECONDS = Number(process.argv[2] ?? 4);
const ROUNDS = Number(process.argv[3] ?? 3);
const PROCESSES = 4;
const PRODUCTS = 30;

const dir = tempDir();
const data = path.join(dir, 'data');
const port = await portTake();
const url = `http://127.0.0.1:${port}`;
const puoti = path.join(buildDir, 'puoti');
const env = { ...process.env, PUOTI_LIMITS: '0', PUOTI_DEMO: '1',
	PUOTI_BASE_URL: url, PUOTI_WORKERS: String(PROCESSES) };
const wait = (ms) => new Promise((go) => setTimeout(go, ms));

async function sql(...statements) {
	const { stdout } = await exec('python3', ['-c',
		'import json,sqlite3,sys\nc=sqlite3.connect(sys.argv[1])\n' +
		'r=[c.execute(s).fetchall() for s in sys.argv[2:]]\nc.commit()\n' +
		'print(json.dumps(r[-1]))', path.join(data, 'puoti.db'), ...statements]);
	return JSON.parse(stdout);
}

// A category of thirty products with six variants each, and the demo's
// pictures on them.
async function shopMake() {
	await exec('cp', ['-a', process.env.PUOTI_TEST_DATA, data]);
	await exec(puoti, ['--data', data, 'migrate'], { env });
	const { stdout } = await exec('node',
		[path.join(root, 'tests/bench/catalogue.mjs'), String(PRODUCTS)]);
	const csv = path.join(dir, 'bench.csv');
	fs.writeFileSync(csv, stdout);
	await exec(puoti, ['--data', data, 'import', '--format', 'shopify', csv], { env });
	await sql(`INSERT INTO product_media (product, media, position)
		SELECT p.target, m.id, k.n FROM
		(SELECT target, row_number() OVER (ORDER BY target) AS i FROM slug
			WHERE kind = 'product' AND slug LIKE 'bench-%' AND locale = 'en') p
		JOIN (VALUES (0), (1)) AS v JOIN (SELECT 0 AS n UNION SELECT 1) k
			ON k.n = v.column1
		JOIN (SELECT id, row_number() OVER (ORDER BY id) AS i FROM media
			WHERE state = 'ready') m
		ON m.i = 1 + (p.i * 2 + k.n) %
			(SELECT count(*) FROM media WHERE state = 'ready')`,
	'UPDATE catalogue_version SET version = version + 1');
}

// The shop's own configuration with two more locations.
async function nginxConf(file) {
	const { stdout } = await exec(puoti,
		['--data', data, 'nginx', '--demo', '--port', String(port)], { env });
	const more = 'location = /bench/hello { fastcgi_pass "unix:' +
		`${dir}/hello.sock"; }\n\tlocation = /bench/static { default_type ` +
		`"text/html"; alias "${dir}/static.html"; }\n\tlocation / {`;
	fs.mkdirSync(path.join(data, 'run/nginx'), { recursive: true });
	fs.writeFileSync(file, stdout.replace(/location \/ \{/, more));
}

const children = [];

function start(command, args) {
	const child = spawn(command, args, { env, stdio: ['ignore', 'ignore',
		fs.openSync(path.join(dir, `${path.basename(command)}.log`), 'a')] });
	children.push(child);
	return child;
}

process.on('exit', () => children.forEach((c) => c.kill('SIGTERM')));

async function startAll() {
	const conf = path.join(data, 'run/nginx.conf');
	await nginxConf(conf);
	const app = start(puoti, ['--data', data, 'serve']);
	const hello = start(path.join(root, 'build/bench-hello'),
		[`${dir}/hello.sock`, String(PROCESSES)]);
	await wait(300);
	const nginx = start('nginx', ['-e', `${dir}/nginx-error.log`,
		'-p', path.join(data, 'run'), '-c', conf]);
	for (let i = 0; i < 100; i++) {
		try {
			if ((await request(`${url}/`)).status === 200)
				return { app, hello, nginx };
		} catch { /* not yet */ }
		await wait(100);
	}
	throw new Error(`no answer: ${fs.readFileSync(`${dir}/puoti.log`)}`);
}

function kids(pid) {
	return fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
		.split(' ').filter(Boolean);
}

// Nanoseconds on the CPU of all children of a process.
function cpu(pid) {
	return kids(pid).reduce((sum, kid) => sum + Number(fs.readFileSync(
		`/proc/${kid}/schedstat`, 'utf8').split(' ')[0]), 0);
}

async function measure(target, seconds, who) {
	const headers = Object.entries(target.headers ?? {})
		.flatMap(([k, v]) => ['-H', `${k}: ${v}`]);
	const before = [cpu(target.by ?? who.app.pid), cpu(who.nginx.pid)];
	const { stdout } = await exec('wrk', ['-t1', '-c64', `-d${seconds}s`,
		'--latency', ...headers, url + target.path]);
	const after = [cpu(target.by ?? who.app.pid), cpu(who.nginx.pid)];
	const n = Number(/(\d+) requests in/.exec(stdout)[1]);
	return {
		rps: Number(/Requests\/sec:\s*([\d.]+)/.exec(stdout)[1]),
		app: target.none ? 0 : (after[0] - before[0]) / n / 1000,
		nginx: (after[1] - before[1]) / n / 1000,
		p99: /^ +99%\s+(\S+)/m.exec(stdout)[1],
		bad: /Non-2xx.*|Socket errors.*/.exec(stdout)?.[0] ?? '',
	};
}

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

async function targets(who) {
	const visitor = new Visitor(url);
	for (const sku of ['BENCH-1-SEA-SMALL', 'BENCH-2-SNOW-LARGE'])
		await visitor.add(sku);
	const Cookie = [...visitor.cookies].map((c) => c.join('=')).join('; ');
	const [[category]] = await sql('SELECT slug FROM slug s JOIN category_text t ON ' +
		"t.category = s.target AND t.name = 'Bench' WHERE s.kind = 'category' LIMIT 1");
	const headers = { Cookie };
	const page = await visitor.get(`/c/${category}`);
	const cards = page.text.split('class="card').length - 1;
	if (cards < 24)
		throw new Error(`${cards} products in the category`);
	fs.writeFileSync(path.join(dir, 'static.html'), page.bytes);
	fs.chmodSync(dir, 0o755);
	const list = [
		{ name: 'static file', path: '/bench/static', none: true },
		{ name: 'hello world', path: '/bench/hello', by: who.hello.pid },
		{ name: 'home', path: '/', headers },
		{ name: `category, ${cards} products`, path: `/c/${category}`, headers },
		{ name: 'product', path: '/p/bench-5', headers },
		{ name: 'cart, 2 lines', path: '/cart', headers },
		{ name: 'search, many results', path: '/search?q=mug', headers },
		{ name: 'category, no cookie', path: `/c/${category}` },
		{ name: 'category, gzip', path: `/c/${category}`,
			headers: { ...headers, 'Accept-Encoding': 'gzip' } },
	];
	for (const t of list) {
		const res = await request(url + t.path, { headers: t.headers });
		if (res.status !== 200)
			throw new Error(`${res.status} for ${t.path}`);
		t.bytes = res.bytes.length;
		t.runs = [];
	}
	return list;
}

function table(list) {
	const hello = median(list[1].runs.map((r) => r.rps));
	const row = (...cells) => console.log(cells.map((c, i) =>
		(i ? String(c).padStart(10) : String(c).padEnd(24))).join(''));
	row('', 'bytes', 'req/s', 'of hello', 'app us', 'nginx us', 'p99');
	for (const t of list) {
		const mid = (k) => median(t.runs.map((r) => r[k]));
		row(t.name, t.bytes, mid('rps').toFixed(0), (mid('rps') / hello).toFixed(2),
			mid('app').toFixed(1), mid('nginx').toFixed(1),
			t.runs[t.runs.length >> 1].p99);
		for (const { bad } of t.runs)
			if (bad)
				console.log(`  ${bad}`);
	}
	return hello;
}

// Whole orders through HTTP: into the cart, the checkout, the order.
async function orders(hello) {
	let n = 0;
	let spent = 0; // ms in the answer to "Order and pay"
	const end = Date.now() + SECONDS * 2000;
	const client = async (k) => {
		while (Date.now() < end) {
			const v = new Visitor(url);
			await v.add(`BENCH-${1 + (n + k) % PRODUCTS}-CLAY-SMALL`);
			const page = await v.get('/checkout');
			if (page.status !== 200)
				throw new Error(`checkout: ${page.status}`);
			const began = performance.now();
			const res = await v.order();
			if (res.status !== 303)
				throw new Error(`order: ${res.status}`);
			spent += performance.now() - began;
			n++;
		}
	};
	const began = Date.now();
	await Promise.all([0, 1, 2, 3].map(client));
	const rate = n / ((Date.now() - began) / 1000);
	console.log(`orders by 4 clients: ${rate.toFixed(0)}/s, ` +
		`${(rate / hello).toFixed(3)} of hello world, ` +
		`${(spent / n).toFixed(1)} ms for checkout and order`);
}

await shopMake();
const who = await startAll();
const list = await targets(who);
for (const t of list)
	await measure(t, 1, who);
for (let round = 0; round < ROUNDS; round++)
	for (const t of list)
		t.runs.push(await measure(t, SECONDS, who));
const hello = table(list);
await orders(hello);
process.exit(0);
