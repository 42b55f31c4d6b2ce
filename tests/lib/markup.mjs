// The Nu checker on pages collected while testing: one run, since it takes
// seconds to start.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { tempDir } from './shop.mjs';

const require = createRequire(import.meta.url);
const jar = path.join(path.dirname(require.resolve('vnu-jar/package.json')),
	'build/dist/vnu.jar');

// For a few pages, optimising the program is most of the work.  What is not
// optimised needs more stack.
const JAVA = ['-Xss4m', '-Xms256m', '-Xmx512m', '-XX:TieredStopAtLevel=1',
	'-XX:+UseSerialGC'];

export class Markup {
	constructor() {
		this.dir = tempDir();
		this.names = new Map();
	}

	add(name, html) {
		const file = path.join(this.dir, `${this.names.size}.html`);
		fs.writeFileSync(file, html);
		this.names.set(file, name);
	}

	// Map from page to what is wrong with it.
	async findings() {
		const files = [...this.names.keys()];
		const text = await new Promise((done) => {
			execFile('java', [...JAVA, '-jar', jar,
				'--errors-only', '--format', 'gnu', ...files],
			{ maxBuffer: 1 << 26 }, (why, out, err) => done(out + err ||
				(why ? `it did not run: ${why.message}` : '')));
		});
		const found = new Map();
		for (const line of text.split('\n').filter(Boolean)) {
			const hit = /^"?file:([^":]+)"?:(.*)$/.exec(line);
			const name = hit ? this.names.get(hit[1]) ?? hit[1] : 'checker';
			const rest = hit ? hit[2] : line;
			found.set(name, [...found.get(name) ?? [], rest]);
		}
		return found;
	}
}
