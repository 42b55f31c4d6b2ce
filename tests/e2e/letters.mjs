// Letters from end to end by the mails that are really sent: asked for in the
// footer, in the checkout and in an account, confirmed by a button, ended by
// a button and by the mail program's one click (RFC 8058).
import { test, after, run, check, equal, match, eventually } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { visit, clean, browserStop, WAYS } from '../lib/browser.mjs';
import { Inspector, keepHtml } from '../lib/inspect.mjs';
import { Visitor, request } from '../lib/http.mjs';
import * as steps from './steps.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);

const state = async (email) => (await shop.sql('SELECT state FROM subscriber ' +
	`WHERE email_norm = '${email}'`)).flat()[0] ?? 'none';

// The newest mail to an address that has the words.
function mail(email, words) {
	return eventually(() => shop.mails().reverse().find((m) =>
		m.raw.includes(`<${email}>`) && words.test(m.text)),
	{ what: `a mail to ${email} with ${words}` });
}

const link = (m, what) => {
	const hit = new RegExp(`${shop.url}(\\S*/letters/${what}[0-9a-z]{32})`).exec(m.text);
	check(hit, `no link in ${m.text}`);
	return hit[1];
};

async function ask(page, email, lang = 'en') {
	await page.goto(`${steps.prefix(lang)}/`);
	await page.locator(`footer a[href="${steps.prefix(lang)}/letters"]`).click();
	await page.waitForURL(/\/letters$/);
	equal(await page.locator('main input:checked').count(), 0, 'boxes ticked unasked');
	await page.locator('#email').fill(email);
	await page.locator('[name=topic][value=offers]').check();
	await page.locator('main form button').click();
	await page.waitForLoadState();
	return page.locator('main').innerText();
}

for (const [js, lang] of WAYS)
	test(`asked for, confirmed and ended, ${lang}, scripts ${js ? 'on' : 'off'}`,
		async () => {
			const email = `letters-${lang}-${js}@posti.example`;
			const page = await visit(shop, { js });
			await ask(page, email, lang);
			equal(await state(email), 'asked', 'before the click');
			const asked = await mail(email, /\/letters\/[0-9a-z]{32}/);
			check(!/^List-Unsubscribe/m.test(asked.raw), 'the question is no letter');
			const confirm = link(asked, '');
			check(confirm.startsWith(`${steps.prefix(lang)}/letters/`), confirm);
			await request(shop.url + confirm); // as a mail scanner does
			equal(await state(email), 'asked', 'after a scanner');
			await page.goto(confirm);
			await page.locator('main form button').click();
			await page.getByRole('status').waitFor();
			equal(await state(email), 'active', 'after the button');
			const welcome = await mail(email, /\/letters\/end\//);
			const end = link(welcome, 'end/');
			await page.goto(end);
			equal(await state(email), 'active', 'after a look');
			await page.locator('main button[value=end]').click();
			await page.getByRole('status').waitFor();
			equal(await state(email), 'ended', 'at the end');
			const answers = await shop.sql('SELECT c.granted, c.channel, ' +
				'length(t.words) FROM consent c JOIN consent_text t ON t.version ' +
				"= c.version WHERE c.purpose = 'newsletter' ORDER BY c.id DESC LIMIT 2");
			equal(answers.map((a) => a[0]), [0, 1], 'answers');
			check(answers.every((a) => a[2] > 10), 'words');
			clean(page);
			await page.context().close();
		});

test('a mail program ends them by one click, without cookie or token', async () => {
	const email = 'one-click@posti.example';
	const page = await visit(shop);
	await ask(page, email);
	await page.goto(link(await mail(email, /\/letters\//), ''));
	await page.locator('main form button').click();
	await page.getByRole('status').waitFor();
	const { raw } = await mail(email, /\/letters\/end\//);
	const head = raw.split(/\r?\n\r?\n/)[0];
	const [, url] = /^List-Unsubscribe: <([^>]+)>\r?$/m.exec(head) ?? [];
	check(url, head);
	match(head, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m, 'the header');
	equal((await request(url, { method: 'HEAD' })).status, 200, 'a look');
	equal(await state(email), 'active', 'after a look');
	for (let i = 0; i < 2; i++) {
		const answer = await request(url, { method: 'POST',
			headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
			body: 'List-Unsubscribe=One-Click' });
		equal(answer.status, 200, `try ${i + 1}`);
		equal(await state(email), 'ended', 'the letters');
	}
	equal((await request(`${shop.url}/letters/end/${'a'.repeat(32)}`, { method: 'POST',
		body: 'List-Unsubscribe=One-Click', headers: { 'Content-Type':
			'application/x-www-form-urlencoded' } })).status, 404, 'a guess');
	await page.context().close();
});

test('whoever gets letters and whoever does not read the same words', async () => {
	const known = (await shop.sql('SELECT email FROM subscriber LIMIT 1'))[0][0];
	const texts = [];
	for (const email of [known, 'nobody-yet@posti.example']) {
		const page = await visit(shop);
		texts.push((await ask(page, email)).replace(email, 'ADDRESS'));
		await page.context().close();
	}
	equal(texts[0], texts[1], 'the words');
});

test('nothing is sent on a wrong form, and it comes back as typed', async () => {
	const page = await visit(shop, { js: false });
	await page.goto('/letters');
	await page.locator('#email').fill('no address');
	await page.locator('main form button').click();
	match(await page.getByRole('alert').innerText(), /Email[\s\S]*Tick/, 'what is wrong');
	equal(await page.locator('#email').inputValue(), 'no address', 'what was typed');
	await page.context().close();
});

test('the checkout’s box is not ticked, and letters wait for the mail’s click', async () => {
	for (const tick of [false, true]) {
		const email = `order-${tick}@posti.example`;
		const page = await visit(shop, { js: tick });
		await steps.findProduct(page);
		await steps.addToCart(page);
		await page.goto('/checkout');
		const box = page.locator('#letters');
		equal(await box.isChecked(), false, 'ticked');
		await steps.fillCheckout(page, 'en', { email });
		if (tick)
			await box.check();
		await steps.orderAndPay(page);
		await steps.readOrder(page);
		equal(await state(email), tick ? 'asked' : 'none', `ticked ${tick}`);
		await page.context().close();
	}
});

async function account(page, email) {
	await page.goto('/account/register');
	const fields = page.locator('main form');
	await fields.getByRole('textbox', { name: 'Name' }).fill('Aino');
	await fields.getByRole('textbox', { name: 'Email' }).fill(email);
	await page.locator('#password').fill('lumi on valkoista');
	await page.getByRole('button', { name: 'Create account' }).click();
	const m = await mail(email, /\/account\/verify\//);
	await page.goto(new RegExp(`${shop.url}(/account/verify/\\S+)`).exec(m.text)[1]);
	if (await page.locator('main #password').count())
		await page.locator('main #password').fill('lumi on valkoista');
	await page.getByRole('button', { name: 'Log in', exact: true }).click();
	await page.waitForURL(/\/account$/);
}

test('an account chooses its topics and language, and objects with one button', async () => {
	const email = 'account-letters@posti.example';
	const page = await visit(shop);
	await account(page, email);
	await page.goto('/account/letters');
	await page.getByText('You get no letters from us.').waitFor();
	await page.locator('[name=topic][value=news]').check();
	await page.getByLabel('Language of the letters').selectOption('sv');
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await page.getByText('You get our letters at').waitFor();
	equal((await shop.sql('SELECT state, topics, locale FROM subscriber WHERE ' +
		`email_norm = '${email}'`))[0], ['active', 'news', 'sv'], 'the row');
	await page.locator('[name=topic][value=news]').uncheck();
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await page.getByText('You get no letters from us.').waitFor();
	equal(await state(email), 'ended', 'nothing ticked');
	await page.locator('[name=topic][value=offers]').check();
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await page.getByText('You get our letters at').waitFor();
	await page.getByRole('button', { name: 'Object to marketing' }).click();
	await page.getByText('nothing but mails about your orders').waitFor();
	equal(await state(email), 'ended', 'after the objection');
	clean(page);
	await page.context().close();
});

test('the owner sees, exports and ends them, and can only ask', async () => {
	const owner = new Visitor(shop.url);
	await owner.login(shop.owner);
	const kept = 'exported@posti.example';
	const page = await visit(shop);
	await ask(page, kept);
	await page.goto(link(await mail(kept, /\/letters\//), ''));
	await page.locator('main form button').click();
	await page.getByRole('status').waitFor();
	await page.context().close();
	const file = await owner.get('/admin/subscribers/export?show=asked');
	match(file.headers['content-disposition'], /letters\.csv/, 'the file');
	const lines = file.text.trim().split('\r\n');
	equal(lines[0], 'email,language,topics,confirmed,unsubscribe', 'its head');
	match(file.text, new RegExp(`${kept},en,offers,.*/letters/end/`), 'its row');
	check(!/order-true/.test(file.text), 'who has not confirmed is not in it');
	const add = await owner.post('/admin/subscribers', { locale: 'fi',
		token: await owner.token('/admin/subscribers/new'), email: 'told@posti.example' });
	equal(add.status, 303, 'adding');
	equal(await state('told@posti.example'), 'asked', 'added');
	await mail('told@posti.example', /\/fi\/letters\//);
});

const inspector = new Inspector();
let looking, desk;
async function looker() {
	if (!looking) {
		looking = await visit(shop);
		keepHtml(looking);
	}
	return looking;
}
async function owner() {
	if (!desk) {
		desk = await visit(shop);
		keepHtml(desk);
		await desk.goto('/admin/login');
		await desk.getByLabel('Email').fill(shop.owner.email);
		await desk.getByLabel('Password').fill(shop.owner.password);
		await desk.getByRole('button', { name: 'Log in' }).click();
		await desk.waitForURL(/\/admin$/);
	}
	return desk;
}
const go = (path) => (page) => page.goto(path);
inspector.tests({
	'letters': go('/letters'), 'letters-fi': go('/fi/letters'), 'letters-sv': go('/sv/letters'),
	'letters-wrong': async (page) => {
		await page.goto('/letters');
		await page.locator('main form button').click();
		await page.getByRole('alert').waitFor();
	},
	'letters-asked': async (page) => {
		await ask(page, 'looks@posti.example');
	},
	'letters-confirm': async (page) => {
		await page.goto(link(await mail('looks@posti.example', /\/letters\//), ''));
	},
	'letters-confirmed': async (page) => {
		await page.locator('main form button').click();
		await page.getByRole('status').waitFor();
	},
	'letters-end': async (page) => {
		await page.goto(link(await mail('looks@posti.example', /\/letters\/end\//), 'end/'));
	},
	'letters-too-old': go(`/letters/${'a'.repeat(32)}`),
	'account-letters': async (page) => {
		await account(page, 'looker@posti.example');
		await page.goto('/account/letters');
	},
}, looker);
inspector.tests({
	'admin-subscribers': go('/admin/subscribers'),
	'admin-subscribers-none': go('/admin/subscribers?q=zzz'),
	'admin-subscriber-new': go('/admin/subscribers/new'),
	'admin-subscriber': async (page) => {
		await page.goto('/admin/subscribers?show=active');
		await page.locator('tbody a').first().click();
		await page.getByRole('heading', { name: 'What they allowed, and when' }).waitFor();
	},
	'admin-customer-consents': async (page) => {
		await page.goto('/admin/customers?q=order-true');
		await page.locator('tbody a').first().click();
		await page.getByRole('heading', { name: 'What they allowed, and when' }).waitFor();
	},
}, owner);
inspector.markupTest();

await run();
