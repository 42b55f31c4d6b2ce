// Two customers whose profiles are as unlike as can be are asked the same for
// everything: on every product's page, on every card, in the cart.
import { test, after, run, check, equal } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { Visitor } from '../lib/http.mjs';
import { customerMake, modelMake } from '../bench/customer.mjs';

const shop = await shopStart({ env: { PUOTI_LIMITS: '0' } });
after(() => shop.stop());
await modelMake(shop.data);

// One has chosen the cheaper half of the shop, one the dearer; and the shop
// thinks of them accordingly.
const half = '(SELECT price_minor FROM listing WHERE langs <> 0 ORDER BY price_minor ' +
	'LIMIT 1 OFFSET (SELECT count(*) / 2 FROM listing WHERE langs <> 0))';
const people = [['Cheap', '<', 1], ['Dear', '>=', 5]].map(([name, than, value]) => {
	const v = new Visitor(shop.url);
	const cookie = customerMake(shop.data, { name, among: `l.price_minor ${than} ${half}` });
	v.cookies.set(...cookie.split('='));
	return Object.assign(v, { who: name, value });
});
for (const v of people)
	await shop.sql('INSERT INTO customer_value (customer, last_day, orders, spent_minor, recency, ' +
		'frequency, money, price_level, discount_bp, at_ms) ' +
		`SELECT id, 20261101, ${v.value * 4}, ${v.value * 10000}, ${v.value}, ${v.value}, ${v.value}, ` +
		`${v.value}, ${v.value === 1 ? 10000 : 0}, ${Date.now()} FROM customer ` +
		`WHERE email_norm = '${v.who.toLowerCase()}@bench.example' ON CONFLICT (customer) DO NOTHING`);

const main = (html) => html.slice(html.indexOf('<main'), html.indexOf('</main>'));
// What is said of this page's own thing: shelves may show other things to each.
const own = (html) => main(html).replace(/<section class="shelf".*?<\/section>/gs, '');
const amounts = (html) => html.match(/(?:€|\\u20AC)\s?[\d.,\u00a0]*\d|−\d+ %|Lowest[^<]*/g) ?? [];

const cards = new Map(); // address -> its price as it was first seen
let seen = 0;
function cardsSame(html, who) {
	const card = /<h3><a href="(\/p\/[^"?]+)[^"]*">.*?<p class="price[^"]*">(.*?)<\/p>(\s*<p class="prior">.*?<\/p>)?/gs;
	for (const [, path, price, prior] of html.matchAll(card)) {
		const text = `${price} ${prior?.trim() ?? ''}`;
		check(!cards.has(path) || cards.get(path) === text,
			`${path} is ${text} for ${who}, ${cards.get(path)} before`);
		cards.set(path, text);
		seen++;
	}
}

async function both(path) {
	const pages = [];
	for (const v of people) {
		const page = await v.get(path);
		equal(page.status, 200, `${path} for ${v.who}`);
		cardsSame(page.text, v.who);
		pages.push(page.text);
	}
	return pages;
}

const products = await shop.sql("SELECT s.slug, (SELECT v.sku FROM variant v JOIN stock t ON t.variant = v.id " +
	"AND t.location = 1 AND t.on_hand > t.held WHERE v.product = l.product AND v.archived_ms IS NULL ORDER BY v.id LIMIT 1) " +
	"FROM listing l JOIN slug s ON s.kind = 'product' AND s.target = l.product AND s.locale = 'en' AND s.current = 1 " +
	'JOIN product p ON p.id = l.product ' +
	"WHERE l.langs <> 0 AND l.available = 1 AND p.kind <> 'gift_card' ORDER BY l.product");

test('every product’s page asks both for the same', async () => {
	check(products.length > 150, `${products.length} products`);
	for (const [slug] of products) {
		const [a, b] = (await both(`/p/${slug}`)).map((html) => amounts(own(html)));
		check(a.length > 0, `no price on /p/${slug}`);
		equal(a.join(' '), b.join(' '), `/p/${slug}`);
	}
});

test('every card asks both for the same, in either order', async () => {
	const home = await people[0].get('/');
	const categories = [...new Set([...home.text.matchAll(/href="(\/c\/[^"?]+)"/g)].map((m) => m[1]))];
	check(categories.length > 5, `${categories}`);
	let unlike = 0;
	for (const path of categories)
		for (const sort of ['you', 'shop'])
			for (let page = 1, more = true; more; page++) {
				const [a, b] = await both(`${path}?sort=${sort}&page=${page}`);
				const order = (html) => [...main(html).matchAll(/<h3><a href="([^"]+)"/g)].join();
				unlike += order(a) !== order(b);
				more = a.includes(`sort=${sort}&amp;page=${page + 1}`);
			}
	check(unlike > 0, 'they see other orders');
	await both('/');
	check(seen > 1000, `${seen} cards`);
});

test('the cart asks both for the same', async () => {
	const skus = products.map(([, sku]) => sku).filter(Boolean);
	for (const v of people) {
		const token = await v.token('/cart');
		for (const sku of skus)
			await v.post('/cart', { token, sku });
	}
	const [a, b] = (await both('/cart')).map((html) => amounts(own(html)));
	check(a.length > 2 * Math.min(skus.length, 40), `${a.length} amounts for ${skus.length} things`);
	equal(a.join(' '), b.join(' '));
});

await run();
