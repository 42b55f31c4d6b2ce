// What buyers say and visitors ask: written by guests and customers, read and
// answered by the owner, shown to everybody.  With and without scripts.
import fs from 'node:fs';
import path from 'node:path';
import { test, after, run, check, equal, match, eventually } from '../lib/tap.mjs';
import { root, shopStart, tempDir } from '../lib/shop.mjs';
import { visit, clean, browserStop, overflow, PHONE } from '../lib/browser.mjs';
import { Inspector, keepHtml } from '../lib/inspect.mjs';
import { accountMake } from '../lib/account.mjs';
import { Visitor } from '../lib/http.mjs';
import * as steps from './steps.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);

const inspector = new Inspector();
const files = tempDir();
const main = (page) => page.locator('main').innerText();
const button = (page, name) => page.getByRole('button', { name, exact: true });

async function look(js, page, name) {
	if (js)
		await inspector.look(page, name);
}

async function press(page, name) {
	await Promise.all([page.waitForEvent('domcontentloaded'),
		button(page, name).first().click()]);
}

const isTo = (m, email) => /^To:(.*(?:\r?\n[ \t].*)*)/m.exec(m.raw)?.[1]
	.includes(email);
const mailOf = (email, text) => eventually(() => shop.mails().find((m) =>
	isTo(m, email) && m.text.includes(text)), { what: `mail "${text}"` });

// A picture that says where it was taken: a chunk "EXIF" in a WebP.
const SECRET = 'N60.1699 E24.9384 home of Aino';
function pictureWith(name) {
	const dir = path.join(root, 'demo/img');
	const plain = fs.readFileSync(path.join(dir, name));
	equal(plain.toString('latin1', 8, 16), 'WEBPVP8 ', 'a plain WebP');
	const chunk = (type, body) => {
		const head = Buffer.alloc(8);
		head.write(type, 'latin1');
		head.writeUInt32LE(body.length, 4);
		return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
	};
	const size = (at) => plain.readUInt16LE(at) & 0x3fff;
	const vp8x = Buffer.alloc(10);
	vp8x[0] = 8; // it has EXIF
	vp8x.writeUIntLE(size(26) - 1, 4, 3);
	vp8x.writeUIntLE(size(28) - 1, 7, 3);
	const body = Buffer.concat([Buffer.from('WEBP'), chunk('VP8X', vp8x),
		plain.subarray(12), chunk('EXIF', Buffer.from(`Exif\0\0${SECRET}`))]);
	const file = path.join(files, `own-${name}`);
	fs.writeFileSync(file, chunk('RIFF', body));
	return file;
}
function fileWith(name, bytes) {
	const file = path.join(files, name);
	fs.writeFileSync(file, bytes);
	return file;
}
const EXIF = pictureWith('mug-sea-640.webp');
const SCRIPT = fileWith('picture.jpg', '<svg onload=alert(1)>');
const BROKEN = fileWith('broken.jpg', Buffer.concat([
	Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(4000, 0x41)]));

function mediaFiles() {
	return fs.readdirSync(path.join(shop.data, 'media'), { recursive: true })
		.map((f) => path.join(shop.data, 'media', f))
		.filter((f) => fs.statSync(f).isFile());
}

async function ownerVisits(js) {
	const owner = await visit(shop, { js });
	keepHtml(owner);
	await steps.ownerLogin(owner, shop);
	return owner;
}

async function deliver(owner, number) {
	await steps.ownerOpensOrder(owner, number);
	await press(owner, 'Mark as paid');
	await press(owner, 'Ship');
	await press(owner, 'Mark as delivered');
}

// The data that search engines read of the page in front.
async function data(page) {
	const texts = await page.locator('script[type="application/ld+json"]')
		.allTextContents();
	return texts.map((t) => JSON.parse(t)).find((o) => o['@type'] === 'Product');
}

async function write(page, { stars, title = '', body, name, pictures = [] }) {
	await page.getByRole('radio', { name: new RegExp(`^${stars} stars?`) }).check();
	await page.getByLabel(/^Heading/).fill(title);
	await page.getByLabel('Your review', { exact: true }).fill(body);
	if (name !== undefined)
		await page.getByLabel(/^Shown name/).fill(name);
	await page.getByLabel(/^Pictures/).setInputFiles(pictures);
}

for (const js of [true, false])
	test(`a guest reviews with a picture, the owner shows and answers, scripts ${
		js ? 'on' : 'off'}`, async () => {
		const email = `review-${js}@posti.example`;
		const page = await visit(shop, { js, size: js ? undefined : PHONE });
		keepHtml(page);
		const order = await steps.buyAsGuest(page, { values: { email } });
		equal(await page.getByRole('link', { name: /^Write a review/ }).count(),
			0, 'a review before it has come');
		const owner = await ownerVisits(js);
		await deliver(owner, order.number);
		await page.goto(order.path);
		await page.getByRole('link', { name: /^Write a review/ }).click();
		await page.getByRole('heading', { level: 1, name: 'Write a review' }).waitFor();
		await look(js, page, 'review-new');
		equal(await page.getByLabel(/^Shown name/).inputValue(), 'Aino', 'the name');

		await press(page, 'Send the review');
		await page.locator('#errors').waitFor();
		await look(js, page, 'review-wrong');
		await write(page, { stars: 4, body: 'A very good mug.', pictures: [SCRIPT] });
		await press(page, 'Send the review');
		match(await page.locator('#errors').innerText(),
			/picture\.jpg is not a picture/, 'the problem');
		equal((await shop.sql(`SELECT count(*) FROM review r JOIN orders o
			ON o.id = r.orders WHERE o.number = ${order.number}`))[0][0], 0,
			'reviews');
		const own = new URL(page.url()).pathname;
		await write(page, { stars: 4, title: 'Good <b>mug</b>', name: '',
			body: `Holds ${js} coffee.\n<script>alert(1)</script> ${js}`,
			pictures: [EXIF, BROKEN] });
		await press(page, 'Send the review');
		equal(new URL(page.url()).pathname, order.path, 'the page');
		match(await main(page), /Your review/, 'the link');
		await mailOf(shop.owner.email, 'has reviewed');

		await eventually(async () => (await shop.sql(`SELECT m.state
			FROM review_media x JOIN media m ON m.id = x.media
			JOIN review r ON r.id = x.review JOIN orders o ON o.id = r.orders
			WHERE o.number = ${order.number} ORDER BY x.position`))
			.join() === 'ready,failed', { seconds: 30, what: 'the pictures' });
		await page.goto(own);
		match(await main(page), /A picture of yours could not be read/, 'the note');
		match(await main(page), /We read it first/, 'the state');
		await look(js, page, 'review-own');
		for (const f of mediaFiles())
			check(!fs.readFileSync(f).includes('home of Aino'), `${f} tells where`);

		const slug = own.split('/').at(-1);
		await page.goto(`/p/${slug}/reviews`);
		check(!(await main(page)).includes(`Holds ${js} coffee`), 'it is shown unread');

		await owner.goto('/admin/reviews');
		await look(js, owner, 'admin-reviews');
		await owner.locator('tr', { hasText: `</script> ${js}` })
			.getByRole('link').first().click();
		match(await main(owner), new RegExp(`Holds ${js} coffee`), 'what the buyer says');
		await look(js, owner, 'admin-review');
		await press(owner, 'Show it');
		await owner.getByRole('textbox', { name: 'Your reply' }).fill('Thank you & welcome back.');
		await press(owner, 'Save reply');

		const reader = await visit(shop, { js });
		keepHtml(reader);
		await reader.goto(`/p/${slug}`);
		const fold = reader.locator('#reviews');
		const text = await fold.innerText();
		match(text, /A buyer/, 'the writer without a name');
		match(text, /Good <b>mug<\/b>/, 'the heading');
		match(text, /Thank you & welcome back\./, 'the reply');
		match(text, /Only people who bought it here can review/, 'how it is checked');
		equal(await fold.locator('img').count() >= 1, true, 'the picture');
		const ld = await data(reader);
		const n = (await shop.sql(`SELECT n, stars FROM product_rating p
			JOIN slug s ON s.target = p.product AND s.kind = 'product'
			WHERE s.slug = '${slug}' LIMIT 1`))[0];
		equal(ld.aggregateRating.reviewCount, n[0], 'reviewCount');
		check(Math.abs(Number(ld.aggregateRating.ratingValue) - n[1] / n[0]) <= 0.05,
			'ratingValue');
		check(ld.review.length > 0 && ld.review.every((r) => r.author.name &&
			r.reviewRating.ratingValue >= 1 && r.reviewBody), 'review');
		await reader.locator('h1 + .stars, h1 ~ .stars').first().click();
		await look(js, reader, 'product-reviews');
		await fold.getByRole('link', { name: /^All \d+ review/ }).click();
		await look(js, reader, 'reviews');

		const mine = reader.locator('li.said', { hasText: `</script> ${js}` });
		const helpful = mine.getByRole('button', { name: /^Helpful/ });
		const pressed = (want) => eventually(async () =>
			await helpful.getAttribute('aria-pressed') === want,
		{ what: `pressed ${want}` });
		await helpful.click();
		await pressed('true');
		match(await helpful.innerText(), /\(1\)/, 'the count');
		await helpful.click();
		await pressed('false');
		await reader.getByLabel('Stars', { exact: true }).selectOption('1');
		await press(reader, 'Show');
		match(await main(reader), /No review is like that|1 star|reviews?/, 'the filter');
		check(!(await main(reader)).includes(`</script> ${js}`), 'four stars are one');

		await owner.getByLabel('Which rule').selectOption('subject');
		await owner.getByLabel('In your words').fill('It speaks of scripts.');
		await press(owner, 'Take it down');
		await mailOf(email, 'It speaks of scripts.');
		await reader.goto(`/p/${slug}`);
		check(!(await main(reader)).includes('welcome back'), 'it was taken down');
		await page.goto(own);
		match(await main(page), /It speaks of scripts\./, 'the reason');
		await look(js, page, 'review-refused');

		const media = (await shop.sql(`SELECT m.id, m.sha256 FROM review_media x
			JOIN media m ON m.id = x.media JOIN review r ON r.id = x.review
			JOIN orders o ON o.id = r.orders WHERE m.sha256 IS NOT NULL
			AND o.number = ${order.number}`))[0];
		await page.getByRole('link', { name: 'Remove your review' }).click();
		await look(js, page, 'review-remove');
		await press(page, 'Remove');
		match(await main(page), /Write a review/, 'it can be written anew');
		await eventually(async () => (await shop.sql(
			`SELECT count(*) FROM media WHERE id = ${media[0]}`))[0][0] === 0,
		{ what: 'the picture to be forgotten' });
		const stem = `${media[1].slice(0, 2)}/${media[1].slice(2, 20)}`;
		equal(mediaFiles().filter((f) => f.includes(stem)).length, 0, 'its files');
		equal((await shop.wrongs()).join(), '', 'what doctor finds');
		clean(page);
		for (const p of [page, owner, reader])
			await p.context().close();
	}, { seconds: 240 });

test('a customer finds what to review in the account, and its state', async () => {
	const email = 'aino.reviews@posti.example';
	const v = new Visitor(shop.url);
	await accountMake(shop, v, email);
	await v.add('KIDE-SNOW-25', '/p/kide-mug');
	const placed = await v.order({ email });
	equal(placed.status, 303, 'the order');
	const token = /\/order\/([^/?]+)/.exec(placed.headers.location)[1];
	const number = /Order (\d+)/.exec((await v.get(`/order/${token}`)).text)[1];
	const owner = await ownerVisits(true);
	await deliver(owner, number);

	const page = await visit(shop);
	keepHtml(page);
	await page.context().addCookies([...v.cookies].map(([name, value]) =>
		({ name, value, url: shop.url })));
	await page.goto('/account/reviews');
	await look(true, page, 'account-reviews-open');
	await page.getByRole('link', { name: /^Review Kide/ }).click();
	await write(page, { stars: 2, title: 'Too small',
		body: 'It holds less than I had thought.' });
	await press(page, 'Send the review');
	equal(new URL(page.url()).pathname, '/account/reviews', 'the page');
	match(await main(page), /Too small/, 'the own review');
	match(await main(page), /We read it first/, 'its state');
	await look(true, page, 'account-reviews');

	await owner.goto('/admin/reviews');
	await owner.locator('tr', { hasText: 'Too small' })
		.getByRole('checkbox').check();
	await press(owner, 'Show');
	await page.goto('/account/reviews');
	match(await main(page), /Shown/, 'its state');
	await page.goto('/p/kide-mug/reviews?sort=lowest');
	const mine = page.locator('li.said', { hasText: 'Too small' });
	match(await mine.innerText(), /Snow, 2\.5 dl/, 'what was bought');
	await mine.getByRole('button', { name: /^Helpful/ }).click();
	await page.getByText('This one is your own.').waitFor();

	await page.goto('/account/reviews');
	await page.getByRole('link', { name: /^Change or remove/ }).first().click();
	await page.getByLabel(/^Heading/).fill('Small, and good');
	await press(page, 'Save the review');
	match(await main(page), /We read it first/, 'an edited one waits');
	await page.goto('/p/kide-mug/reviews');
	check(!(await main(page)).includes('Small, and good'), 'it is shown unread');

	// nobody else's: another account sees nothing of it
	const other = new Visitor(shop.url);
	await accountMake(shop, other, 'eve.reviews@posti.example');
	check(!(await other.get('/account/reviews')).text.includes('Small, and good'),
		'another account shows it');
	const guest = new Visitor(shop.url);
	equal((await guest.get('/account/reviews')).status, 303, 'a guest');
	equal((await guest.get(`/order/${[...token].reverse().join('')}/review/kide-mug`)).status,
		404, 'a wrong secret');
	equal((await shop.wrongs()).join(), '', 'what doctor finds');
	clean(page);
	await page.context().close();
	await owner.context().close();
}, { seconds: 150 });

const ASKED = {
	fi: 'Onko jalka lasitettu myös pohjasta?',
	sv: 'Kan man baka i den också?',
};
for (const [lang, js] of [['fi', true], ['sv', false]])
	test(`a question in ${lang} is answered by mail and on the page, scripts ${
		js ? 'on' : 'off'}`, async () => {
		const email = `ask-${lang}@posti.example`;
		const page = await visit(shop, { js, size: PHONE });
		keepHtml(page);
		await page.goto(`/${lang}/p/utu-vase`);
		const slug = new URL(page.url()).pathname;
		await page.goto(`${slug}/questions`);
		await look(js, page, `questions-${lang}`);
		const send = page.locator('form[action$="/questions"] button').last();
		await send.click();
		await page.locator('#errors').waitFor();
		await page.locator('#body').fill(ASKED[lang]);
		await page.locator('#email').fill(email);
		await page.locator('#name').fill('Kaisa');
		await send.click();
		await page.locator('.flash').waitFor();
		check(!(await main(page)).includes(ASKED[lang]), 'shown before the answer');
		if (js)
			equal(await overflow(page), 0, 'sideways scroll');

		const owner = await ownerVisits(js);
		await owner.goto('/admin/questions');
		await look(js, owner, 'admin-questions');
		await owner.locator('tr', { hasText: ASKED[lang] }).getByRole('link').click();
		await look(js, owner, 'admin-question');
		await owner.getByRole('textbox', { name: 'Your answer' }).fill(`${lang}: 180 °C.`);
		await press(owner, 'Answer, and show both');
		const mail = await mailOf(email, `${lang}: 180 °C.`);
		check(mail.text.includes(ASKED[lang]), 'the question in the mail');
		check(mail.text.includes(`/${lang}/p/`), 'the address in the mail');

		await page.goto(slug);
		const fold = page.locator('#questions');
		match(await fold.locator('summary').innerText(), /\(\d+\)/, 'the number');
		await fold.locator('summary').click();
		match(await fold.innerText(), new RegExp(`${lang}: 180 °C\\.`), 'the answer');
		equal(await fold.locator('[lang]').first().getAttribute('lang'), lang,
			'own language first');
		await look(js, page, `product-questions-${lang}`);
		clean(page);
		await page.context().close();
		await owner.context().close();
	}, { seconds: 150 });

test('the demo has reviews in three languages, and their pages open', async () => {
	const v = new Visitor(shop.url);
	const rows = await shop.sql(`SELECT locale, count(*) FROM review
		WHERE state = 'shown' GROUP BY locale ORDER BY locale`);
	equal(rows.map((r) => r[0]).join(), 'en,fi,sv', 'languages');
	for (const lang of ['', '/fi', '/sv'])
		for (const tail of ['', '/reviews', '/questions',
			'/reviews?sort=helpful&stars=5&lang=fi&page=1']) {
			const res = await v.get(`${lang}/p/kide-mug${tail}`);
			check([200, 301].includes(res.status), `${lang}${tail}: ${res.status}`);
		}
	const page = (await v.get('/p/kide-mug/reviews')).text;
	match(page, /<p class="lines" lang="fi">/, 'the language of a review');
	equal((await shop.wrongs()).join(), '', 'what doctor finds');
});

test('hostile addresses of the lists are answered calmly', async () => {
	const v = new Visitor(shop.url);
	for (const q of ['sort=%27', 'stars=9', 'stars=%00', 'page=-1', 'page=1e9',
		'variant=%3Cscript%3E', 'lang=xx', 'sort=helpful&sort=lowest']) {
		const res = await v.get(`/p/kide-mug/reviews?${q}`);
		check([200, 400].includes(res.status), `${q}: ${res.status}`);
		check(!res.text.includes('<script>alert'), q);
	}
});

inspector.markupTest();
await run();
