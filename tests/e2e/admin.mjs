// Every page of the admin: followed from link to link, one of each kind.
import { test, after, run, check, equal } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { visit, browserStop, clean } from '../lib/browser.mjs';
import { Visitor } from '../lib/http.mjs';
import { Inspector, keepHtml } from '../lib/inspect.mjs';
import { accountMake } from '../lib/account.mjs';
import * as steps from './steps.mjs';

const PAGES_MAX = 200; // more means that a link leads on without end

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);
const inspector = new Inspector();
const found = new Map(); // kind -> path

// "/admin/orders/10012?page=2" -> "admin-orders-N"
function kindOf(path) {
	return path.slice(1).replace(/[?].*/, '').split('/')
		.map((s) => (/\d/.test(s) ? 'N' : s)).join('-');
}

async function links(page) {
	return page.locator('a[href^="/admin"]').evaluateAll(
		(all) => all.map((a) => a.getAttribute('href').replace(/#.*/, '')));
}

const window = { page: null };

test('the login: accessible, one heading, fits 360 px', async () => {
	window.page = await visit(shop);
	keepHtml(window.page);
	await window.page.goto('/admin/login');
	await inspector.look(window.page, 'admin-login');
});

test('a wrong password says nothing of whether the address is known', async () => {
	const said = [];
	for (const email of [shop.owner.email, 'nobody@shop.example']) {
		await window.page.goto('/admin/login');
		await window.page.getByRole('textbox', { name: 'Email' }).fill(email);
		await window.page.getByLabel('Password').fill('not-the-password');
		await window.page.getByRole('button', { name: 'Log in', exact: true })
			.click();
		said.push(await window.page.getByRole('alert').innerText());
		equal(await window.page.getByRole('textbox', { name: 'Email' })
			.inputValue(), email, 'what was typed');
	}
	equal(said[0], said[1], 'the message');
	await inspector.look(window.page, 'admin-login-wrong');
});

test('the owner logs in and every page of the admin is sound', async (t) => {
	const { page } = window;
	const customer = await visit(shop);
	await steps.buyAsGuest(customer);
	await customer.context().close();
	// an account without orders has a page of its own; somebody wants letters
	const v = new Visitor(shop.url);
	await accountMake(shop, v, 'tili@posti.example', { name: 'Tuuli Tilinen' });
	const guest = new Visitor(shop.url);
	await guest.post('/letters', { token: await guest.token('/letters'),
		email: 'kirje@posti.example', topic: 'news' });
	equal((await shop.sql('SELECT count(*) FROM subscriber'))[0][0], 1, 'who wants letters');
	page.problems.length = 0;
	await steps.ownerLogin(page, shop);
	const queue = ['/admin'];
	const problems = [];
	while (queue.length && found.size < PAGES_MAX) {
		const path = queue.shift();
		const kind = kindOf(path);
		if (found.has(kind) || /\/(logout|export|download)|\.(pdf|csv)(\?|$)/.test(path))
			continue;
		found.set(kind, path);
		const answer = await page.goto(path).catch((e) => {
			if (!/Download is starting/.test(e.message))
				throw e;
		});
		if (!answer)
			continue; // a file, no page
		equal(answer.status(), 200, path);
		queue.push(...await links(page));
		try {
			await inspector.look(page, kind);
		} catch (e) {
			problems.push(`${path}: ${e.message}`);
			page.problems.length = 0;
		}
	}
	t.note([...found.values()].join('\n'));
	check(found.size < PAGES_MAX, 'not every page was seen');
	for (const kind of ['', '-orders', '-orders-N', '-orders-N-documents',
		'-products', '-products-N', '-customers', '-settings',
		'-settings-payments', '-cases', '-promotions', '-promotions-new',
		'-accounts-N', '-reviews', '-reviews-N', '-questions', '-questions-N', '-wanted', '-subscribers',
		'-subscribers-N', '-subscribers-new', '-privacy', '-settings-reviews', '-settings-privacy',
		'-gift-cards', '-gift-cards-new', '-customer-groups', '-bank',
		'-books', '-tax-rates', '-vat-numbers', '-delivery', '-zones',
		'-locations', '-points', '-closed-days', '-delivery-try',
		'-reviews', '-reviews-N', '-questions', '-questions-N',
		'-wanted', '-subscribers', '-subscribers-new', '-privacy',
		'-settings-privacy', '-settings-reviews'])
		check(found.has(`admin${kind}`), `no page admin${kind} is linked`);
	check(problems.length === 0, problems.join('\n\n'));
}, { seconds: 540 });

test('no page of the admin opens without the owner', async () => {
	const stranger = new Visitor(shop.url);
	for (const path of found.values()) {
		const res = await stranger.get(path);
		equal(res.status, 303, path);
		check(res.headers.location.startsWith('/admin/login'),
			res.headers.location);
		equal(res.text.includes('Mark as paid'), false, path);
	}
});

test('logging out ends the session for good', async () => {
	const { page } = window;
	await page.goto('/admin');
	const before = await page.context().cookies();
	await page.getByRole('button', { name: 'Log out' }).click();
	await page.waitForURL(/\/login/);
	await page.context().addCookies(before);
	await page.goto('/admin/orders');
	check(page.url().includes('/admin/login'), 'the old cookie still opens');
	clean(page);
});

inspector.markupTest();
await run();
