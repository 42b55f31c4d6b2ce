// Chromium's headless shell, two thirds of the whole browser's work for the same
// pages, by playwright-core, with what every page must be watched for:
// no request to another host, no error in the console, no broken policy.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { check } from './tap.mjs';
import { root, tempDir } from './shop.mjs';

const require = createRequire(import.meta.url);
const axeSource = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
	'best-practice'];

export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1280, height: 900 };

// [scripts, language] of what is the same way in each: with and without
// scripts, and each language once.
export const WAYS = process.env.PUOTI_LONG ?
	[true, false].flatMap((js) => ['en', 'fi', 'sv'].map((lang) => [js, lang])) :
	[[true, 'en'], [false, 'fi'], [true, 'sv']];

let browser;

async function launched() {
	browser ??= await chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
		// the profile is playwright's own: new, and removed at the end
		args: ['--headless', '--no-sandbox', '--disable-gpu',
			'--disable-quic', '--no-first-run',
			'--disable-background-networking',
			'--disable-component-update', '--disable-sync',
			'--disable-dev-shm-usage'],
	});
	return browser;
}

export async function browserStop() {
	await browser?.close();
	browser = undefined;
}

function watch(page, shop) {
	page.problems = [];
	page.on('request', (r) => {
		const url = r.url();
		if (!url.startsWith(`${shop.url}/`) && !/^(data|blob|about):/.test(url))
			page.problems.push(`request to another host: ${url}`);
	});
	page.on('console', (m) => {
		const at = m.location().url;
		// the browser's own word on a status that the test asked for
		const status = /Failed to load resource: the server responded/
			.test(m.text()) && at === page.url();
		if (['error', 'warning'].includes(m.type()) && !status)
			page.problems.push(`console ${m.type()}: ${m.text()} (${at})`);
	});
	page.on('pageerror', (e) => page.problems.push(`script: ${e.stack}`));
	page.on('dialog', (d) => {
		page.problems.push(`a script dialog: ${d.message()}`);
		d.dismiss().catch(() => {});
	});
	page.on('response', (r) => {
		const own = r.request().isNavigationRequest();
		if (!own && r.status() >= 400)
			page.problems.push(`${r.status()} for ${r.url()}`);
	});
}

// A new visitor: {page, context}.  js false: a browser without scripts.
export async function visit(shop, { js = true, size = DESK, locale = 'en-GB' } = {}) {
	const context = await (await launched()).newContext({
		javaScriptEnabled: js, viewport: size, locale,
		baseURL: shop.url, reducedMotion: 'reduce',
		hasTouch: size.width < 700, isMobile: size.width < 700,
	});
	context.setDefaultTimeout(15000);
	await context.addInitScript(() => {
		document.addEventListener('securitypolicyviolation', (e) => {
			console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`);
		});
	});
	const page = await context.newPage();
	watch(page, shop);
	return page;
}

export function clean(page) {
	check(page.problems.length === 0, page.problems.join('\n'));
}

// Machine-checkable accessibility; the findings as text, "" when none.
export async function axe(page) {
	if (!await page.evaluate(() => Boolean(window.axe)))
		await page.evaluate(axeSource);
	// The question about cookies stays at the end of the window and covers what
	// one has not scrolled to: for the measure it stands in the page's flow.
	const result = await page.evaluate(async (tags) => {
		const ask = document.querySelector('.consent');
		ask?.style.setProperty('position', 'static');
		const found = await window.axe.run(document, {
			runOnly: { type: 'tag', values: tags },
			resultTypes: ['violations'],
		});
		ask?.style.removeProperty('position');
		// all that was looked at is much to carry over
		return found.violations.map(({ id, help, nodes }) => ({ id, help,
			nodes: nodes.slice(0, 4).map(({ target, failureSummary }) =>
				({ target, failureSummary })) }));
	}, AXE_TAGS);
	return result.map((v) => `${v.id}: ${v.help}\n` +
		v.nodes.map((n) =>
			`    ${n.target}: ${n.failureSummary?.replace(/\s+/g, ' ')}`)
			.join('\n')).join('\n');
}

// How many pixels a page is wider than the screen.
export function overflow(page) {
	return page.evaluate(() => document.documentElement.scrollWidth -
		document.documentElement.clientWidth);
}

export async function shot(page, name) {
	const dir = path.join(root, 'build', 'screens');
	fs.mkdirSync(dir, { recursive: true });
	// a third of the time that PNG takes: every page is taken three times
	await page.screenshot({ path: path.join(dir, `${name}.jpg`), fullPage: true,
		type: 'jpeg', quality: 80 });
}

export function picture() {
	const file = path.join(root, 'demo/img',
		fs.readdirSync(path.join(root, 'demo/img'))
			.find((f) => /-640\.webp$/.test(f)));
	return file;
}

export { tempDir };
