// Time tells nobody whether an address has an account: of 200 tries by turns,
// the medians of known and unknown addresses differ by no more than those of
// two halves of the same kind.  Halves differ by chance, more so on a busy
// machine, so a form has some rounds; a true difference is in each of them.
import { test, after, run, check, equal } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { Visitor } from '../lib/http.mjs';
import { accountMake, PASSWORD } from '../lib/account.mjs';

const TRIES = 200, ROUNDS = 6;
const KNOWN = 'known@posti.example', UNKNOWN = 'nobody@posti.example';

const shop = await shopStart();
after(() => shop.stop());
const member = new Visitor(shop.url);
await accountMake(shop, member, 'member@posti.example');
await accountMake(shop, new Visitor(shop.url), KNOWN);

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const apart = (a, b) => Math.abs(median(a) - median(b));
const half = (list, odd) => list.filter((_, i) => i % 2 === odd);

async function tries(v, to, fields, status) {
	const times = { [KNOWN]: [], [UNKNOWN]: [] };
	const token = await v.token(to);
	for (let i = 0; i < TRIES; i++)
		// each kind comes first as often as second
		for (const email of (i >> 1) % 2 ? [KNOWN, UNKNOWN] : [UNKNOWN, KNOWN]) {
			const began = performance.now();
			const res = await v.post(to, { ...fields, token, email });
			times[email].push(performance.now() - began);
			equal(res.status, status, `${to} of ${email}`);
		}
	return times;
}

const forms = [
	['logging in', () => new Visitor(shop.url), '/account/login', { password: 'not the words' }, 422],
	['a link to log in', () => new Visitor(shop.url), '/account/link', {}, 200],
	['a new password', () => new Visitor(shop.url), '/account/forgot', {}, 200],
	['a new account', () => new Visitor(shop.url), '/account/register', { name: 'A', password: PASSWORD }, 200],
	['another address', () => member, '/account/security/email', {}, 200],
];

for (const [name, who, to, fields, status] of forms)
	test(`${name} takes the same time for any address`, async (t) => {
		for (let round = 1; round <= ROUNDS; round++) {
			const times = await tries(who(), to, fields, status);
			const [a, b] = [times[KNOWN], times[UNKNOWN]];
			const kinds = apart(a, b);
			const halves = Math.max(apart(half(a, 0), half(a, 1)), apart(half(b, 0), half(b, 1)));
			t.note(`round ${round}: known ${median(a).toFixed(2)} ms, unknown ` +
				`${median(b).toFixed(2)} ms: ${kinds.toFixed(2)} apart, halves ${halves.toFixed(2)}`);
			if (kinds <= halves)
				return;
		}
		check(false, `${to} tells known from unknown in each of ${ROUNDS} rounds`);
	}, { seconds: 400 });

await run();
