// What the shop knows of somebody, in a real browser: seen, removed, taken
// back, told, switched off, taken along and erased; by a browser whose owner
// accepted and by a customer, with scripts and without.
import fs from 'node:fs';
import { test, after, run, check, equal, match, eventually } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { visit, axe, clean, overflow, browserStop, PHONE, DESK } from '../lib/browser.mjs';
import { Visitor } from '../lib/http.mjs';
import { accountMake, PASSWORD } from '../lib/account.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);

// Nobody of the hold-out group among these few.
await shop.sql("INSERT INTO setting (code, value) VALUES ('personal.holdout', '0') " +
	"ON CONFLICT (code) DO UPDATE SET value = '0'");
await shop.sql('DELETE FROM profile_like');
await shop.sql('DELETE FROM interest_text');
await shop.sql('DELETE FROM interest');
await shop.sql('UPDATE catalogue_version SET version = version + 1');

const began = Date.now();
const PAGE = '/account/profile';
const block = (page, name) => page.getByRole('region', { name, exact: true });
const said = (page, words) => page.locator('.flash').filter({ hasText: words }).waitFor();
const fresh = async (where) => (await shop.sql(
	`SELECT count(*) FROM event WHERE at_ms >= ${began} AND ${where}`))[0][0];

async function accepted(js) {
	const page = await visit(shop, { js });
	await page.goto('/');
	await page.getByRole('button', { name: 'Accept', exact: true }).click();
	await page.locator('section.consent').waitFor({ state: 'detached' });
	return page;
}

async function sound(page, what) {
	for (const size of [DESK, PHONE]) {
		await page.setViewportSize(size);
		equal(await axe(page), '', `axe of ${what} at ${size.width}`);
		equal(await overflow(page), 0, `too wide, ${what} at ${size.width}`);
	}
	await page.setViewportSize(DESK);
}

test('who did not accept sees what is not known, and how to change it', async () => {
	const page = await visit(shop);
	await page.goto('/');
	await page.getByRole('button', { name: 'Refuse', exact: true }).click();
	await page.locator('section.consent').waitFor({ state: 'detached' });
	equal(await page.locator('.ask').count(), 0, 'a question to nobody');
	await page.goto('/p/kide-mug');
	await page.goto(PAGE);
	match(await block(page, 'Nothing').innerText(), /notes nothing/, 'the words');
	await page.getByRole('link', { name: 'Your choice about cookies' }).first().waitFor();
	await sound(page, 'the page of nobody');
	clean(page);
});

for (const js of [true, false])
	test(`a browser sees and removes, scripts ${js ? 'on' : 'off'}`, async () => {
		const page = await accepted(js);
		const slugs = ['kide-mug', 'uni-sheet'];
		for (const slug of slugs)
			await page.goto(`/p/${slug}`);
		await page.goto('/search?q=opal+lamp');
		const [[subject]] = await eventually(async () => {
			const rows = await shop.sql('SELECT subject FROM event WHERE ' +
				`kind = 'search' AND at_ms >= ${began} ORDER BY id DESC LIMIT 1`);
			return rows.length && (await fresh(`subject = '${rows[0][0]}' AND ` +
				"kind IN ('view', 'search')")) === 3 ? rows : null;
		}, { what: 'the events of three pages' });
		const own = `subject = '${subject}'`;
		await page.goto(PAGE);
		equal(await page.locator('nav.side').count(), 0, 'an account menu');
		const seen = block(page, 'What you looked at');
		match(await seen.innerText(), /Kept for \d+ days, because you accepted it on/, 'how long');
		match(await seen.innerText(), /Search: “opal lamp”/, 'the search');
		if (js)
			await sound(page, 'the page of a browser');

		await seen.getByRole('button', { name: 'Remove Search: “opal lamp”' }).click();
		await said(page, 'Removed.');
		equal(await seen.getByText('opal lamp').count(), 0, 'on the page');
		equal(await fresh(`${own} AND kind = 'search'`), 0, 'in the table');

		// an interest goes with what is behind it, and comes back
		const interests = block(page, 'Interests');
		const n = await interests.locator('li').count();
		check(n > 0, 'no interest');
		equal(await interests.locator('li meter').count(), n, 'meters');
		await interests.getByRole('button').first().click();
		await said(page, 'Removed.');
		check(await interests.locator('li').count() < n, 'it is still there');
		await page.getByRole('button', { name: 'Undo', exact: true }).click();
		await said(page, 'It is back.');
		equal(await interests.locator('li').count(), n, 'interests after undo');

		// what is hidden is shown again
		await page.locator('form[action="/account/profile"] input[name=token]').first().waitFor({ state: 'attached' });
		await shop.sql(`INSERT INTO profile_hide VALUES ('${subject}', 'rail', 'for-you', ${Date.now()})`);
		await page.goto(PAGE);
		await block(page, 'What you do not want to see').getByRole('button').click();
		await said(page, 'It is back.');
		equal((await shop.sql(`SELECT count(*) FROM profile_hide WHERE ${own}`))[0][0], 0, 'hidden');

		// along, and away
		const [file] = await Promise.all([page.waitForEvent('download'),
			page.getByRole('button', { name: 'Download all (JSON)' }).click()]);
		const taken = JSON.parse(fs.readFileSync(await file.path(), 'utf8'));
		equal(taken.products.length, 2, 'products taken along');
		await page.getByRole('button', { name: 'Erase what you learned' }).click();
		match(await page.locator('main').innerText(), /cannot be taken back/, 'the question');
		if (js)
			await sound(page, 'the question before erasing');
		await page.getByRole('button', { name: 'Erase what you learned' }).click();
		await said(page, 'Erased.');
		equal(await fresh(own), 0, 'events left');
		equal((await shop.sql(`SELECT count(*) FROM profile_item WHERE ${own}`))[0][0], 0, 'items left');
		clean(page);
	});

test('interests are tapped on the home page, once', async () => {
	const page = await accepted(true);
	await page.goto('/');
	const ask = block(page, 'What do you like to see?');
	await sound(page, 'the question on the home page');
	const tiles = ask.getByRole('checkbox');
	check(await tiles.count() >= 2, 'choices');
	await tiles.first().check();
	await ask.getByRole('button', { name: 'That is what I like' }).click();
	await said(page, 'Thank you.');
	equal(await ask.count(), 0, 'asked again');
	await page.goto(PAGE);
	equal(await block(page, 'Tell us yourself').locator('input[name=like]:checked').count(), 1, 'liked');
	clean(page);
	const other = await accepted(false);
	await other.goto('/');
	await block(other, 'What do you like to see?').getByRole('button', { name: 'Skip' }).click();
	await said(other, 'We will not ask again.');
	await other.goto('/');
	equal(await other.locator('.ask').count(), 0, 'asked after Skip');
	clean(other);
});

test('a customer is greeted, tells, and switches off', async () => {
	const v = new Visitor(shop.url);
	await accountMake(shop, v, 'taimi@posti.example', { name: 'Taimi Laine' });
	const page = await visit(shop);
	await page.goto('/account/login');
	await page.getByRole('button', { name: 'Refuse', exact: true }).click();
	await page.getByRole('textbox', { name: 'Email' }).fill('taimi@posti.example');
	await page.getByLabel('Password').fill(PASSWORD);
	await page.locator('main').getByRole('button', { name: 'Log in', exact: true }).click();
	await page.locator('.strip .hello').waitFor();
	const hello = page.locator('.strip .hello');
	equal(await hello.innerText(), 'Welcome, Taimi', 'before any order');
	await page.getByRole('region', { name: 'What do you like to see?' }).waitFor();
	await page.goto(PAGE);
	await page.locator('nav.side').waitFor();
	await sound(page, 'the page of a customer');
	const tell = block(page, 'Tell us yourself');
	await tell.getByLabel('What we call you').fill(' <b>T</b> ');
	await tell.getByLabel('How we greet you').selectOption('warm');
	await tell.getByLabel('Day').selectOption('31');
	await tell.getByLabel('Month').selectOption('2');
	await tell.getByRole('button', { name: 'Save' }).click();
	match(await tell.getByRole('alert').innerText(), /Birthday/, 'no such day');
	equal(await tell.getByLabel('What we call you').inputValue(), '<b>T</b>', 'what was typed');
	const day = new Date(Date.now() + 2 * 3600e3); // of Helsinki, near enough
	await tell.getByLabel('Day').selectOption(String(day.getUTCDate()));
	await tell.getByLabel('Month').selectOption(String(day.getUTCMonth() + 1));
	await tell.getByRole('button', { name: 'Save' }).click();
	await said(page, 'Saved.');
	equal(await hello.innerText(), 'Happy birthday, <b>T</b>', 'on the day');
	await tell.getByLabel('Month').selectOption('');
	await tell.getByLabel('Day').selectOption('');
	await tell.getByRole('button', { name: 'Save' }).click();
	equal(await hello.innerText(), 'Good to see you again, <b>T</b>', 'warmly');
	// three switches, each with what it changes; one is left as it was
	const own = block(page, 'Suggestions for you');
	equal(await own.getByRole('checkbox').count(), 3, 'switches');
	equal(await own.getByLabel('Use what I have ordered').isChecked(), true, 'orders');
	equal(await own.getByLabel('Remember what I look at').isChecked(), false, 'refused above');
	await own.getByLabel('Show me things chosen for me').uncheck();
	await own.getByRole('button', { name: 'Save' }).press('Enter');
	await page.getByText('Suggestions are switched off').waitFor();
	equal(await own.getByLabel('Use what I have ordered').isChecked(), true, 'orders, after it');
	equal(await hello.count(), 0, 'a greeting after it');
	await page.goto('/');
	equal(await page.locator('.ask').count(), 0, 'a question after it');
	equal(await block(page, 'For you').count(), 0, 'a shelf after it');
	clean(page);
});

await run();
