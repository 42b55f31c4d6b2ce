// What holds for every page, whoever sees it.
import { check, equal, test } from './tap.mjs';
import { axe, clean, overflow, shot, PHONE, DESK } from './browser.mjs';
import { Markup } from './markup.mjs';

const TABLET = { width: 768, height: 1024 };

// Keeps the HTML of the page in front as it came, not as scripts made it.
export function keepHtml(page) {
	page.on('response', (r) => {
		const type = r.headers()['content-type'] ?? '';
		if (r.request().isNavigationRequest() && /html/.test(type))
			page.html = r.text().catch(() => '');
	});
}

// Pictures for people to look at (build/screens): they tell no test anything.
const SHOTS = process.env.PUOTI_LONG || process.env.PUOTI_SHOTS;

async function atWidth(page, size, name, problems) {
	await page.setViewportSize(size);
	const wide = await overflow(page);
	if (wide > 0)
		problems.push(`${wide} px too wide at ${size.width}`);
	if (SHOTS)
		await shot(page, `${name}-${size.width}`);
}

// Those below the window too.
async function picturesBroken(page) {
	return page.evaluate(async () => {
		const all = [...document.images];
		for (const i of all)
			i.loading = 'eager';
		await Promise.all(all.filter((i) => !i.complete).map((i) =>
			new Promise((go) => {
				i.addEventListener('load', go);
				i.addEventListener('error', go);
				setTimeout(go, 5000);
			})));
		return all.filter((i) => i.complete && !i.naturalWidth)
			.map((i) => i.currentSrc || i.src);
	});
}

export class Inspector {
	constructor() {
		this.markup = new Markup();
		this.seen = 0;
		this.whole = new Set();
	}

	// The widths that accessibility is looked at: both, and one where it is the
	// same page in other words (a name's "-fi" or "-sv").
	widths(name) {
		const [, base, lang] = /^(.*?)(?:-(en|fi|sv))?$/.exec(name);
		if (process.env.PUOTI_LONG || !this.whole.has(base)) {
			this.whole.add(base);
			return [DESK, PHONE];
		}
		return lang === 'fi' ? [PHONE] : lang === 'sv' ? [DESK] : [DESK, PHONE];
	}

	// The page in front; throws with everything that is wrong with it.
	async look(page, name) {
		this.seen++;
		const problems = [];
		this.markup.add(name, await page.html);
		const h1 = await page.locator('h1').count();
		if (h1 !== 1)
			problems.push(`${h1} h1 elements`);
		for (const size of [PHONE, TABLET, DESK])
			await atWidth(page, size, name, problems);
		for (const size of this.widths(name)) {
			await page.setViewportSize(size);
			const found = await axe(page);
			if (found)
				problems.push(`axe at ${size.width}: ${found}`);
		}
		if (!await page.title())
			problems.push('no title');
		const broken = await picturesBroken(page);
		if (broken.length)
			problems.push(`pictures that do not load: ${broken}`);
		await page.setViewportSize(DESK);
		check(problems.length === 0, problems.join('\n'));
		clean(page);
		page.problems.length = 0;
	}

	// One test a name: states is { name: async (page) => goes there }.
	tests(states, page) {
		for (const [name, go] of Object.entries(states))
			test(`${name}: accessible, one heading, fits 360 px`,
				async () => {
					const p = await page();
					p.problems.length = 0;
					await go(p);
					await this.look(p, name);
				});
	}

	// To be called after all tests(): one test for the markup.
	markupTest() {
		test('the Nu checker finds no error on any of these pages',
			async (t) => {
				const found = await this.markup.findings();
				for (const [name, lines] of found)
					t.note([name, ...lines.slice(0, 6)].join('\n  '));
				equal(found.size, 0, 'pages with errors');
				check(this.seen > 0, 'no page was seen');
			}, { seconds: 150 });
	}
}
