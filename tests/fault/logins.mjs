// 50 clients guess the password of one account, some thousand times: what is
// refused costs no hash, the shop answers meanwhile, and the owner of the
// account gets in, from a known browser at once, from another one later.
//
//   PUOTI_LONG   10,000 tries instead of 1,000
import fs from 'node:fs';
import path from 'node:path';
import { test, after, run, check, equal } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { Visitor } from '../lib/http.mjs';
import { accountMake, PASSWORD } from '../lib/account.mjs';

const TRIES = process.env.PUOTI_LONG ? 10000 : 1000, CLIENTS = 50;
const WORKERS = 16; // at most: each may be hashing when the bound is met
const EMAIL = 'target@posti.example', OTHER = 'other@posti.example';

const shop = await shopStart({ env: { PUOTI_LIMITS: '1' } });
after(() => shop.stop());

const home = new Visitor(shop.url, { from: '127.0.0.200' });
await accountMake(shop, home, EMAIL);
await accountMake(shop, new Visitor(shop.url, { from: '127.0.0.201' }), OTHER);
await home.post('/account/logout', { token: await home.token('/account') });

// What is counted is counted by the quarter of an hour: not across its end.
const left = 900000 - Date.now() % 900000;
if (left < 120000)
	await new Promise((go) => setTimeout(go, left + 1000));

const log = path.join(shop.data, 'run/serve.log');
const said = (what) => (fs.readFileSync(log, 'utf8').match(
	new RegExp(`event=account_login_refused reason=${what}`, 'g')) ?? []).length;

async function enter(v, email, password) {
	for (;;) {
		const res = await v.post('/account/login',
			{ token: await v.token('/account/login'), email, password });
		// of nginx, which counts requests: come again
		if (res.status !== 429 || /attempts/.test(res.text))
			return res.status;
		await new Promise((go) => setTimeout(go, 6500));
	}
}

test('thousands of guesses are limited before the hash, and the shop answers meanwhile', async (t) => {
	const answers = new Map(), pages = [];
	let busy = true;
	async function guess(n) {
		const v = new Visitor(shop.url, { from: `127.0.0.${10 + n}` });
		const token = await v.token('/account/login');
		for (let i = 0; i < TRIES / CLIENTS; i++) {
			const { status } = await v.post('/account/login',
				{ token, email: EMAIL, password: `guess ${n} ${i}` });
			answers.set(status, (answers.get(status) ?? 0) + 1);
		}
	}
	async function look() {
		const v = new Visitor(shop.url, { from: '127.0.0.202' });
		while (busy) {
			const began = performance.now();
			equal((await v.get('/')).status, 200, 'the front page');
			pages.push(performance.now() - began);
			await new Promise((go) => setTimeout(go, 50));
		}
	}
	const looking = look();
	await Promise.all(Array.from({ length: CLIENTS }, (_, n) => guess(n)));
	busy = false;
	await looking;
	const hashed = said('password'), refused = said('limit');
	const slowest = Math.max(...pages);
	t.note(`${[...answers].map(([k, n]) => `${n} times ${k}`)}; ${hashed} hashes, ${refused} ` +
		`refused by the program, the rest by nginx; ${pages.length} pages, the slowest in ${Math.round(slowest)} ms`);
	equal([...answers.keys()].filter((s) => s !== 422 && s !== 429), [], 'other answers');
	equal([...answers.values()].reduce((a, b) => a + b), TRIES, 'answers');
	check(hashed >= 10 && hashed <= 50 + WORKERS, `${hashed} hashes`);
	check(refused > 0, 'the program refused none: nginx alone did');
	check(pages.length > 5 && slowest < 5000, `${pages.length} pages, ${slowest} ms`);
}, { seconds: 600 });

test('the owner gets in by the browser that was inside before, while others are refused', async () => {
	equal(await enter(new Visitor(shop.url, { from: '127.0.0.203' }), EMAIL, PASSWORD), 429, 'an unknown browser');
	equal(await enter(home, EMAIL, PASSWORD), 303, 'their own');
});

test('another account, from another network, is not touched', async () => {
	equal(await enter(new Visitor(shop.url, { from: '127.0.0.204' }), OTHER, PASSWORD), 303, 'the other account');
});

test('nobody is locked out for good: a quarter of an hour later any browser gets in', async () => {
	// what the clock does
	await shop.sql('UPDATE attempt SET window_ms = window_ms - 900000');
	equal(await enter(new Visitor(shop.url, { from: '127.0.0.205' }), EMAIL, PASSWORD), 303, 'an unknown browser');
	equal(await enter(new Visitor(shop.url, { from: '127.0.0.10' }), EMAIL, PASSWORD), 303, 'one that guessed');
}, { seconds: 200 });

await run();
