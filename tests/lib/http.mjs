// A visitor without a browser: cookies, forms, and requests exactly as given.
import http from 'node:http';
import net from 'node:net';

const agent = new http.Agent({ keepAlive: true, maxSockets: 128 });

// from: another address of this machine to come from, such as 127.0.0.9.
export function request(url, { method = 'GET', headers = {}, body, keep = true, from } = {}) {
	return new Promise((done, fail) => {
		const to = new URL(url);
		const r = http.request({
			host: to.hostname, port: to.port, method,
			// as it was given: URL would tidy "/../" away
			path: url.slice(to.origin.length) || '/',
			headers, agent: keep && !from ? agent : false, localAddress: from,
		}, (res) => {
			const chunks = [];
			res.on('data', (c) => chunks.push(c));
			res.on('error', fail);
			res.on('end', () => done({
				status: res.statusCode,
				headers: res.headers,
				raw: res.rawHeaders,
				bytes: Buffer.concat(chunks),
				text: Buffer.concat(chunks).toString('utf8'),
			}));
		});
		r.setTimeout(60000, () => r.destroy(new Error('timed out')));
		r.on('error', fail);
		r.end(body);
	});
}

export function decode(html) {
	const names = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
	return html.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (all, n) => {
		if (n[0] === '#')
			return String.fromCodePoint(n[1] === 'x' ?
				parseInt(n.slice(2), 16) : Number(n.slice(1)));
		return names[n] ?? all;
	});
}

// Name and value of every hidden field of the first form that fits.
export function hidden(html, form = /<form\b/) {
	const at = html.search(form);
	const end = html.indexOf('</form>', at);
	const fields = {};
	for (const [tag] of html.slice(at, end)
		.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)) {
		const name = /\bname="([^"]*)"/.exec(tag)?.[1];
		fields[name] = decode(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '');
	}
	return fields;
}

export class Visitor {
	constructor(url, { from } = {}) {
		this.url = url;
		this.from = from;
		this.cookies = new Map();
		this.last = null;
	}

	async send(path, { method = 'GET', headers = {}, body } = {}) {
		const all = { ...headers };
		if (this.cookies.size)
			all.Cookie = [...this.cookies]
				.map(([k, v]) => `${k}=${v}`).join('; ');
		const res = await request(this.url + path,
			{ method, headers: all, body, from: this.from });
		for (const line of res.headers['set-cookie'] ?? []) {
			const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
			if (value === '' || /max-age=0\b/i.test(line))
				this.cookies.delete(name);
			else
				this.cookies.set(name, value);
		}
		if (method === 'GET' && res.status < 300)
			this.last = res.text;
		return res;
	}

	get(path, headers) {
		return this.send(path, { headers });
	}

	// fields: an object, or a list of [name, value] when names repeat.
	post(path, fields, headers = {}) {
		const pairs = Array.isArray(fields) ? fields : Object.entries(fields);
		return this.send(path, {
			method: 'POST',
			body: new URLSearchParams(pairs).toString(),
			headers: {
				'Content-Type': 'application/x-www-form-urlencoded',
				...headers,
			},
		});
	}

	// The CSRF token of the page seen last, or of path.
	async token(path) {
		if (path)
			await this.get(path);
		const hit = /name="token"[^>]*\bvalue="([^"]+)"/.exec(this.last ?? '');
		if (!hit)
			throw new Error(`no token on the page seen last (${path})`);
		return decode(hit[1]);
	}

	// Put a unit of a SKU in the cart, as the button on a card does.
	async add(sku, from = '/cart') {
		return this.post('/cart', { token: await this.token(from), sku });
	}

	// From a filled cart to the answer of "Order and pay".
	async order(fields = {}) {
		const page = await this.get('/checkout');
		if (page.status !== 200)
			return page;
		return this.post('/checkout', {
			...hidden(page.text, /<form[^>]*action="[^"]*\/checkout"/),
			...address, ...fields,
		});
	}

	async login(owner) {
		return this.post('/admin/login', {
			token: await this.token('/admin/login'),
			email: owner.email, password: owner.password,
		});
	}
}

export const address = {
	email: 'aino.korhonen@posti.example',
	phone: '040 000 7712',
	name: 'Aino Korhonen',
	street: 'Kaislapolku 7 B 12',
	postal: '00890',
	city: 'Helsinki',
	country: 'FI',
	delivery: 'parcel',
	payment: 'transfer',
	terms: '1',
};

// Bytes out, bytes back until the other side closes or a while passes.
export function rawRequest(port, bytes, { ms = 3000 } = {}) {
	return new Promise((done) => {
		const chunks = [];
		const socket = net.connect(port, '127.0.0.1', () => socket.write(bytes));
		const end = () => {
			socket.destroy();
			done(Buffer.concat(chunks).toString('latin1'));
		};
		const timer = setTimeout(end, ms);
		socket.on('data', (c) => chunks.push(c));
		socket.on('error', () => {});
		socket.on('close', () => {
			clearTimeout(timer);
			end();
		});
	});
}
