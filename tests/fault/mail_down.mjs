// The mail server is away while people order: every order stands, and every
// mail leaves later, once.  Killed between the server's yes and our commit a
// mail may leave again, as the same message.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test, after, run, check, equal, eventually } from '../lib/tap.mjs';
import { shopStart, portTake, root } from '../lib/shop.mjs';
import { Visitor, address, hidden } from '../lib/http.mjs';

const BUYERS = 20;
const port = await portTake();
const shop = await shopStart({ env: { PUOTI_MAIL_URL: `smtp://127.0.0.1:${port}` } });
after(() => shop.stop());
const inbox = path.join(shop.dir, 'inbox');
fs.mkdirSync(inbox);

// Debian's own python3 has aiosmtpd.
const server = { child: null };
async function serverStart() {
	server.child = spawn('/usr/bin/python3',
		[path.join(root, 'tests/e2e/smtp.py'), String(port), inbox],
		{ stdio: ['ignore', 'pipe', 'inherit'] });
	await new Promise((go, fail) => {
		server.child.stdout.once('data', go);
		server.child.once('exit', () => fail(new Error('no mail server')));
	});
}
after(() => server.child?.kill('SIGTERM'));

const [[sku]] = await shop.sql('SELECT v.sku FROM variant v JOIN stock s ON ' +
	's.variant = v.id WHERE s.on_hand - s.held > 30 AND v.tracked = 1 AND ' +
	'v.archived_ms IS NULL ORDER BY v.id LIMIT 1');
const waiting = () => shop.sql('SELECT dedupe_key FROM outbox WHERE kind = \'mail\'' +
	" AND state <> 'done' ORDER BY id");
const received = () => fs.readdirSync(inbox).filter((f) => f.endsWith('.eml'))
	.map((f) => fs.readFileSync(path.join(inbox, f), 'latin1'));
const idOf = (mail) => /^message-id:\s*(\S+)/im.exec(mail)[1];

async function buy(i) {
	const v = new Visitor(shop.url);
	await v.add(sku);
	const page = await v.get('/checkout');
	const answer = await v.post('/checkout', {
		...hidden(page.text, /<form[^>]*action="[^"]*\/checkout"/),
		...address, email: `down-${i}@posti.example` });
	equal(answer.status, 303, 'the order');
	check(/\/order\//.test(answer.headers.location), answer.headers.location);
}

test('every order stands while no mail can leave', async (t) => {
	for (let i = 0; i < BUYERS; i++)
		await buy(i);
	const [[orders]] = await shop.sql(
		"SELECT count(*) FROM orders WHERE email LIKE 'down-%'");
	equal(orders, BUYERS, 'orders');
	const owner = new Visitor(shop.url);
	await owner.login(shop.owner);
	const [[number]] = await shop.sql(
		"SELECT min(number) FROM orders WHERE email LIKE 'down-%'");
	const where = `/admin/orders/${number}`;
	equal((await owner.post(`${where}/paid`,
		{ token: await owner.token(where) })).status, 303, 'paid');
	await eventually(async () => {
		const [[n]] = await shop.sql('SELECT count(*) FROM outbox WHERE ' +
			"kind = 'mail' AND state = 'ready' AND attempts > 0");
		return n >= BUYERS * 2 + 1;
	}, { what: 'tries', seconds: 60 });
	t.note(`${(await waiting()).length} mails wait`);
	equal(received().length, 0, 'mails');
}, { seconds: 200 });

test('when it is back every mail leaves, each once', async () => {
	const keys = (await waiting()).map(([k]) => k);
	check(keys.length >= BUYERS * 2 + 1, `${keys.length} mails wait`);
	await serverStart();
	await shop.sql("UPDATE outbox SET run_after_ms = 0 WHERE kind = 'mail'" +
		" AND state = 'ready'");
	await eventually(async () => !(await waiting()).length,
		{ what: 'all mails', seconds: 90 });
	const ids = received().map(idOf);
	equal(ids.length, keys.length, 'mails');
	equal(new Set(ids).size, ids.length, 'different ones');
	for (let i = 0; i < BUYERS; i++)
		equal(received().filter((m) =>
			m.includes(`To: down-${i}@posti.example`) ||
			m.includes(`<down-${i}@posti.example>`)).length,
		i === 0 ? 2 : 1, `mails to buyer ${i}`);
}, { seconds: 200 });

test('killed after the server took it, it leaves again as the same message', async () => {
	const before = received().length;
	fs.writeFileSync(path.join(inbox, 'victim'), String(shop.processes().worker));
	await buy('again');
	await eventually(() => received().length > before,
		{ what: 'the mail', seconds: 30 });
	check(!fs.existsSync(path.join(inbox, 'victim')), 'the worker was not killed');
	await eventually(async () => {
		await shop.sql("UPDATE outbox SET lease_until_ms = 1 WHERE state = 'leased'");
		return !(await waiting()).length;
	}, { what: 'the rest', seconds: 60 });
	const mails = received().slice(before);
	const ids = received().map(idOf);
	equal(ids.length, new Set(ids).size + 1, 'one message came twice');
	check(mails.length >= 2, `${mails.length} mails`);
}, { seconds: 120 });

await run();
