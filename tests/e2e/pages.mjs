// Every page of the shop, in every state a customer meets.
import { test, after, run, check, equal } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { visit, browserStop } from '../lib/browser.mjs';
import { Inspector, keepHtml } from '../lib/inspect.mjs';
import { tr } from '../lib/po.mjs';
import { mailedLink } from '../lib/account.mjs';
import * as steps from './steps.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);
const inspector = new Inspector();
const pages = new Map();

// One browser window a language for the whole file.
function pageIn(lang) {
	return async () => {
		if (!pages.has(lang)) {
			const page = await visit(shop);
			keepHtml(page);
			pages.set(lang, page);
		}
		return pages.get(lang);
	};
}

const go = (path) => (page) => page.goto(path);

async function toCategory(page, lang) {
	await page.goto(`${steps.prefix(lang)}/`);
	await page.locator('main .tiles a').first().click();
	await page.waitForURL(/\/c\//);
}

async function fillCart(page, lang) {
	await steps.findProduct(page, lang);
	await steps.addToCart(page, lang);
}

async function toCheckout(page, lang) {
	await fillCart(page, lang);
	await page.goto(`${steps.prefix(lang)}/checkout`);
}

async function submit(page, button, lang = 'en') {
	await page.getByRole('main').getByRole('button',
		{ name: tr(lang, button), exact: true }).click();
	await page.waitForLoadState();
}

const orders = new Map();

async function order(page, lang, values) {
	await toCheckout(page, lang);
	await steps.fillCheckout(page, lang, values);
	await steps.orderAndPay(page, lang);
	return steps.readOrder(page, lang);
}

function statesIn(lang) {
	const p = steps.prefix(lang);
	return {
		[`home-${lang}`]: go(`${p}/`),
		[`category-${lang}`]: (page) => toCategory(page, lang),
		[`product-${lang}`]: (page) => steps.findProduct(page, lang),
		[`search-${lang}`]: async (page) => {
			const name = await steps.findProduct(page, lang);
			const word = encodeURIComponent(name.split(' ')[0]);
			await page.goto(`${p}/search?q=${word}`);
			check(await page.locator('li.card').count() > 0, 'no result');
		},
		[`cart-${lang}`]: (page) => fillCart(page, lang),
		[`checkout-${lang}`]: (page) => toCheckout(page, lang),
		[`order-${lang}`]: async (page) => {
			orders.set(lang, await order(page, lang));
		},
		[`track-${lang}`]: go(`${p}/track`),
		[`withdraw-${lang}`]: go(`${p}/withdraw`),
		[`account-register-${lang}`]: go(`${p}/account/register`),
	};
}

const rare = {
	brand: async (page) => {
		await steps.findProduct(page);
		await page.locator('#buy a[href^="/b/"]').click();
		await page.waitForURL(/\/b\//);
	},
	bundle: async (page) => {
		await page.goto('/p/gift-table-for-four');
		await page.getByRole('heading', { name: 'In this set' }).waitFor();
	},
	documents: async (page) => {
		await page.goto('/p/talvi-wool-socks');
		await page.getByText('Sizes of socks').click();
		await page.goto('/p/kaste-egg-cups');
		equal(await page.locator('a[download]').count(), 1,
			'documents in the page’s language');
	},
	'food-with-deposit': go('/p/omppu-apple-juice'),
	'sold-out': go('/p/kivi-bookends'),
	backorder: go('/p/kagawa-bread-knife'),
	'cart-backorder': async (page) => {
		await page.locator('#buy-button').click();
		await page.waitForURL(/\/cart$/);
		check(!/with you/i.test(await page.locator('main').innerText()),
			'a day is promised for what has to be ordered');
		await submit(page, 'Remove');
	},
	'on-sale': go('/p/rauha-kettle'),
	gallery: async (page) => {
		await page.goto('/p/kide-mug');
		await page.locator('.gallery a').first().click();
		await page.getByRole('dialog', { name: 'Pictures' }).waitFor();
	},
	'category-page-2': go('/c/table?page=2'),
	'category-made-by-rule': go('/c/new'),
	'search-empty': go('/search'),
	'search-nothing': go('/search?q=qqqqzzzz'),
	'cart-empty': async (page) => {
		await page.context().clearCookies();
		await page.goto('/cart');
	},
	'cart-undo': async (page) => {
		await fillCart(page, 'en');
		await submit(page, 'Remove');
	},
	'product-refused': async (page) => {
		await steps.findProduct(page);
		await page.locator('#qty').evaluate((e) => {
			e.removeAttribute('max');
			e.form.noValidate = true;
			e.value = '9999999';
		});
		await page.locator('#buy-button').click();
		await page.locator('#errors').first().waitFor();
	},
	'checkout-wrong': async (page) => {
		await toCheckout(page, 'en');
		await steps.orderAndPay(page);
		await page.locator('#errors').waitFor();
	},
	'checkout-company': async (page) => {
		await toCheckout(page, 'en');
		await page.getByText('I buy for a company').click();
		await page.locator('#billing').check();
		await page.locator('#bill_name').waitFor();
	},
	'checkout-pickup': async (page) => {
		await toCheckout(page, 'en');
		await page.locator('input[data-kind=pickup]').first().check();
		await page.locator('input[name=location]').first().waitFor();
	},
	'checkout-point': async (page) => {
		await toCheckout(page, 'en');
		await page.locator('#postal').fill('00890');
		await page.locator('input[data-kind=point]').first().check();
		await page.locator('input[name=point]').first().waitFor();
	},
	'checkout-updated': async (page) => {
		await toCheckout(page, 'en');
		await page.locator('#checkout').evaluate((form) => {
			form.querySelector('#postal').value = '12';
			form.action = form.dataset.quote;
			form.submit();
		});
		await page.waitForURL(/\/checkout\/quote$/);
	},
	'account-login': go('/account/login'),
	'account-login-wrong': async (page) => {
		await page.goto('/account/login');
		await submit(page, 'Log in');
		await page.locator('#errors').waitFor();
	},
	'account-forgot': go('/account/forgot'),
	'account-link-over': go('/account/reset/abcdefghijklmnopqrstuvwxyz234567'),
	'account-register-wrong': async (page) => {
		await page.goto('/account/register');
		await submit(page, 'Create account');
		await page.locator('#errors').waitFor();
	},
	'account-mailed': async (page) => {
		await page.goto('/account/register');
		await page.getByRole('textbox', { name: 'Name' }).fill('Aino');
		await page.getByRole('textbox', { name: 'Email' })
			.fill('pages@posti.example');
		await page.getByLabel('Password').fill('lumi on valkoista');
		await submit(page, 'Create account');
	},
	'account-verify': async (page) => {
		await page.goto(await mailedLink(shop, 'pages@posti.example', 'verify'));
	},
	account: async (page) => {
		await page.getByLabel('Password').fill('lumi on valkoista');
		await submit(page, 'Log in');
		await page.waitForURL(/\/account$/);
	},
	'account-out': async (page) => {
		await submit(page, 'Log out');
		await page.waitForURL(/\/account\/login$/);
	},
	'order-cancel': async (page) => {
		await page.goto(orders.get('en').path);
		await page.getByRole('link', { name: 'Cancel the order' }).click();
		await page.waitForURL(/\/cancel$/);
	},
	'order-cancelled': async (page) => {
		await page.goto(`${orders.get('en').path}/cancel`);
		await submit(page, 'Cancel the order');
		await page.waitForURL(/\/order\/[^/]+$/);
	},
	'pay-demo': async (page) => {
		await toCheckout(page, 'en');
		await steps.fillCheckout(page, 'en', { payment: 'demo_card' });
		await steps.orderAndPay(page);
		await page.waitForURL(/\/pay\/demo\//);
	},
	'order-declined': async (page) => {
		await page.waitForURL(/\/pay\/demo\//);
		await submit(page, 'Decline');
		await page.waitForURL(/\/order\//);
	},
	'order-paid': async (page) => {
		await submit(page, 'Try again: Card (demo)');
		await submit(page, 'Approve');
		await page.waitForURL(/\/order\//);
	},
	'track-wrong': async (page) => {
		await page.goto('/track');
		await page.getByLabel('Order number').fill('1');
		await page.getByRole('textbox', { name: 'Email' }).fill('a@b.example');
		await submit(page, 'Find the order');
		await page.locator('#errors').waitFor();
	},
	'withdraw-confirm': async (page) => {
		await page.goto('/withdraw');
		await page.getByRole('textbox', { name: 'Name' }).fill('Aino Korhonen');
		await page.getByLabel('Order number')
			.fill(orders.get('fi').number);
		await page.getByRole('textbox', { name: 'Email' })
			.fill(steps.address.email);
		await submit(page, 'Continue');
		await page.getByRole('button', { name: 'Confirm withdrawal' }).waitFor();
	},
	'withdraw-receipt': async (page) => {
		await submit(page, 'Confirm withdrawal');
		await page.getByRole('heading', { name: /withdrawal/i }).first().waitFor();
	},
	'not-found': go('/p/there-is-no-such-thing'),
};

for (const lang of ['en', 'fi', 'sv'])
	inspector.tests(statesIn(lang), pageIn(lang));
inspector.tests(rare, pageIn('en'));

test('pages of the footer: accessible, one heading, fit 360 px', async () => {
	const page = await pageIn('en')();
	await page.goto('/');
	const paths = await page.locator('footer a[href^="/page/"]').evaluateAll(
		(all) => [...new Set(all.map((a) => a.getAttribute('href')))]);
	check(paths.length >= 4, `pages in the footer: ${paths}`);
	for (const path of paths) {
		await page.goto(path);
		await inspector.look(page, path.slice(1).replaceAll('/', '-'));
	}
});

inspector.markupTest();
await run();
