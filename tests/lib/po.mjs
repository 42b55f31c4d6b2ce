// The shop's words in a language, from po/: what a test looks for on a page.
import fs from 'node:fs';
import path from 'node:path';
import { root } from './shop.mjs';

const tables = new Map();

function table(lang) {
	if (tables.has(lang))
		return tables.get(lang);
	const words = new Map();
	const file = path.join(root, 'po', `${lang}.po`);
	const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
	for (const entry of text.split(/\n\n+/)) {
		if (/^#.*fuzzy/m.test(entry))
			continue;
		const lines = entry.split('\n').filter((l) => !l.startsWith('#'));
		const joined = lines.join('\n').replace(/"\n"/g, '');
		const id = /^msgid "(.*)"$/m.exec(joined);
		const str = /^msgstr(?:\[0\])? "(.*)"$/m.exec(joined);
		if (id?.[1] && str?.[1])
			words.set(unquote(id[1]), unquote(str[1]));
	}
	tables.set(lang, words);
	return words;
}

function unquote(s) {
	return s.replace(/\\n/g, '\n').replace(/\\(.)/g, '$1');
}

// The text itself when it has no translation, as in the shop.
export function tr(lang, text) {
	return (lang !== 'en' && table(lang).get(text)) || text;
}
