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
			execFile('java', ['-Xss1m', '-Xmx512m', '-jar', jar,
				'--errors-only', '--format', 'gnu', ...files],
			{ maxBuffer: 1 << 26 }, (_, out, err) => done(out + err));
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
