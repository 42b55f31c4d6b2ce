// Lighthouse's mobile preset on home, category and product: the median of
// five runs must be 100 for accessibility, best practices and search engines;
// that for performance is printed, because it is of the machine too.  HTML,
// CSS and scripts of each page together at most 60 kB as gzip.  For
// scripts/check --long.
import path from 'node:path';
import zlib from 'node:zlib';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { test, after, run, check, equal } from '../lib/tap.mjs';
import { shopStart, root, tempDir } from '../lib/shop.mjs';
import { request } from '../lib/http.mjs';

const shop = await shopStart();
after(() => shop.stop());

const RUNS = 5;
const PAGES = ['/', '/c/table', '/p/kide-mug'];
const BUDGET = 60 * 1024;
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
const bin = path.join(root, 'tests/lighthouse/node_modules/lighthouse/cli/index.js');

function once(page, file) {
	return new Promise((done, fail) => {
		const child = spawn(process.execPath, [bin, shop.url + page, '--quiet',
			'--output=json', `--output-path=${file}`,
			'--chrome-flags=--headless=new --no-sandbox --disable-gpu ' +
			'--disable-dev-shm-usage'], {
			env: { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell' },
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		let said = '';
		child.stderr.on('data', (d) => { said += d; });
		child.on('exit', (code) => (code ? fail(new Error(said.slice(-2000))) :
			done(JSON.parse(fs.readFileSync(file)))));
	});
}

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

for (const page of PAGES)
	test(`lighthouse has nothing to say of ${page}`, async () => {
		const dir = tempDir('lighthouse');
		const scores = Object.fromEntries(CATEGORIES.map((c) => [c, []]));
		const short = new Set();
		for (let i = 0; i < RUNS; i++) {
			const report = await once(page, path.join(dir, `${i}.json`));
			for (const c of CATEGORIES)
				scores[c].push(Math.round(report.categories[c].score * 100));
			for (const a of Object.values(report.audits))
				if (a.score !== null && a.score < 0.9 &&
					!['informative', 'notApplicable', 'manual'].includes(a.scoreDisplayMode))
					short.add(`${a.id} ${a.displayValue ?? ''}`);
		}
		for (const c of CATEGORIES)
			console.log(`# ${page} ${c}: ${scores[c].join(' ')}, median ${median(scores[c])}`);
		if (short.size)
			console.log(`# ${page} short of it: ${[...short].join('; ')}`);
		equal(CATEGORIES.slice(1).map((c) => median(scores[c])), [100, 100, 100],
			'the medians');
	}, { seconds: 600 });

for (const page of PAGES)
	test(`${page} with its styles and scripts is at most 60 kB as gzip`, async () => {
		const html = await request(shop.url + page);
		equal(html.status, 200, 'status');
		const parts = [...html.text.matchAll(/(?:src|href)="(\/s\/[^"]+\.(?:js|css))"/g)]
			.map((m) => m[1]);
		let bytes = zlib.gzipSync(html.bytes).length;
		for (const part of new Set(parts))
			bytes += zlib.gzipSync((await request(shop.url + part)).bytes).length;
		console.log(`# ${page}: ${bytes} bytes as gzip in ${parts.length + 1} files`);
		check(bytes <= BUDGET, `${bytes} bytes`);
	});

await run();
