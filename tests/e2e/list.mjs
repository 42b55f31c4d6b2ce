// Lists of wishes and "tell me when": guests and customers, by script and
// without, and the mails that come of it.
import { test, after, run, check, equal, match, eventually } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { request, Visitor } from '../lib/http.mjs';
import { accountMake, isTo, logIn } from '../lib/account.mjs';
import { visit, browserStop, clean, PHONE } from '../lib/browser.mjs';
import { Inspector, keepHtml } from '../lib/inspect.mjs';
import * as steps from './steps.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);
const inspector = new Inspector();

// A variant of the mug that is plentiful, and one of it that is sold out.
const variants = await shop.sql('SELECT v.id, v.sku, v.option_key FROM variant v ' +
	"JOIN slug s ON s.target = v.product AND s.kind = 'product' AND s.slug = 'kide-mug' " +
	"AND s.locale = 'en' WHERE v.archived_ms IS NULL ORDER BY v.position, v.id");
const [has] = variants, gone = variants.at(-1);

async function stock(variant, n) {
	await shop.sql(`UPDATE stock SET on_hand = CASE WHEN location = 1 THEN ${n} ELSE 0 END + held ` +
		`WHERE variant = ${variant}`);
	await shop.sql('UPDATE catalogue_version SET version = version + 1');
}
async function price(variant, minor) {
	await shop.sql(`UPDATE price SET amount_minor = ${minor} WHERE variant = ${variant}`);
	await shop.sql('UPDATE catalogue_version SET version = version + 1');
}
await shop.sql("UPDATE variant SET tracked = 1, backorder = 0 WHERE product = " +
	`(SELECT product FROM variant WHERE id = ${has[0]})`);
await stock(has[0], 20);
await stock(gone[0], 0);
const [[cost]] = await shop.sql(`SELECT amount_minor FROM price WHERE variant = ${has[0]} ` +
	"AND kind = 'regular' LIMIT 1");
await shop.sql(`DELETE FROM price WHERE variant = ${has[0]} AND kind = 'sale'`);

// and another product that can be bought
const [[OTHER]] = await shop.sql("SELECT s.slug FROM slug s JOIN product p ON p.id = s.target AND p.status = 'active' " +
	"JOIN variant v ON v.product = p.id JOIN stock t ON t.variant = v.id AND t.location = 1 AND t.on_hand > 5 " +
	"WHERE s.kind = 'product' AND s.locale = 'en' AND s.current = 1 AND p.kind = 'goods' AND s.slug <> 'kide-mug' " +
	'GROUP BY s.slug HAVING count(v.id) = 1 ORDER BY s.slug LIMIT 1');

const link = (path) => new RegExp(`https?://[^\\s"<>]+?(${path}/[a-z0-9]{32})`);
function mailsTo(email, subject) {
	return shop.mails().filter((m) => isTo(m, email) && subject.test(m.text));
}
const mailTo = (email, subject) => eventually(() => mailsTo(email, subject).at(-1),
	{ seconds: 30, what: `a mail about ${subject} to ${email}` });

async function chosen(page, sku) {
	const [, , key] = variants.find((v) => v[1] === sku);
	const codes = await shop.sql('SELECT o.code, v.code FROM option_value v ' +
		`JOIN option o ON o.id = v.option WHERE v.id IN (${key.split('.').join(',')})`);
	return '/p/kide-mug?' + codes.map(([o, v]) => `o-${o}=${v}`).join('&');
}

test('a guest saves by one press, and takes it off again', async () => {
	const page = await visit(shop);
	await page.goto('/p/kide-mug');
	const button = page.locator('button[name=list]');
	equal(await button.innerText(), 'Save to my list', 'before');
	await button.click();
	await page.getByRole('status').filter({ hasText: 'is on your list.' }).waitFor();
	equal(await button.innerText(), 'On my list: take it off', 'after');
	await page.getByRole('link', { name: 'See my list' }).waitFor();
	await page.reload();
	equal(await button.innerText(), 'On my list: take it off', 'after a reload');
	// another choice is another thing
	const radio = page.locator('#buy input[type=radio]:not(:checked)').first();
	await radio.locator('xpath=..').click();
	equal(await button.innerText(), 'Save to my list', 'of another');
	await page.reload();
	await button.click();
	await page.getByRole('status').filter({ hasText: 'is off your list.' }).waitFor();
	await page.goto('/list');
	await page.getByText('Nothing is on it yet.').waitFor();
	clean(page);
	await page.context().close();
});

test('all of it works without scripts', async () => {
	const page = await visit(shop, { js: false, size: PHONE });
	await page.goto(await chosen(page, gone[1]));
	await page.getByRole('button', { name: 'Save to my list' }).click();
	await page.getByText('is on your list.').waitFor();
	match(page.url(), /o-/, 'the choice');
	await page.getByText('On your list:').waitFor();
	await page.getByRole('button', { name: 'Save to my list' }).click();
	await page.getByText('is on your list already.').waitFor();
	await page.getByRole('button', { name: /^Remove/ }).click();
	await page.getByText('is off your list.').waitFor();
	await page.getByRole('button', { name: 'Save to my list' }).click();
	await page.goto('/p/kide-mug');
	await page.getByRole('button', { name: 'Save to my list' }).click();
	await page.goto('/list');
	equal(await page.locator('li.line').count(), 2, 'things');
	const sold = page.locator('li.line').filter({ hasText: 'Sold out' });
	equal(await sold.getByRole('button', { name: 'Add to cart' }).count(), 0, 'buttons of what is sold out');
	const line = page.locator('li.line').filter({ hasText: 'In stock' });
	await line.locator('summary').click();
	await line.getByRole('textbox').fill('For the cabin <b>&\n2 of them');
	await line.getByRole('button', { name: 'Save' }).click();
	await page.getByText('The note is saved.').waitFor();
	match(await line.locator('.lines').innerText(), /For the cabin <b>&\n2 of them/, 'the note');
	await line.getByRole('button', { name: 'Add to cart' }).click();
	await page.getByText('is in the cart.').waitFor();
	match(page.url(), /\/list$/, 'where it leads');
	await line.getByRole('button', { name: 'Remove' }).click();
	equal(await page.locator('li.line').count(), 1, 'after the removal');
	await page.getByRole('button', { name: 'Undo' }).click();
	match(await line.locator('.lines').innerText(), /For the cabin/, 'the note, back');
	clean(page);
	await page.context().close();
});

test('things go from the cart to the list, back by undo, and again', async () => {
	const page = await visit(shop, { js: false });
	await page.goto('/p/kide-mug');
	await page.getByLabel('Quantity').fill('3');
	await page.getByRole('button', { name: 'Add to cart' }).click();
	await page.getByRole('button', { name: 'Save for later' }).click();
	await page.getByText('The cart is empty').waitFor();
	await page.getByRole('button', { name: 'Undo' }).click();
	equal(await page.getByLabel('Quantity').inputValue(), '3', 'the quantity');
	await page.goto('/list');
	await page.getByText('Nothing is on it yet.').waitFor();
	await page.goto('/cart');
	await page.getByRole('button', { name: 'Save for later' }).click();
	await page.goto('/list');
	await page.getByRole('button', { name: 'Move to cart' }).click();
	await page.getByText('Nothing is on it yet.').waitFor();
	await page.goto('/cart');
	equal(await page.getByLabel('Quantity').inputValue(), '1', 'one of it');
	await page.context().close();
});

test('the list says what has become cheaper, and buys all at once', async () => {
	const page = await visit(shop);
	await page.goto('/p/kide-mug');
	await page.locator('button[name=list]').click();
	await page.getByRole('status').filter({ hasText: 'is on your list.' }).waitFor();
	await page.goto(`/p/${OTHER}`);
	await page.locator('button[name=list]').click();
	await page.getByRole('status').filter({ hasText: 'is on your list.' }).waitFor();
	await price(has[0], cost - 500);
	await page.goto('/list');
	await page.getByText('€5.00 less than when you saved it').waitFor();
	await price(has[0], cost + 250);
	await page.goto('/list');
	await page.getByText('€2.50 more than when you saved it').waitFor();
	await price(has[0], cost);
	// by script the page stays
	await page.getByRole('button', { name: 'Add to cart' }).first().click();
	await page.getByRole('status').filter({ hasText: 'is in the cart.' }).waitFor();
	equal(await page.locator('#cart-link .count').innerText(), '1', 'count');
	await page.getByRole('button', { name: 'Add all that can be bought to the cart' }).click();
	await page.getByText('1 thing is in the cart now.').waitFor();
	clean(page);
	await page.context().close();
});

test('a shared list shows its title and no more, until a new link', async () => {
	const page = await visit(shop);
	await page.goto('/p/kide-mug');
	await page.locator('button[name=list]').click();
	await page.getByRole('status').filter({ hasText: 'is on your list.' }).waitFor();
	await page.goto('/list');
	await page.locator('li.line summary').click();
	await page.getByRole('textbox', { name: 'Only you see it' }).fill('a secret note');
	await page.locator('li.line').getByRole('button', { name: 'Save' }).click();
	await page.getByText('The note is saved.').waitFor();
	await page.getByLabel('Title').fill('Our <new> home');
	await page.locator('#share').getByRole('button', { name: 'Save' }).click();
	await page.getByRole('button', { name: 'Make a link' }).click();
	const url = await page.getByLabel('Whoever has this link sees the list').inputValue();
	match(await page.getByRole('link', { name: 'Send it by mail' }).getAttribute('href'),
		/^mailto:\?subject=Our%20%3Cnew%3E%20home&body=http/, 'mail');
	const res = await request(url);
	equal(res.status, 200, 'status');
	match(res.text, /<h1>Our &lt;new&gt; home<\/h1>/, 'title');
	check(!/secret note|<textarea|Only you/.test(res.text), 'a note is shown');
	match(res.headers['cache-control'], /no-store/, 'caches');
	equal(res.headers['referrer-policy'], 'no-referrer', 'referrer');
	match(res.text + JSON.stringify(res.headers), /noindex/, 'robots');
	const other = await visit(shop, { js: false });
	await other.goto(url);
	equal(await other.getByRole('button', { name: 'Remove' }).count(), 0, 'ways to change it');
	await other.getByRole('button', { name: 'Add to cart' }).click();
	await other.getByText('is in the cart.').waitFor();
	equal(other.url(), url, 'where it leads');
	await other.goto('/cart');
	equal(await other.locator('li.line').count(), 1, 'in the cart');
	await other.context().close();
	await page.getByRole('button', { name: 'Make a new link; the old one ends' }).click();
	const fresh = await page.getByLabel('Whoever has this link sees the list').inputValue();
	check(fresh !== url, 'the link is the same');
	equal((await request(url)).status, 404, 'the old link');
	equal((await request(fresh)).status, 200, 'the new link');
	await page.getByRole('button', { name: 'Stop sharing' }).click();
	await page.getByText('The link does not work any more.').waitFor();
	equal((await request(fresh)).status, 404, 'the ended link');
	const log = shop.serveLog();
	check(!log.includes(url.split('/').at(-1)), 'the log holds the token');
	clean(page);
	await page.context().close();
});

test('a guest\'s list goes with them when they log in', async () => {
	const v = new Visitor(shop.url), first = new Visitor(shop.url);
	await accountMake(shop, first, 'wisher@posti.example');
	await first.post('/list', { token: await first.token('/p/kide-mug'), product: OTHER, list: 'add' });
	await v.post('/list', { token: await v.token('/p/kide-mug'), product: 'kide-mug', list: 'add' });
	match((await v.get('/list')).text, /Kide mug/, 'the guest\'s list');
	await logIn(v, 'wisher@posti.example');
	const list = (await v.get('/list')).text;
	match(list, /Kide mug/, 'what the guest wished');
	match(list, new RegExp(`href="/p/${OTHER}`), 'what was there');
	match(list, /aria-current="page"[^>]*>My list/, 'the account\'s menu');
	// the other browser sees it, a third one nothing
	match((await first.get('/list')).text, /Kide mug/, 'the other browser');
	check(!/Kide mug/.test((await new Visitor(shop.url).get('/list')).text), 'a stranger sees it');
	await v.post('/account/logout', { token: await v.token('/account') });
	check(!/Kide mug/.test((await v.get('/list')).text), 'the list stayed behind');
});

async function ask(v, sku, kind, email) {
	const path = `/alert/new?kind=${kind}&sku=${encodeURIComponent(sku)}`;
	return v.post('/alert', { token: await v.token(path), sku, kind, ...(email && { email }) });
}

test('a guest is told once when it is back, after a click in a mail', async () => {
	const page = await visit(shop, { js: false });
	await page.goto(await chosen(page, gone[1]));
	await page.getByRole('link', { name: 'Tell me when it is back' }).click();
	await page.getByRole('textbox', { name: 'Email' }).fill('no address');
	await page.getByRole('button', { name: 'Tell me' }).click();
	await page.getByRole('alert').waitFor();
	equal(await page.getByRole('textbox', { name: 'Email' }).inputValue(), 'no address', 'as typed');
	await page.getByRole('textbox', { name: 'Email' }).fill('waiting@posti.example');
	await page.getByRole('button', { name: 'Tell me' }).click();
	await page.getByRole('heading', { name: 'Look for our mail' }).waitFor();
	const mail = await mailTo('waiting@posti.example', /Subject: Shall we/);
	const path = link('/alert').exec(mail.text)[1];
	await page.goto(path);
	equal(await shop.sql("SELECT state FROM alert WHERE email_norm = 'waiting@posti.example'"),
		[['asked']], 'after looking');
	await page.getByRole('button', { name: 'Yes, tell me' }).click();
	await page.getByRole('heading', { name: 'We tell you' }).waitFor();
	await stock(gone[0], 3);
	const told = await mailTo('waiting@posti.example', /Subject: Kide.* is back/);
	match(told.text, /There are few/, 'few');
	match(told.raw, /^List-Unsubscribe: <https?:\/\/[^>]+\/alert\/[a-z0-9]{32}\/end>/m, 'header');
	match(told.raw, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m, 'one click');
	const where = /https?:\/\/[^\s"<>]+?(\/p\/kide-mug\?o-[^\s"<>]+)/.exec(told.text)[1].replaceAll('&amp;', '&');
	await page.goto(where);
	await page.getByText('Only 3 left').first().waitFor();
	await stock(gone[0], 0);
	await stock(gone[0], 3);
	await new Promise((go) => setTimeout(go, 7000));
	equal(mailsTo('waiting@posti.example', /Subject: Kide.* is back/).length, 1, 'mails');
	await stock(gone[0], 0);
	await page.context().close();
});

test('one click in the mail reader ends all, without cookie or token', async () => {
	const v = new Visitor(shop.url);
	await ask(v, gone[1], 'stock', 'done@posti.example');
	const mail = await mailTo('done@posti.example', /Subject: Shall we/);
	const path = link('/alert').exec(mail.text)[1];
	await v.post(path, { token: await v.token(path), do: 'confirm' });
	const state = () => shop.sql("SELECT state FROM alert WHERE email_norm = 'done@posti.example'");
	equal(await state(), [['active']], 'confirmed');
	// the page's own buttons want the token
	const forged = await request(shop.url + path, { method: 'POST', body: 'do=end',
		headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
	equal(forged.status, 403, 'without a token');
	equal((await request(shop.url + `${path}/end`)).status, 405, 'GET');
	equal(await state(), [['active']], 'still');
	const res = await request(shop.url + `${path}/end`, { method: 'POST', body: 'List-Unsubscribe=One-Click',
		headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
	equal(res.status, 200, 'one click');
	equal(await state(), [['ended']], 'ended');
});

test('the answer is the same for an address that asked before', async () => {
	const v = new Visitor(shop.url);
	const page = async (email) => (await ask(v, gone[1], 'stock', email)).text
		.replaceAll(email, 'EMAIL').replace(/value="[0-9a-f]{64,}"/g, '');
	const first = await page('same@posti.example');
	await mailTo('same@posti.example', /Subject: Shall we/);
	equal(await page('same@posti.example'), first, 'asked again');
	equal(await page('waiting@posti.example'), first, 'asked and told');
});

test('a customer is told of a lower price at once, and stops it on the list', async () => {
	const v = new Visitor(shop.url);
	await accountMake(shop, v, 'thrifty@posti.example');
	const res = await ask(v, has[1], 'price');
	equal(res.status, 303, 'status');
	match((await v.get('/list')).text, /when it costs less than/, 'on the list');
	equal(mailsTo('thrifty@posti.example', /Shall we/).length, 0, 'no click is asked for');
	await v.post('/list', { token: await v.token('/list'), do: 'end', sku: has[1], kind: 'price' });
	check(!/when it costs less than/.test((await v.get('/list')).text), 'it is still there');
	await ask(v, has[1], 'price');
	await price(has[0], cost - 100);
	const told = await mailTo('thrifty@posti.example', /Subject: Kide.* is cheaper now/);
	match(told.raw, /^List-Unsubscribe-Post:/m, 'header');
	await price(has[0], cost);
	equal(await shop.sql("SELECT granted FROM consent WHERE purpose = 'alert' ORDER BY id DESC LIMIT 1"),
		[[1]], 'consent');
});

test('no kept byte tells what is on a list', async () => {
	const v = new Visitor(shop.url), other = new Visitor(shop.url);
	await v.post('/list', { token: await v.token('/p/kide-mug'), product: 'kide-mug', list: 'add' });
	match((await v.get('/p/kide-mug')).text, /id="saved"/, 'own');
	for (const path of ['/p/kide-mug', await chosen(null, has[1])]) {
		await v.get(path);
		check(!/id="saved"/.test((await other.get(path)).text), `${path} tells another's list`);
	}
});

let own;
async function inspected() {
	if (own)
		return own;
	own = await visit(shop);
	keepHtml(own);
	await own.goto('/');
	await own.getByRole('button', { name: 'Refuse' }).first().click();
	return own;
}

async function fill(page) {
	await page.goto('/p/kide-mug');
	const button = page.locator('button[name=list]');
	if (await button.innerText() === 'Save to my list') {
		await button.click();
		await page.getByRole('status').filter({ hasText: 'is on your list.' }).waitFor();
	}
}

inspector.tests({
	'list-empty': (page) => page.goto('/list'),
	'list-full': async (page) => {
		await fill(page);
		const v = new Visitor(shop.url);
		for (const c of await page.context().cookies())
			v.cookies.set(c.name, c.value);
		for (const slug of [OTHER, 'kide-mug'])
			await v.post('/list', { token: await v.token('/list'), product: slug, list: 'add' });
		await v.post('/list', { token: await v.token('/list'), do: 'share' });
		await v.post('/list', { token: await v.token('/list'), do: 'note', sku: has[1],
			note: 'Two of these, and one for the cabin by the sea' });
		await page.goto(`/list?removed=${encodeURIComponent(gone[1])}`);
		await page.locator('summary', { hasText: 'Note' }).first().click();
	},
	'list-shared': async (page) => {
		await page.goto('/list');
		await page.goto(await page.getByLabel('Whoever has this link sees the list').inputValue());
	},
	'list-product': (page) => page.goto('/p/kide-mug'),
	'list-fi': (page) => page.goto('/fi/list'),
	'list-sv': (page) => page.goto('/sv/list'),
	'alert-new': (page) => page.goto(`/alert/new?kind=stock&sku=${encodeURIComponent(gone[1])}`),
	'alert-new-fi': (page) => page.goto(`/fi/alert/new?kind=price&sku=${encodeURIComponent(has[1])}`),
	'alert-new-sv': (page) => page.goto(`/sv/alert/new?kind=price&sku=${encodeURIComponent(has[1])}`),
	'alert-link': async (page) => {
		await ask(new Visitor(shop.url), gone[1], 'stock', 'looker@posti.example');
		const mail = await mailTo('looker@posti.example', /Subject: Shall we/);
		await page.goto(link('/alert').exec(mail.text)[1]);
	},
	'cart-later': async (page) => {
		await page.goto('/p/kide-mug');
		await page.getByRole('button', { name: 'Add to cart' }).click();
		await page.waitForURL('**/cart');
	},
}, inspected);

test('the owner sees what is wanted, and by how many', async () => {
	const page = await visit(shop);
	keepHtml(page);
	await steps.ownerLogin(page, shop);
	const v = new Visitor(shop.url);
	await ask(v, gone[1], 'stock', 'counted@posti.example');
	const path = link('/alert').exec((await mailTo('counted@posti.example', /Subject: Shall we/)).text)[1];
	await v.post(path, { token: await v.token(path), do: 'confirm' });
	await page.goto('/admin');
	// folded into the menu on some widths
	await page.goto(await page.locator('a[href="/admin/wanted"]').first().getAttribute('href'));
	const row = page.getByRole('row').filter({ hasText: gone[1] });
	match(await row.innerText(), /\t1\t0\t\d+\tsold out/, 'its row');
	check(!(await page.content()).includes('counted@'), 'the page names somebody');
	await inspector.look(page, 'admin-wanted');
	await page.getByRole('link', { name: 'On most lists' }).click();
	await page.getByRole('row').filter({ hasText: has[1] }).waitFor();
	await row.getByRole('link').click();
	await page.getByRole('link', { name: '1 wait for it' }).waitFor();
	await inspector.look(page, 'admin-product-wanted');
	await page.context().close();
});
inspector.markupTest();

await run();
