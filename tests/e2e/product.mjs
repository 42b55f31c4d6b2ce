// A product's page with all that it can hold, its brand and its documents.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { test, after, run, check, equal, match } from '../lib/tap.mjs';
import { shopStart } from '../lib/shop.mjs';
import { request } from '../lib/http.mjs';
import { visit, clean, axe, overflow, browserStop, DESK, PHONE } from '../lib/browser.mjs';

const shop = await shopStart();
after(() => shop.stop());
after(browserStop);

const PDF = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n';
const sha = crypto.createHash('sha256').update(PDF).digest('hex');

// The mug gets a size guide, a document, promises and relations.
async function fill() {
	const [[mug]] = await shop.sql("SELECT target FROM slug WHERE kind = 'product' " +
		"AND slug = 'kide-mug'");
	const [[guide]] = await shop.sql("INSERT INTO size_guide (name) VALUES ('Mugs') RETURNING id");
	await shop.sql(`INSERT INTO size_guide_text (size_guide, locale, title, body) VALUES (${guide}, ` +
		"'en', 'How large it is', '| Size | Height | Rim | Weight | Fits under |\n|---|---|---|---|---|\n" +
		"| 2.5 dl | 7.5 cm | 8 cm | 270 g | a capsule machine |')");
	await shop.sql(`UPDATE product SET size_guide = ${guide}, guarantee_months = 60, ` +
		`repair_score = '7.9', spare_part_years = 10 WHERE id = ${mug}`);
	await shop.sql(`DELETE FROM relation WHERE product = ${mug}`);
	await shop.sql('INSERT INTO relation (product, kind, target, position) ' +
		`SELECT ${mug}, 'goes_with', id, id FROM product WHERE status = 'active' ` +
		`AND id <> ${mug} ORDER BY id LIMIT 3`);
	const dir = path.join(shop.data, 'file', sha.slice(0, 2));
	fs.mkdirSync(dir, { recursive: true });
	fs.writeFileSync(path.join(dir, sha), PDF);
	await shop.sql('INSERT INTO product_file (product, kind, locale, name, sha256, size) ' +
		`VALUES (${mug}, 'care', 'en', 'Care of this mug', '${sha}', ${PDF.length})`);
	await shop.sql('UPDATE catalogue_version SET version = version + 1');
}
await fill();

test('the page holds it all on a phone and on a desk', async () => {
	for (const size of [PHONE, DESK]) {
		const page = await visit(shop, { size });
		await page.goto(`${shop.url}/p/kide-mug`);
		await page.locator('details.fold').evaluateAll((all) => {
			for (const fold of all)
				fold.open = true;
		});
		equal(await axe(page), '', 'axe');
		equal(await overflow(page), 0, 'overflow');
		clean(page);
		await page.context().close();
	}
});

test('shelves are regions that say why they are there', async () => {
	const page = await visit(shop);
	await page.goto(`${shop.url}/p/kide-mug`);
	for (const name of ['Goes with', 'Similar']) {
		const shelf = page.getByRole('region', { name, exact: true });
		check(await shelf.locator('li.card').count() > 0, `${name} is empty`);
		await shelf.getByRole('button', { name: 'Why am I seeing this?' }).click();
		await shelf.getByText('Everyone sees the same ones.').waitFor();
		await page.keyboard.press('Escape');
	}
	clean(page);
	await page.context().close();
});

test('size guide, promises and document need no script', async () => {
	const page = await visit(shop, { js: false });
	await page.goto(`${shop.url}/p/kide-mug`);
	const cell = page.getByText('a capsule machine');
	check(!await cell.isVisible(), 'the guide is open');
	await page.getByText('How large it is', { exact: true }).click();
	await cell.waitFor();
	await page.getByRole('heading', { name: 'Guarantee and repair' }).click();
	await page.getByText('5 years', { exact: true }).waitFor();
	await page.getByText('Legal guarantee', { exact: true }).waitFor();
	const link = page.getByRole('link', { name: 'Care of this mug' });
	equal(await link.getAttribute('href'), `/file/${sha}/care-of-this-mug.pdf`, 'address');
	await page.context().close();
});

test('a document is saved and can run nothing', async () => {
	const url = `${shop.url}/file/${sha}/care-of-this-mug.pdf`;
	const res = await request(url);
	equal(res.status, 200, 'status');
	equal(res.bytes.toString(), PDF, 'bytes');
	equal(res.headers['content-type'], 'application/pdf', 'type');
	equal(res.headers['content-disposition'],
		'attachment; filename="care-of-this-mug.pdf"', 'disposition');
	equal(res.headers['x-content-type-options'], 'nosniff', 'sniffing');
	match(res.headers['content-security-policy'], /^sandbox; default-src 'none'/, 'policy');
	equal((await request(`${shop.url}/-/file/${sha.slice(0, 2)}/${sha}`)).status, 404, 'inside');
	const old = await request(`${shop.url}/file/${sha}/other.pdf`);
	equal(old.status, 301, 'another name');
	equal((await request(`${shop.url}/file/${'0'.repeat(64)}/x.pdf`)).status, 404, 'unknown');
});

test('a product leads to its brand, and the brand to its products', async () => {
	const page = await visit(shop);
	await page.goto(`${shop.url}/p/kide-mug`);
	const link = page.locator('#buy a[href^="/b/"]');
	const name = await link.innerText();
	await link.click();
	await page.getByRole('heading', { level: 1, name }).waitFor();
	await page.locator('li.card a[href="/p/kide-mug"]').waitFor();
	equal(await axe(page), '', 'axe');
	equal(await overflow(page), 0, 'overflow');
	clean(page);
	await page.context().close();
});

await run();
