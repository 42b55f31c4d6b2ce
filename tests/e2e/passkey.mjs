// Passkeys, one-time codes and recovery codes as people use them: Chromium's
// virtual authenticator holds the passkeys, an app's codes are made here.
// A passkey is bound to a name, so this shop is asked for as "localhost".
import crypto from 'node:crypto';
import { test, after, run, check, equal, match, eventually } from '../lib/tap.mjs';
import { visit, browserStop, clean } from '../lib/browser.mjs';
import { shopStart } from '../lib/shop.mjs';
import { accountMake, isTo, logIn, mailedLink, PASSWORD } from '../lib/account.mjs';
import { Inspector, keepHtml } from '../lib/inspect.mjs';
import { Visitor } from '../lib/http.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(() => browserStop());
const named = { url: `http://localhost:${shop.port}` };
const look = new Inspector();
const guest = () => new Visitor(shop.url);

// ---- people ----

let nth = 0;
async function customer() {
	const email = `key${++nth}@posti.example`;
	await accountMake(shop, guest(), email);
	return email;
}

async function browser(options) {
	const page = await visit(named, options);
	keepHtml(page);
	page.cdp = await page.context().newCDPSession(page);
	await page.cdp.send('WebAuthn.enable');
	return page;
}

// A phone with a fingerprint reader; proves: somebody's finger is on it.
async function phone(page, proves = true) {
	const { authenticatorId } = await page.cdp.send('WebAuthn.addVirtualAuthenticator', {
		options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true,
			hasUserVerification: true, isUserVerified: proves,
			automaticPresenceSimulation: true },
	});
	return authenticatorId;
}

const stored = async (page, authenticatorId) => (await page.cdp.send(
	'WebAuthn.getCredentials', { authenticatorId })).credentials;

async function enter(page, email, path = '/account/login') {
	await page.goto(path);
	await page.getByLabel('Email').fill(email);
	await page.getByLabel('Password').fill(PASSWORD);
	await page.getByRole('button', { name: 'Log in', exact: true }).click();
}

async function prove(page) {
	if (new URL(page.url()).pathname !== '/account/confirm')
		return;
	await page.getByLabel('Password').fill(PASSWORD);
	await page.getByRole('button', { name: 'Go on' }).click();
}

async function addPasskey(page, name) {
	await page.goto('/account/security');
	await page.getByLabel('Name for the new passkey').fill(name);
	await page.getByRole('button', { name: 'Add a passkey' }).click();
	await page.getByText('The passkey is added.').waitFor();
}

const logOut = (page) => page.context().clearCookies(
	{ name: /^puoti(-account|-step|-known)?$/ });
const at = (page) => new URL(page.url()).pathname;
const arrived = (page, path) => page.waitForURL((u) => u.pathname === path);

// The moment of the last proof is moved to two hours ago.
const proofIsOld = () => shop.sql('UPDATE session SET strong_ms = strong_ms - 7200000');

const toldOf = (email, word) => eventually(() => shop.mails().find((m) =>
	isTo(m, email) && word.test(m.text)),
{ what: `the mail ${word}` });

// ---- an app for codes (RFC 6238), and where its clock stands ----

function bytes32(text) {
	let bits = '';
	for (const c of text.replace(/\s/g, ''))
		bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0');
	return Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
}

function codeOf(secret, step) {
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(step));
	const mac = crypto.createHmac('sha1', bytes32(secret)).update(counter).digest();
	const from = mac[19] & 15;
	return String((mac.readUInt32BE(from) & 0x7fffffff) % 1000000).padStart(6, '0');
}

// Codes are good once: each next one is of a later step, and the counter in
// the table is set back instead of waiting for half a minute.
async function freshCode(secret) {
	await shop.sql("UPDATE credential SET counter = 0 WHERE kind = 'totp'");
	return codeOf(secret, Math.floor(Date.now() / 30000));
}

async function setUp(page) {
	await page.goto('/account/totp');
	await prove(page);
	await page.getByRole('button', { name: 'Begin' }).click();
	const secret = await page.locator('.pay .key').innerText();
	await page.getByLabel('Code').fill(codeOf(secret, Math.floor(Date.now() / 30000)));
	await page.getByRole('button', { name: 'Turn on' }).click();
	await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
	const codes = (await page.locator('.recovery li').allInnerTexts())
		.map((c) => c.trim());
	return { secret, codes };
}

async function giveCode(page, code) {
	await page.getByLabel('Code').fill(code);
	await page.getByRole('button', { name: 'Go on' }).click();
}

// ---- passkeys ----

test('a passkey is made, told of by mail, and logs in without an address', async () => {
	const email = await customer(), page = await browser();
	const key = await phone(page);
	await enter(page, email);
	await addPasskey(page, 'My phone');
	await toldOf(email, /passkey was added/);
	const [held] = await stored(page, key);
	check(held.isResidentCredential, 'it is not discoverable');
	equal(held.rpId, 'localhost', 'host');
	check(!Buffer.from(held.userHandle, 'base64').toString().includes('@'),
		'the device knows more than it needs');
	await logOut(page);
	await page.goto('/account/login?next=/account/security');
	await page.getByRole('button', { name: 'Use a passkey' }).click();
	await arrived(page, '/account/security');
	await page.getByRole('button', { name: 'Rename My phone' }).waitFor();
	clean(page);
});

test('without a finger on the reader the passkey opens nothing', async () => {
	const email = await customer(), page = await browser();
	const key = await phone(page);
	await enter(page, email);
	await addPasskey(page, 'Phone');
	await logOut(page);
	await page.cdp.send('WebAuthn.setUserVerified',
		{ authenticatorId: key, isUserVerified: false });
	await page.goto('/account/login');
	await page.getByRole('button', { name: 'Use a passkey' }).click();
	await page.getByText('That did not work.').waitFor();
	equal(at(page), '/account/login', 'page');
});

test('a passkey that the shop does not know is refused, and the page says no more', async () => {
	const email = await customer(), page = await browser();
	await phone(page);
	await enter(page, email);
	await addPasskey(page, 'Phone');
	await shop.sql("DELETE FROM credential WHERE kind = 'passkey'");
	await logOut(page);
	await page.goto('/account/login');
	await page.getByRole('button', { name: 'Use a passkey' }).click();
	await page.getByText('That passkey opens no account here.').waitFor();
	check(await page.getByLabel('Password').isVisible(), 'no other way');
	clean(page);
});

test('the same device is not added twice', async () => {
	const email = await customer(), page = await browser();
	await phone(page);
	await enter(page, email);
	await addPasskey(page, 'Phone');
	await page.getByRole('button', { name: 'Add a passkey' }).click();
	await page.getByText('This device has a passkey of your account already.').waitFor();
	equal(await shop.sql('SELECT count(*) FROM credential k JOIN customer c ON ' +
		`c.id = k.customer WHERE kind = 'passkey' AND email_norm = '${email}'`), [[1]]);
});

test('adding wants a proof of the last minutes, by password or by another passkey', async () => {
	const email = await customer(), page = await browser();
	await phone(page);
	await enter(page, email);
	await proofIsOld();
	await page.goto('/account/security');
	await page.getByRole('button', { name: 'Add a passkey' }).click();
	await arrived(page, '/account/confirm');
	await prove(page);
	await addPasskey(page, 'Phone');
	await proofIsOld();
	await page.goto('/account/totp');
	equal(at(page), '/account/confirm', 'page');
	await page.getByRole('button', { name: 'Use a passkey' }).click();
	await arrived(page, '/account/totp');
	clean(page);
});

test('passkeys are renamed, and removed after a question', async () => {
	const email = await customer(), page = await browser();
	await phone(page);
	await enter(page, email);
	await addPasskey(page, '<b>Phone</b>');
	await page.getByRole('button', { name: 'Rename <b>Phone</b>' }).click();
	await page.getByLabel('Name').fill('Blue phone');
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByRole('button', { name: 'Remove Blue phone' }).click();
	check(!await page.getByText('It is your last passkey').count(),
		'a warning although there is a password');
	await page.getByRole('link', { name: 'Keep it' }).click();
	await page.getByRole('button', { name: 'Remove Blue phone' }).click();
	await page.getByRole('button', { name: 'Remove the passkey' }).click();
	await page.getByText('The passkey is removed.').waitFor();
	await toldOf(email, /passkey was removed/);
	await logOut(page);
	await page.goto('/account/login');
	await page.getByRole('button', { name: 'Use a passkey' }).click();
	await page.getByText('That passkey opens no account here.').waitFor();
	clean(page);
});

test('whoever has no password is told before the last passkey goes', async () => {
	const email = await customer(), page = await browser();
	await phone(page);
	await enter(page, email);
	await addPasskey(page, 'Phone');
	await shop.sql("DELETE FROM credential WHERE kind = 'password' AND customer = " +
		`(SELECT id FROM customer WHERE email_norm = '${email}')`);
	await page.getByRole('button', { name: 'Refuse' }).click();
	await page.goto('/account/security');
	await page.getByRole('button', { name: 'Remove Phone' }).click();
	await page.getByText('It is your last passkey').waitFor();
	await look.look(page, 'passkey-remove-last');
});

test('a question is not asked twice: the same answer sent again opens nothing', async () => {
	const email = await customer(), page = await browser();
	await phone(page);
	await enter(page, email);
	await addPasskey(page, 'Phone');
	await logOut(page);
	let sent = '';
	page.on('request', (r) => {
		if (r.method() === 'POST' && new URL(r.url()).pathname === '/account/passkey')
			sent = r.postData();
	});
	await page.goto('/account/login');
	await page.getByRole('button', { name: 'Use a passkey' }).click();
	await arrived(page, '/account');
	const v = guest(), fields = Object.fromEntries(new URLSearchParams(sent));
	check(fields.sig && fields.step, 'nothing was sent');
	const res = await v.post('/account/passkey',
		{ ...fields, token: await v.token('/account/login') });
	equal(res.headers.location, '/account/login', 'where it leads');
	check(!v.cookies.has('puoti-account'), 'it opened an account');
});

test('the question of one host is none for another name of it', async () => {
	const page = await visit(shop); // by its number, where no passkey works
	await page.goto(`${shop.url}/account/login`);
	check(await page.getByRole('button', { name: 'Use a passkey' }).isHidden(),
		'a button that cannot work');
	await enter(page, await customer());
	await page.goto(`${shop.url}/account/security`);
	await page.getByText(`Passkeys work at ${named.url}`).waitFor();
	clean(page);
});

test('without JavaScript the pages say so and the other ways are there', async () => {
	const email = await customer(), page = await browser({ js: false });
	await page.goto('/account/login');
	await page.getByText('Passkeys need JavaScript').waitFor();
	check(await page.getByRole('button', { name: 'Use a passkey' }).isHidden(), 'button');
	check(await page.getByRole('link', { name: 'Send me a link' }).isVisible(), 'link');
	await enter(page, email);
	await page.goto('/account/security');
	await page.getByText('Passkeys need JavaScript').waitFor();
});

// ---- one-time codes ----

for (const js of [true, false])
	test(`codes are set up, asked for and turned off ${js ? 'with' : 'without'} JavaScript`, async () => {
		const email = await customer(), page = await browser({ js });
		await enter(page, email);
		const { secret, codes } = await setUp(page);
		equal(codes.length, 10, 'recovery codes');
		await toldOf(email, /one-time codes now/);
		await logOut(page);
		await enter(page, email, '/account/login?next=/account/security');
		await arrived(page, '/account/code');
		await page.goto('/account');
		equal(at(page), '/account/login', 'half a login');
		await page.goto('/account/code?next=/account/security');
		await giveCode(page, '000000');
		await page.getByRole('link', { name: 'The code is wrong' }).waitFor();
		match(await page.locator('#code-e').innerText(), /The code is wrong/, 'under the field');
		await giveCode(page, await freshCode(secret));
		await arrived(page, '/account/security');
		await page.getByRole('link', { name: 'Turn off One-time codes' }).click();
		await page.getByLabel('Code').fill(await freshCode(secret));
		await page.getByRole('button', { name: 'Turn off' }).click();
		await page.getByText('One-time codes are turned off.').waitFor();
		await toldOf(email, /no one-time codes any more/);
		await logOut(page);
		await enter(page, email);
		await arrived(page, '/account');
		clean(page);
	});

test('a code is good once', async () => {
	const email = await customer(), page = await browser();
	await enter(page, email);
	const { secret } = await setUp(page), used = await freshCode(secret);
	for (const opens of [true, false]) {
		await logOut(page);
		await enter(page, email);
		await arrived(page, '/account/code');
		await giveCode(page, used);
		if (opens)
			await arrived(page, '/account');
		else
			await page.getByRole('link', { name: 'The code is wrong' }).waitFor();
	}
});

test('a recovery code opens once, new ones end the old, a file holds them', async () => {
	const email = await customer(), page = await browser();
	await enter(page, email);
	const { codes } = await setUp(page);
	const [file] = await Promise.all([page.waitForEvent('download'),
		page.getByRole('button', { name: 'Save as a file' }).click()]);
	equal(file.suggestedFilename(), 'recovery-codes.txt', 'name');
	const text = await (await file.createReadStream()).toArray();
	for (const code of codes)
		check(Buffer.concat(text).toString().includes(code), `${code} is not in the file`);
	for (const [i, opens] of [[0, true], [0, false], [1, true]]) {
		await logOut(page);
		await enter(page, email);
		await arrived(page, '/account/code');
		await giveCode(page, codes[i]);
		if (opens)
			await arrived(page, '/account');
		else
			await page.getByRole('link', { name: 'The code is wrong' }).waitFor();
	}
	await page.goto('/account/totp');
	await page.getByText('8 recovery codes left').waitFor();
	await page.getByLabel('Code').fill(codes[2]);
	await page.getByRole('button', { name: 'New recovery codes' }).click();
	await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
	await toldOf(email, /new recovery codes/);
	await logOut(page);
	await enter(page, email);
	await giveCode(page, codes[3]);
	await page.getByRole('link', { name: 'The code is wrong' }).waitFor();
});

test('five wrong codes end the login, not the account', async () => {
	const email = await customer(), page = await browser();
	await enter(page, email);
	const { secret } = await setUp(page);
	await logOut(page);
	await enter(page, email);
	for (let i = 0; i < 5; i++) {
		await arrived(page, '/account/code');
		await giveCode(page, '000000');
	}
	await arrived(page, '/account/login');
	await page.getByText('This login is over').waitFor();
	await enter(page, email);
	await giveCode(page, await freshCode(secret));
	await arrived(page, '/account');
});

test('a mailed link asks for the code too, and so does a new password', async () => {
	const email = await customer(), page = await browser();
	await enter(page, email);
	const { secret } = await setUp(page);
	await logOut(page);
	for (const [form, kind] of [['/account/link', 'link'], ['/account/forgot', 'reset']]) {
		await page.goto(form);
		await page.getByLabel('Email').fill(email);
		await page.getByRole('button', { name: 'Send' }).click();
		await page.goto(await mailedLink(shop, email, kind));
		if (kind === 'reset')
			await page.getByLabel('Password').fill(PASSWORD);
		await page.locator('main form .btn').first().click();
		if (kind === 'reset')
			await enter(page, email);
		await arrived(page, '/account/code');
		await page.goto('/account');
		equal(at(page), '/account/login', `after ${kind}`);
	}
	await page.goto('/account/code');
	await giveCode(page, await freshCode(secret));
	await arrived(page, '/account');
});

test('a passkey is both factors: no code is asked for', async () => {
	const email = await customer(), page = await browser();
	await phone(page);
	await enter(page, email);
	await addPasskey(page, 'Phone');
	await setUp(page);
	await logOut(page);
	await page.goto('/account/login');
	await page.getByRole('button', { name: 'Use a passkey' }).click();
	await arrived(page, '/account');
	clean(page);
});

test('an open browser alone turns nothing on or off', async () => {
	const email = await customer(), v = guest();
	await logIn(v, email);
	await proofIsOld();
	for (const path of ['/account/totp', '/account/totp/on', '/account/totp/change',
		'/account/passkey/add']) {
		const res = await v.post(path, { token: await v.token('/account'), code: '000000', do: 'off' });
		match(res.headers.location ?? '', /^\/account\/confirm\?next=/, path);
	}
	equal((await v.get('/account/totp')).status, 303, 'the page with the key');
	equal(await shop.sql('SELECT count(*) FROM credential k JOIN customer c ON ' +
		`c.id = k.customer WHERE kind <> 'password' AND email_norm = '${email}'`), [[0]]);
});

test('no log and no mail tells a secret, a code or a key', async () => {
	const email = await customer(), page = await browser();
	await enter(page, email);
	const { secret, codes } = await setUp(page);
	const log = shop.serveLog() + shop.mails().map((m) => m.text).join('\n');
	for (const word of [secret, secret.replace(/\s/g, ''), ...codes,
		...codes.map((c) => c.replace(/\s/g, ''))])
		check(!log.includes(word), `a log or a mail has ${word}`);
	const page2 = await new Visitor(shop.url).get('/account/code');
	match(page2.headers['cache-control'] ?? '', /no-store/);
});

test('the owner helps who has lost the app', async () => {
	const email = await customer(), page = await browser(), owner = await visit(shop);
	await enter(page, email);
	await setUp(page);
	await logOut(page);
	keepHtml(owner);
	await owner.goto('/admin/login');
	await owner.getByLabel('Email').fill(shop.owner.email);
	await owner.getByLabel('Password').fill(shop.owner.password);
	await owner.getByRole('button', { name: 'Log in' }).click();
	const [[id]] = await shop.sql(`SELECT id FROM customer WHERE email_norm = '${email}'`);
	await owner.goto(`/admin/accounts/${id}`);
	await owner.getByText('Lost the app for one-time codes?').click();
	await look.look(owner, 'keys-admin');
	await owner.getByRole('button', { name: 'Turn off one-time codes' }).click();
	await owner.getByText('One-time codes are turned off.').waitFor();
	await toldOf(email, /no one-time codes any more/);
	await enter(page, email);
	await arrived(page, '/account');
});

// ---- how the pages look ----

for (const lang of ['', '/fi', '/sv'])
	test(`the pages of passkeys and codes are accessible and fit${lang && ` in ${lang}`}`, async () => {
		const email = await customer(), page = await browser();
		const tag = lang.slice(1) || 'en', go = (path) => page.goto(lang + path);
		await phone(page);
		await page.goto('/account/login');
		await page.getByRole('button', { name: 'Refuse' }).click();
		await enter(page, email);
		await addPasskey(page, 'My phone');
		await go('/account/security');
		await look.look(page, `keys-security-${tag}`);
		await page.locator('button[value=name]').click();
		await look.look(page, `keys-rename-${tag}`);
		await go('/account/totp');
		await look.look(page, `keys-totp-off-${tag}`);
		await page.locator('main form[method=post] button.btn').click();
		await look.look(page, `keys-totp-scan-${tag}`);
		const secret = await page.locator('.pay .key').innerText();
		await page.locator('#code').fill('000000');
		await page.locator('form:has(#code) button').first().click();
		await look.look(page, `keys-totp-wrong-${tag}`);
		await page.locator('#code').fill(codeOf(secret, Math.floor(Date.now() / 30000)));
		await page.locator('form:has(#code) button').first().click();
		await look.look(page, `keys-recovery-${tag}`);
		await go('/account/totp');
		await look.look(page, `keys-totp-on-${tag}`);
		await go('/account/security');
		await look.look(page, `keys-security-on-${tag}`);
		await logOut(page);
		await go('/account/login');
		await look.look(page, `keys-login-${tag}`);
		await enter(page, email);
		await go('/account/code');
		await look.look(page, `keys-code-${tag}`);
		await page.locator('#code').fill('000000');
		await page.locator('form:has(#code) button').click();
		await look.look(page, `keys-code-wrong-${tag}`);
	}, { seconds: 180 });
look.markupTest();

await run();
