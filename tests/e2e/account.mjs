// A customer's way in, as people go it: a new account, in by password or by a
// mailed link, another password, another address, logins ended; with and
// without scripts, in three languages.
import { test, after, run, check, equal, eventually, match } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { visit, browserStop, WAYS } from '../lib/browser.mjs';
import { Inspector, keepHtml } from '../lib/inspect.mjs';
import { accountMake, isTo, mailedLink, logIn, post, PASSWORD } from '../lib/account.mjs';
import { Visitor } from '../lib/http.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);
const inspector = new Inspector();
const guest = () => new Visitor(shop.url);
const prefix = (lang) => lang === 'en' ? '' : `/${lang}`;

async function fill(page, fields) {
	for (const [id, value] of Object.entries(fields))
		await page.locator(`main #${id}`).fill(value);
	await page.locator('main form .btn').first().click();
	await page.waitForLoadState();
}

async function at(page, path, what) {
	equal(new URL(page.url()).pathname, path, what);
}

// A browser that is logged in to a new account.
async function member(page, email, lang = 'en') {
	const p = prefix(lang);
	await page.goto(`${p}/account/register`);
	await fill(page, { name: 'Aino', email, password: PASSWORD });
	match(await page.locator('main').innerText(), new RegExp(email), 'where the mail went');
	const link = await mailedLink(shop, email, 'verify');
	check(link.startsWith(`${p}/account/verify/`), `the mail's language: ${link}`);
	await page.goto(link);
	await fill(page, { password: PASSWORD });
	await at(page, `${p}/account`, 'after the mail');
}

async function leave(page, p) {
	await page.goto(`${p}/account`);
	await page.locator(`form[action="${p}/account/logout"] button`).click();
	await page.waitForURL(/\/account\/login$/);
}

for (const [js, lang] of WAYS) {
	const p = prefix(lang), how = `${lang}, ${js ? 'with' : 'without'} scripts`;
	const email = `aino.${lang}.${js ? 'js' : 'plain'}@posti.example`;
	let page;

	test(`a new account begins with its mail, ${how}`, async () => {
		page = await visit(shop, { js });
		await member(page, email, lang);
	});

	test(`out and in by password, by a link, and where they were going, ${how}`, async () => {
		await leave(page, p);
		check(await page.locator('[role=status]').first().innerText(), 'the page says so');
		await page.goto(`${p}/account/security`);
		await at(page, `${p}/account/login`, 'a guest');
		await fill(page, { email, password: 'not my words' });
		await page.locator('#errors').waitFor();
		await fill(page, { email, password: PASSWORD });
		await at(page, `${p}/account/security`, 'the password');
		await leave(page, p);
		await page.goto(`${p}/account/link?next=%2Fcheckout`);
		await fill(page, { email });
		await page.goto(await mailedLink(shop, email, 'link'));
		equal((await page.context().cookies()).filter((c) => c.name === 'puoti-account').length, 0, 'logins by looking');
		await page.locator('main form .btn').click();
		await page.waitForLoadState();
		await page.goto(`${p}/account`);
		await at(page, `${p}/account`, 'the link');
	});

	test(`another password ends the other logins, ${how}`, async () => {
		const other = guest();
		equal((await logIn(other, email)).status, 303, 'the other login');
		await page.goto(`${p}/account/security`);
		await page.locator('a[href$="/security/password"]').click();
		await fill(page, { old: 'not my words', password: 'a third phrase' });
		await page.locator('#errors').waitFor();
		await fill(page, { old: PASSWORD, password: 'a third phrase' });
		await at(page, `${p}/account/security`, 'this login');
		equal((await other.get('/account')).status, 303, 'the other login');
		equal((await logIn(other, email)).status, 422, 'the old password');
		equal((await logIn(other, email, 'a third phrase')).status, 303, 'the new one');
	});

	test(`a login is ended from another browser, ${how}`, async () => {
		const other = guest();
		equal((await logIn(other, email, 'a third phrase')).status, 303, 'the other login');
		await page.goto(`${p}/account/security`);
		equal(await page.locator('.pill').count(), 1, 'this browser');
		check(await page.locator('button[name=session]').count() >= 1, 'no other login is listed');
		await page.locator('button[name=session]').first().click();
		await page.waitForLoadState();
		await page.locator(`form[action="${p}/account/security"] .btn`).click({ timeout: 3000 }).catch(() => {});
		await page.waitForLoadState();
		equal((await other.get('/account')).status, 303, 'the other login');
		await page.goto(`${p}/account`);
		await at(page, `${p}/account`, 'this login');
	});

	test(`another address: asked again, proved by mail, the old one is told, ${how}`, async () => {
		const fresh = `new.${email}`;
		await shop.sql('UPDATE session SET strong_ms = 1');
		await page.goto(`${p}/account/security/email`);
		await at(page, `${p}/account/confirm`, 'who they are');
		await fill(page, { password: 'a third phrase' });
		await at(page, `${p}/account/security/email`, 'on it goes');
		await fill(page, { email: fresh });
		equal((await logIn(guest(), email, 'a third phrase')).status, 303, 'until the click nothing changes');
		const link = await mailedLink(shop, fresh, 'email');
		const stranger = guest();
		equal((await stranger.get(link)).status, 403, 'a stranger who follows the link');
		await page.goto(link);
		await page.locator('main form .btn').click();
		await page.waitForLoadState();
		await at(page, `${p}/account/security`, 'changed');
		match(await page.locator('main').innerText(), new RegExp(fresh), 'the address');
		equal((await logIn(guest(), email, 'a third phrase')).status, 422, 'the old address');
		equal((await logIn(guest(), fresh, 'a third phrase')).status, 303, 'the new one');
		const told = shop.mails().filter((m) => isTo(m, email));
		check(told.length >= 4, `${told.length} mails to the old address`);
		await page.context().close();
	});
}

test('a form of a login that is over changes nothing and says so', async () => {
	const page = await visit(shop);
	await member(page, 'lapsed@posti.example');
	await page.goto('/account/security/password');
	await page.locator('#old').fill(PASSWORD);
	await page.locator('#password').fill('a third phrase');
	await shop.sql("DELETE FROM session WHERE kind = 'customer'");
	const [res] = await Promise.all([
		page.waitForResponse((r) => r.request().method() === 'POST'),
		page.locator('main form .btn').click(),
	]);
	equal(res.status(), 403, 'the answer');
	await page.getByRole('heading', { name: 'You are not logged in any more' }).waitFor();
	await page.getByRole('main').getByRole('link', { name: 'Log in' }).click();
	await fill(page, { email: 'lapsed@posti.example', password: PASSWORD });
	await at(page, '/account/security/password', 'on it goes');
	await page.context().close();
});

test('logging out ends the session, not the cookie alone', async () => {
	const v = guest();
	await accountMake(shop, v, 'out@posti.example');
	const old = new Map(v.cookies);
	const [[id]] = await shop.sql("SELECT id FROM customer WHERE email_norm = 'out@posti.example'");
	const rows = async () => (await shop.sql('SELECT count(*) FROM session WHERE ' +
		`kind = 'customer' AND subject = ${id}`))[0][0];
	equal(await rows(), 1, 'sessions');
	const res = await v.post('/account/logout', { token: await v.token('/account') });
	equal(res.status, 303, 'out');
	check(!v.cookies.has('puoti-account'), 'the cookie is there');
	equal(await rows(), 0, 'sessions');
	match((await v.get('/account/login')).text, /You are logged out/, 'the page');
	const thief = guest();
	thief.cookies = old;
	equal((await thief.get('/account')).status, 303, 'who kept the cookie');
});

test('the mail of an address that has an account tells its owner, the page tells nobody', async () => {
	await accountMake(shop, guest(), 'taken@posti.example');
	const page = await post(guest(), '/account/register',
		{ name: 'X', email: 'taken@posti.example', password: 'another phrase' });
	match(page.text, /We have written to/, 'the page');
	await eventually(() => shop.mails().some((m) => /taken@posti/.test(m.raw) &&
		/You have one already/.test(m.text)), { what: 'the mail' });
	equal((await logIn(guest(), 'taken@posti.example')).status, 303, 'the password that was there');
});

test('a password is shown while its button is pressed in, and hidden when it is sent', async () => {
	const page = await visit(shop);
	await page.goto('/account/login');
	const field = page.locator('main #password');
	const show = page.locator('main .field button[aria-pressed]');
	equal(await show.count(), 1, 'buttons');
	equal(await show.getAttribute('aria-pressed'), 'false', 'at first');
	await field.fill(PASSWORD);
	await show.click();
	equal([await show.getAttribute('aria-pressed'), await field.getAttribute('type')],
		['true', 'text'], 'pressed');
	await show.click();
	equal(await field.getAttribute('type'), 'password', 'pressed again');
	await show.click();
	const hidden = await page.evaluate(() => {
		const form = document.querySelector('main form:has(#password)');
		form.addEventListener('submit', (event) => event.preventDefault());
		form.requestSubmit();
		return form.elements.password.type;
	});
	equal(hidden, 'password', 'when it is sent');
	const plain = await visit(shop, { js: false });
	await plain.goto('/account/login');
	equal(await plain.locator('main .field button').count(), 0, 'without scripts');
	for (const one of [page, plain])
		await one.context().close();
});

test('passwords are taken whole, with spaces, letters of any kind, and pasted', async () => {
	const page = await visit(shop);
	const long = `  Yö on ürkä 💧 ${'x'.repeat(111)}  `;
	equal([...long].length, 128, 'characters');
	const email = 'long@posti.example';
	await page.goto('/account/register');
	await page.locator('main #name').fill('Aino');
	await page.locator('main #email').fill(email);
	await page.locator('main #password').evaluate((el, text) => {
		const data = new DataTransfer();
		data.setData('text/plain', text);
		const on = el.dispatchEvent(new ClipboardEvent('paste',
			{ clipboardData: data, bubbles: true, cancelable: true }));
		if (on)
			el.value = text;
	}, long);
	await page.locator('main form .btn').click();
	await page.goto(await mailedLink(shop, email, 'verify'));
	await fill(page, { password: long.slice(0, -1) });
	await page.locator('#errors').waitFor();
	await fill(page, { password: long });
	await at(page, '/account', 'the whole one');
	await page.context().close();
	equal((await logIn(guest(), email, long.trim())).status, 422, 'one without its spaces');
	for (const bad of ['seven77', 'password1', 'x'.repeat(129), email])
		equal((await post(guest(), '/account/register',
			{ name: 'A', email, password: bad })).status, 422, `"${bad.slice(0, 20)}"`);
});

const looks = new Map();
function pageOf(lang) {
	return async () => {
		if (!looks.has(lang)) {
			const page = await visit(shop);
			keepHtml(page);
			await member(page, `look.${lang}@posti.example`, lang);
			await page.locator('.consent button').last().click();
			looks.set(lang, page);
		}
		return looks.get(lang);
	};
}

for (const lang of ['en', 'fi', 'sv']) {
	const p = prefix(lang), email = `look.${lang}@posti.example`;
	inspector.tests({
		[`account-security-${lang}`]: async (page) => {
			await logIn(guest(), email);
			await page.goto(`${p}/account/security`);
		},
		[`account-password-${lang}`]: (page) => page.goto(`${p}/account/security/password`),
		[`account-password-wrong-${lang}`]: async (page) => {
			await page.goto(`${p}/account/security/password`);
			await fill(page, { old: 'wrong', password: PASSWORD.toUpperCase() });
		},
		[`account-email-${lang}`]: (page) => page.goto(`${p}/account/security/email`),
		[`account-confirm-${lang}`]: (page) => page.goto(`${p}/account/confirm?next=%2Faccount%2Fsecurity`),
		[`account-link-${lang}`]: (page) => page.goto(`${p}/account/link`),
		[`account-link-open-${lang}`]: async (page) => {
			await page.goto(`${p}/account/link`);
			await fill(page, { email });
			await page.goto(await mailedLink(shop, email, 'link'));
		},
		[`account-lapsed-${lang}`]: async (page) => {
			await page.goto(`${p}/account/security/password`);
			await page.locator('#old').fill(PASSWORD);
			await page.locator('#password').fill('a third phrase');
			await shop.sql("DELETE FROM session WHERE kind = 'customer'");
			await page.locator('main form .btn').click();
			await page.waitForLoadState();
		},
	}, pageOf(lang));
}
inspector.markupTest();

await run();
