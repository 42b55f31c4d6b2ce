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

await run();
