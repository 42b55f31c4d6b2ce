// A table of tests, run one after the other; one TAP line each.
//
//	test('a guest buys a mug', async (t) => { ... });
//	after(() => shop.stop());
//	await run();
//
// t.note(text) prints a comment; t.skip(why) ends the test as skipped.
import { isDeepStrictEqual, inspect } from 'node:util';

const tests = [];
const afters = [];
const witnesses = [];

class Skipped extends Error {}

export function test(name, fn, { seconds = 90 } = {}) {
	tests.push({ name, fn, seconds });
}

export function after(fn) {
	afters.push(fn);
}

// fn: what to print where a test fails, as text; it gets the time it began at.
export function witness(fn) {
	witnesses.push(fn);
}

export function check(condition, message) {
	if (!condition)
		throw new Error(message ?? 'a condition does not hold');
}

export function equal(got, want, what = 'value') {
	if (!isDeepStrictEqual(got, want))
		throw new Error(`${what} is ${inspect(got)}, ` +
			`want ${inspect(want)}`);
}

export function match(text, pattern, what = 'text') {
	if (!pattern.test(text))
		throw new Error(`${what} does not match ${pattern}: ` +
			inspect(String(text).slice(0, 600)));
}

// What holds soon: asks again until the function gives something.
export async function eventually(fn, { seconds = 15, what = 'it' } = {}) {
	const end = Date.now() + seconds * 1000;
	for (;;) {
		const got = await fn();
		if (got)
			return got;
		if (Date.now() > end)
			throw new Error(`${what} did not come in ${seconds} s`);
		await new Promise((go) => setTimeout(go, 100));
	}
}

function timed(promise, seconds) {
	let timer;
	const late = new Promise((_, fail) => {
		timer = setTimeout(() => fail(
			new Error(`not done in ${seconds} s`)), seconds * 1000);
	});
	return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function comment(text) {
	for (const line of String(text).split('\n').filter(Boolean))
		console.log(`# ${line}`);
}

const kit = {
	note: comment,
	skip(why) {
		throw new Skipped(why);
	},
};

async function runOne(number, { name, fn, seconds }) {
	const began = Date.now();
	try {
		await timed(fn(kit), seconds);
	} catch (e) {
		if (e instanceof Skipped) {
			console.log(`ok ${number} - ${name} # SKIP ${e.message}`);
			return true;
		}
		console.log(`not ok ${number} - ${name}`);
		comment(e.stack ?? e);
		if (e.cause)
			comment(`because of ${e.cause.stack ?? e.cause}`);
		for (const fn of witnesses)
			comment(fn(began));
		return false;
	}
	const ms = Date.now() - began;
	console.log(`ok ${number} - ${name} (${ms} ms)`);
	return true;
}

// Ends the process.  A first argument picks the tests whose name holds it.
export async function run() {
	const only = process.argv[2];
	const chosen = tests.filter((t) => !only || t.name.includes(only));
	let failed = 0;
	console.log(`1..${chosen.length}`);
	for (const [i, t] of chosen.entries())
		failed += !await runOne(i + 1, t);
	for (const fn of afters.reverse()) {
		try {
			await timed(Promise.resolve(fn()), 60);
		} catch (e) {
			console.log('not ok - the tests end cleanly');
			comment(e.stack ?? e);
			failed++;
		}
	}
	process.exit(failed ? 1 : 0);
}
