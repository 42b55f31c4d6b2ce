// The personal shop as a whole, in a browser: who refuses leaves nothing, who
// accepts sees why and takes it back, customers see their own, and who is
// erased is gone from the model, too.
import fs from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { test, after, run, check, equal, match, eventually } from '../lib/tap.mjs';
import { shopStart, buildDir } from '../lib/shop.mjs';
import { visit, axe, clean, overflow, browserStop, PHONE, DESK } from '../lib/browser.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);

// Nobody of the hold-out group among these few: they see none of it.
await shop.sql("INSERT INTO setting (code, value) VALUES ('personal.holdout', '0') " +
	"ON CONFLICT (code) DO UPDATE SET value = '0'");
await shop.sql('UPDATE catalogue_version SET version = version + 1');

const LOOKED = ['louna-candle-holders', 'hiljaa-candle-snuffer', 'uni-sheet'];
const names = new Map(await shop.sql('SELECT s.slug, t.name FROM slug s JOIN product_text t ' +
	"ON t.product = s.target AND t.locale = 'en' WHERE s.kind = 'product' AND s.locale = 'en'"));
const began = Date.now();

const shelf = (page, name) => page.getByRole('region', { name, exact: true });
const button = (page, name) => page.getByRole('button', { name, exact: true });

// The slugs on a shelf, in order.
const goods = async (page, name) => (await shelf(page, name).locator('.rail a[href*="/p/"]')
	.evaluateAll((all) => [...new Set(all.map((a) =>
		new URL(a.href).pathname.split('/').at(-1)))]));

const events = (where) => shop.sql(`SELECT subject, kind, product FROM event
	WHERE at_ms >= ${began} AND ${where}`);

async function answer(page, name) {
	await page.goto('/');
	await button(page, name).click();
	await page.locator('section.consent').waitFor({ state: 'detached' });
}

async function look(page, slugs = LOOKED) {
	for (const slug of slugs)
		await page.goto(`/p/${slug}`);
}

async function accessible(page, what) {
	for (const size of [DESK, PHONE]) {
		await page.setViewportSize(size);
		equal(await axe(page), '', `axe of ${what} at ${size.width}`);
		equal(await overflow(page), 0, `too wide, ${what} at ${size.width}`);
	}
	await page.setViewportSize(DESK);
}

// ---- a visitor ----

test('who refuses sees sensible shelves', async () => {
	const page = await visit(shop);
	await answer(page, 'Refuse');
	await look(page);
	await page.goto('/search?q=candle');
	await page.goto('/');
	for (const name of ['Most bought', 'New in the shop'])
		equal((await goods(page, name)).length, 4, `goods of ${name}`);
	equal(await shelf(page, 'For you').count(), 0, 'For you');
	equal(await shelf(page, 'Recently viewed').count(), 0, 'Recently viewed');
	await page.goto('/p/kide-mug');
	check((await goods(page, 'Goes with')).length > 0, 'nothing goes with a mug');
	clean(page);
	await page.context().close();
});

// What one browser's choices are noted under.
async function subjectOf(page) {
	const cookie = (await page.context().cookies()).find((c) => c.name === 'puoti-consent');
	return 'v' + createHash('sha256').update(cookie.value.split('.')[0]).digest('hex');
}

const accepted = [];

for (const js of [true, false])
	test(`who accepts sees shelves change and why, and takes it back, scripts ${js ? 'on' : 'off'}`,
		async () => {
			const page = await visit(shop, { js });
			await answer(page, 'Accept');
			await page.goto('/');
			const first = await goods(page, 'Most bought');
			equal(await shelf(page, 'For you').count(), 0, 'For you before');
			await look(page);
			await page.goto('/');
			const own = await goods(page, 'For you');
			equal(own.length, 4, 'goods for them');
			check(own.join() !== first.join(), 'the shelves are as they were');
			equal((await goods(page, 'Recently viewed')).sort(), [...LOOKED].sort(),
				'what they looked at');

			// why: what they looked at, by its name
			const forYou = shelf(page, 'For you');
			await button(forYou, 'Why am I seeing this?').click();
			const because = forYou.locator('.because');
			await because.waitFor();
			match(await because.innerText(), /looked at/, 'why');
			const why = await because.innerText();
			const slug = LOOKED.find((s) => why.includes(names.get(s)));
			check(slug, `none of what they looked at is named: ${why}`);
			const name = names.get(slug);
			if (js)
				await accessible(page, 'why');

			// taken back: gone from the why, the profile, the table
			await button(because, `Remove ${name} from my profile`).click();
			await page.waitForLoadState();
			equal(new URL(page.url()).pathname, '/', 'back where they were');
			check(!(await goods(page, 'Recently viewed')).includes(slug), 'still viewed');
			const again = shelf(page, 'For you');
			check(!(await again.locator('.because').textContent()).includes(name),
				'still why');
			check(!(await goods(page, 'For you')).includes(slug), 'suggested instead');
			const kept = LOOKED.filter((s) => s !== slug);
			const subject = await subjectOf(page);
			accepted.push(subject);
			await eventually(async () => (await events(`subject = '${subject}' AND kind = 'view'`))
				.length === kept.length, { what: 'the views that stay', seconds: 30 });
			await page.goto('/account/profile');
			const profile = await page.locator('main').innerText();
			for (const s of kept)
				check(profile.includes(names.get(s)), `${s} is not in the profile`);
			check(!profile.includes(name), 'still in the profile');
			if (js)
				await accessible(page, 'the profile');
			const [[gone]] = await shop.sql(`SELECT
				(SELECT count(*) FROM event e JOIN slug s ON s.target = e.product
				  AND s.kind = 'product' AND s.locale = 'en' AND s.slug = '${slug}'
				  WHERE e.subject = '${subject}') +
				(SELECT coalesce(sum(i.views + i.carts + i.orders), 0) FROM profile_item i
				  JOIN slug s ON s.target = i.product AND s.kind = 'product'
				  AND s.locale = 'en' AND s.slug = '${slug}'
				  WHERE i.subject = '${subject}')`);
			equal(gone, 0, 'what is left of it');
			clean(page);
			await page.context().close();
		});

test('who refused has left no event and no profile', async () => {
	const subjects = (await shop.sql(`SELECT DISTINCT subject FROM event WHERE at_ms >= ${began}`))
		.map(([s]) => s);
	check(subjects.length > 0, 'no events at all');
	for (const s of subjects)
		check(accepted.includes(s), `events of ${s}`);
	const profiles = (await shop.sql("SELECT subject FROM profile WHERE subject LIKE 'v%'"))
		.map(([s]) => s);
	for (const s of profiles)
		check(accepted.includes(s), `the profile of ${s}`);
});

// ---- the demo's customers ----

for (const [js, size] of [[true, DESK], [false, PHONE]])
	test(`personal pages within three clicks, scripts ${js ? 'on' : 'off'}`, async () => {
		const page = await visit(shop, { js, size });
		await page.goto('/');
		await button(page, 'Refuse').click();
		await page.locator('section.consent').waitFor({ state: 'detached' });
		await page.getByRole('link', { name: 'Account', exact: true }).first().click();
		if (js)
			await accessible(page, 'the login');
		await page.getByRole('button', { name: /^Aino/ }).click();
		await page.waitForLoadState();
		equal(new URL(page.url()).pathname, '/', 'where it leads');
		match(await page.locator('.hello').textContent(), /Aino/, 'the greeting');
		equal(await page.locator('.hello').isVisible(), true, 'that is seen');
		equal((await goods(page, 'For you')).length, 4, 'For you');
		const again = await goods(page, 'Buy again');
		check(again.includes('valkea-taper-candles'), `Buy again: ${again}`);
		const all = [...await goods(page, 'For you'), ...again];
		equal(new Set(all).size, all.length, 'nothing twice on the page');
		if (js) {
			await accessible(page, 'home');
			await shelf(page, 'Buy again').getByRole('button', { name: /Why/ }).click();
			match(await shelf(page, 'Buy again').locator('.because').innerText(),
				/bought these before/, 'why');
		}
		clean(page);
		await page.context().close();
	});

async function as(who, js = true) {
	const page = await visit(shop, { js });
	await answer(page, 'Accept');
	await page.goto('/account/login');
	await page.locator(`button[name=who][value=${who}]`).click();
	await page.waitForLoadState();
	return page;
}

test('Maria, who has only looked around, has her own shelves in Swedish', async () => {
	const page = await as('maria');
	equal(new URL(page.url()).pathname.replace(/\/$/, ''), '/sv', 'where it leads');
	const text = await page.locator('main').innerHTML();
	check(/id="for-you"/.test(text) && /id="recent"/.test(text), 'her shelves');
	check(!/id="again"/.test(text), 'to buy again, who never bought');
	clean(page);
	await page.context().close();
});

// ---- erased ----

const model = (data) => JSON.parse(execFileSync('python3', ['-c', `
import json,sqlite3,sys
c=sqlite3.connect(sys.argv[1],timeout=20)
print(json.dumps(c.execute("SELECT n.kind, n.product, n.near FROM neighbour n JOIN model m"
  " ON m.id = n.model WHERE m.state = 'serving' ORDER BY n.kind, n.product").fetchall()))`,
path.join(data, 'puoti.db')], { maxBuffer: 1 << 26 }));

const make = (data) => execFileSync(path.join(buildDir, 'puoti'),
	['--data', data, 'recommend', 'make'], { stdio: 'ignore' });

// A copy of the shop in which she has never been.
function without(customer) {
	const data = path.join(shop.dir, 'without');
	fs.mkdirSync(path.join(data, 'run'), { recursive: true });
	for (const file of ['puoti.conf', 'key'])
		fs.copyFileSync(path.join(shop.data, file), path.join(data, file));
	execFileSync('python3', ['-c', `
import sqlite3,sys
a=sqlite3.connect(sys.argv[1],timeout=20); b=sqlite3.connect(sys.argv[2])
a.backup(b); k=sys.argv[3]
own="(SELECT id FROM orders WHERE customer = "+k+")"
b.execute("DELETE FROM order_line WHERE orders IN "+own)
b.execute("DELETE FROM orders WHERE customer = "+k)
for t in ('event','profile','profile_item','profile_like','profile_hide'):
    b.execute(f"DELETE FROM {t} WHERE subject = 'c{k}'")
b.commit()`, path.join(shop.data, 'puoti.db'), path.join(data, 'puoti.db'), String(customer)]);
	make(data);
	return model(data);
}

test('who is erased has left no trace in the tables, nor in the model', async () => {
	const [[customer]] = await shop.sql(
		"SELECT target FROM origin WHERE source = 'demo' AND external_key = 'person/aino'");
	make(shop.data);
	const before = model(shop.data), never = without(customer);
	check(before.length > 300, `rows of the model: ${before.length}`);
	check(JSON.stringify(before) !== JSON.stringify(never), 'she makes no difference');

	const page = await as('aino');
	await page.goto('/account/erase');
	await page.locator('main form').last().getByRole('button').last().click();
	await page.waitForLoadState();
	await eventually(async () => (await shop.sql(
		`SELECT email_norm FROM customer WHERE id = ${customer}`))[0]?.[0] == null,
	{ what: 'erasing', seconds: 30 });
	for (const table of ['event', 'profile', 'profile_item', 'profile_like', 'profile_hide'])
		equal(await shop.sql(`SELECT count(*) FROM ${table} WHERE subject = 'c${customer}'`),
			[[0]], `rows of ${table}`);
	for (const table of ['customer_value', 'segment_member'])
		equal(await shop.sql(`SELECT count(*) FROM ${table} WHERE customer = ${customer}`),
			[[0]], `rows of ${table}`);
	make(shop.data);
	const now = model(shop.data);
	const other = now.filter((row, i) => JSON.stringify(row) !== JSON.stringify(never[i]));
	equal(now.length, never.length, 'rows of the model');
	equal(other.slice(0, 3), [], 'rows that are as if she had been there');
	clean(page);
	await page.context().close();

	const next = await visit(shop);
	await next.goto('/account/login');
	equal(await next.locator('button[value=aino]').count(), 0, 'offered still');
	equal(await next.locator('button[value=otto]').count(), 1, 'the others');
	await next.context().close();
}, { seconds: 120 });

await run();
