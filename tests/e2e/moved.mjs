// A shop that moved here: the addresses it had lead to where things are now.
import fs from 'node:fs';
import path from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { test, after, run, equal, match } from '../lib/tap.mjs';
import { shopStart, buildDir, tempDir } from '../lib/shop.mjs';
import { request } from '../lib/http.mjs';

const shop = await shopStart({ empty: true });
after(() => shop.stop());

async function imported(format, text) {
	const file = path.join(tempDir('moved'), 'products.csv');
	fs.writeFileSync(file, text);
	const { stdout } = await promisify(execFile)(path.join(buildDir, 'puoti'),
		['--data', shop.data, 'import', '--format', format, file]);
	match(stdout, /errors: 0\n[\s\S]*Imported\./, 'the report');
}

// 301, and where it ends the page is there.
async function leads(from, to) {
	const res = await request(shop.url + from);
	equal(res.status, 301, from);
	equal(res.headers.location.replace(shop.url, ''), to, from);
	equal((await request(shop.url + to)).status, 200, to);
}

test('addresses of a Shopify shop answer 301', async () => {
	await imported('shopify', 'Handle,Title,Body (HTML),Vendor,Type,Tags,' +
		'Published,Option1 Name,Option1 Value,Variant SKU,Variant Price,' +
		'Variant Inventory Qty,Status\r\n' +
		'blue-bowl,Blue bowl,<p>A bowl.</p>,Lehto,Bowls,,true,Title,' +
		'Default Title,BB-1,12.00,4,active\r\n');
	await leads('/products/blue-bowl', '/p/blue-bowl');
	await leads('/collections/sale/products/blue-bowl', '/p/blue-bowl');
	await leads('/products/blue-bowl?variant=1', '/p/blue-bowl?variant=1');
	await leads('/fi/products/blue-bowl', '/fi/p/blue-bowl');
	await leads('/collections/bowls', '/c/bowls');
	equal((await request(`${shop.url}/products/none`)).status, 404, 'unknown');
});

test('addresses of a WooCommerce shop answer 301', async () => {
	await imported('woocommerce', '\ufeffID,Type,SKU,Name,Published,' +
		'"Regular price",Stock,"In stock?",Categories\r\n' +
		'77,simple,WOO-1,"Wooden spoon",1,"4,50",9,1,"Kitchen > Spoons"\r\n');
	await leads('/product/wooden-spoon/', '/p/wooden-spoon');
	await leads('/?p=77', '/p/wooden-spoon');
	await leads('/product-category/kitchen/spoons/', '/c/kitchen/spoons');
});

test('no old address leads away from the shop', async () => {
	for (const bad of ['//evil.example/products/blue-bowl', '/products//evil.example',
		'/products/%0d%0aSet-Cookie:x', '/collections/x/products/https://evil.example']) {
		const res = await request(shop.url + bad);
		const to = res.headers.location ?? '';
		equal(/evil|\n/.test(to.replace(shop.url, '')), false, `${bad} -> ${to}`);
		equal(res.headers['set-cookie']?.some((c) => c.startsWith('x')) ?? false,
			false, 'a header of the visitor');
	}
});

await run();
