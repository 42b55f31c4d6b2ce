// The demo as it runs, under load: reloaded, with a worker killed, stopped.
import { test, after, run, check, equal, eventually } from '../lib/tap.mjs';
import { shopStart, alive } from '../lib/shop.mjs';
import { request, Visitor } from '../lib/http.mjs';

const HUPS = process.env.PUOTI_LONG ? 100 : 10;

let shop = await shopStart();
after(() => shop.stop());
const wait = (ms) => new Promise((go) => setTimeout(go, ms));

// n clients that ask one after the other until stop(); counts of what came.
function load(n, paths) {
	const seen = new Map();
	let on = true;
	const count = (what) => seen.set(what, (seen.get(what) ?? 0) + 1);
	const client = async (k) => {
		for (let i = k; on; i++) {
			const began = Date.now();
			try {
				const { status, text } = await request(
					shop.url + paths[i % paths.length],
					{ keep: i % 3 !== 0 });
				const whole = /<\/html>\s*$/.test(text);
				count(status === 200 && !whole ? 'cut' : status);
			} catch (e) {
				count(`${e.code ?? e.message}`);
				await wait(5);
			}
			if (Date.now() - began > 3000)
				count('slow');
		}
	};
	const all = Promise.all(Array.from({ length: n }, (_, k) => client(k)));
	return { seen, count, stop: () => { on = false; return all; } };
}

test(`${HUPS} reloads under load fail no request`, async (t) => {
	const clients = load(16, ['/', '/search?q=mug', '/cart', '/track']);
	await wait(500);
	for (let i = 0; i < HUPS; i++) {
		const before = shop.processes().workers;
		process.kill(shop.processes().serve, 'SIGHUP');
		await eventually(() => shop.processes().workers
			.every((p) => !before.includes(p)),
		{ what: 'a new generation', seconds: 20 });
	}
	await wait(300);
	await clients.stop();
	t.note(JSON.stringify([...clients.seen]));
	equal([...clients.seen.keys()], [200], 'answers');
	check(clients.seen.get(200) > 200, 'hardly any load');
}, { seconds: 200 });

test('a worker killed with -9 is replaced; at most its own request is lost', async (t) => {
	const clients = load(8, ['/', '/search?q=mug']);
	await wait(300);
	const kills = 3;
	for (let i = 0; i < kills; i++) {
		const [victim] = shop.processes().workers;
		process.kill(victim, 'SIGKILL');
		await eventually(() => !alive(victim));
		await wait(300);
		equal((await request(shop.url)).status, 200, 'the shop right after');
	}
	await clients.stop();
	t.note(JSON.stringify([...clients.seen]));
	const lost = [...clients.seen].filter(([k]) => k !== 200)
		.reduce((n, [, v]) => n + v, 0);
	check(lost <= kills, `${lost} requests failed`);
	await eventually(() => shop.processes().workers.length >= 4,
		{ what: 'the fourth worker', seconds: 15 });
});

test('the parent killed with -9 is started again within seconds', async () => {
	const { serve } = shop.processes();
	process.kill(serve, 'SIGKILL');
	const began = Date.now();
	await eventually(async () => {
		try {
			const now = shop.processes().serve;
			return now && now !== serve && (await request(shop.url,
				{ keep: false })).status === 200;
		} catch {
			return false;
		}
	}, { what: 'an answer', seconds: 10 });
	check(Date.now() - began < 5000, `${Date.now() - began} ms`);
});

test('puoti worker killed with -9 loses no mail', async () => {
	const { worker } = shop.processes();
	const [[sku]] = await shop.sql('SELECT v.sku FROM variant v JOIN stock s ON ' +
		's.variant = v.id WHERE s.on_hand - s.held > 4 ORDER BY v.id LIMIT 1');
	const before = shop.mails().length;
	const v = new Visitor(shop.url);
	await v.add(sku);
	const placed = v.order({ email: 'late@posti.example' });
	process.kill(worker, 'SIGKILL');
	equal((await placed).status, 303, 'the order');
	await eventually(() => shop.mails().slice(before)
		.some((m) => m.raw.includes('late@posti.example')),
	{ what: 'the mail', seconds: 30 });
	await wait(1000);
	equal(shop.mails().filter((m) =>
		/^To:[^:]*late@posti\.example/mi.test(m.text)).length, 1, 'mails to the buyer');
});

test('TERM under load answers what was accepted and leaves nothing behind', async (t) => {
	const { serve, nginx, worker, workers, nginxWorkers } = shop.processes();
	const clients = load(16, ['/', '/search?q=mug']);
	await wait(700);
	const code = await shop.stop();
	await wait(200);
	await clients.stop();
	t.note(JSON.stringify([...clients.seen]));
	equal(code, 0, 'the exit of scripts/demo');
	for (const bad of ['cut', 'slow', 500, 502, 503, 504])
		check(!clients.seen.has(bad), `${clients.seen.get(bad)} times ${bad}`);
	for (const pid of [serve, nginx, worker, ...workers, ...nginxWorkers])
		check(!alive(pid), `process ${pid} is still there`);
});

test('what was stopped starts again in under 5 s with its data', async (t) => {
	const count = () => shop.sql('SELECT count(*), max(number) FROM orders');
	const before = await count();
	const began = Date.now();
	shop = await shopStart({ dir: shop.dir });
	t.note(`${Date.now() - began} ms`);
	check(Date.now() - began < 5000, `${Date.now() - began} ms`);
	equal(await count(), before, 'orders');
	equal((await request(shop.url)).status, 200, 'the shop');
});

await run();
