// Buying, and what a shop's books say of it, against what the stand-in knows.
import { check, equal, eventually } from '../lib/tap.mjs';
import { Visitor, hidden, decode } from '../lib/http.mjs';
import { STRIPE_KEY, WEBHOOK } from './pay.mjs';

// Several questions at once cost a process each: ask in one.
export async function bookkeeper(shop, bank) {
	const goods = await shop.sql('SELECT v.sku FROM variant v JOIN stock s ON ' +
		's.variant = v.id JOIN product p ON p.id = v.product WHERE ' +
		's.on_hand - s.held > 4 AND v.tracked = 1 AND v.archived_ms IS NULL ' +
		"AND p.status = 'active' AND p.kind = 'goods' ORDER BY s.on_hand - s.held DESC, v.id");
	let next = 0;

	const setting = async (code, value) => {
		await shop.sql(`INSERT INTO setting (code, value) VALUES ('${code}', ` +
			`'${value}') ON CONFLICT (code) DO UPDATE SET value = excluded.value`);
		await shop.sql('UPDATE catalogue_version SET version = version + 1');
	};

	// Logged in once: logins are limited, where limits are on.
	let known;
	const owner = async ({ anew = false } = {}) => {
		if (known && !anew)
			return known;
		const v = new Visitor(shop.url);
		equal((await v.login(shop.owner)).status, 303, 'login');
		known = v;
		return v;
	};

	// Post the owner's page as it stands, with changes; the notice it gives.
	const paysOn = async (v, changes) => {
		const page = await v.get('/admin/settings/payments');
		const fields = fieldsOf(page.text);
		const res = await v.post('/admin/settings/payments', { ...fields, ...changes });
		equal(res.status, 303, `saving (${/class="err">([^<]*)/.exec(res.text)?.[1]})`);
		const said = await v.get('/admin/settings/payments');
		return decode(/role="status"[^>]*>\s*(?:<[^>]*>)*([^<]+)/.exec(said.text)?.[1] ?? '').trim();
	};

	const setUp = async () => {
		await paysOn(await owner(), { 'pay.paytrail': '1', 'pay.stripe': '1',
			'stripe.test.secret': STRIPE_KEY, 'stripe.test.webhook': WEBHOOK });
		// enough of everything for many orders
		await shop.sql("INSERT INTO stock_move (variant, location, delta, reason, ref_kind, ref_id, at_ms) " +
			"SELECT variant, location, 100000, 'recount', 'test', variant, 2 FROM stock WHERE location = 1");
		await shop.sql('UPDATE stock SET on_hand = on_hand + 100000 WHERE location = 1');
	};

	const buy = async (payment, fields = {}) => {
		const v = new Visitor(shop.url);
		await v.add(goods[next++ % goods.length][0]);
		const res = await v.order({ payment, ...fields });
		equal(res.status, 303, 'the order');
		return placed(v, res.headers.location);
	};

	const placed = async (v, location) => {
		let page = await v.get(location);
		let path = location;
		if (!/^\/order\//.test(location)) {
			path = /href="(\/order\/[^"]+)"/.exec(page.text)?.[1] ??
				page.headers.location;
			page = { text: page.text };
		}
		const number = /Order (\d+)/.exec(page.text)?.[1];
		check(number && path, `the order's number (${location})`);
		v.last = null;
		const again = async (way) => {
			const own = await v.get(path);
			return v.post(`${path}/pay`, { ...hidden(own.text,
				/<form[^>]*action="[^"]*\/pay"/), way });
		};
		return { v, location, path, number, again, text: page.text };
	};

	const ask = async (number, sql) => shop.sql(sql.replaceAll('$',
		`(SELECT id FROM orders WHERE number = ${number})`));

	// "confirmed, paid; paid; all in"
	const state = async (number) => {
		const [[order, payment, total, attempts, got, back, way]] = await ask(number,
			'SELECT o.state, o.payment_state, o.total_minor, (SELECT ' +
			"group_concat(state, ', ') FROM (SELECT state FROM payment WHERE orders = $ ORDER BY id)), " +
			"(SELECT coalesce(sum(amount_minor), 0) FROM money_move WHERE orders = $ AND kind = 'capture'), " +
			"(SELECT coalesce(-sum(amount_minor), 0) FROM money_move WHERE orders = $ AND kind = 'refund'), " +
			"(SELECT coalesce(sum(amount_minor), 0) FROM refund WHERE orders = $ AND state IN ('requested', 'sent')) " +
			'FROM orders o WHERE o.id = $');
		const part = (n) => n === total ? 'all' : n > total ? 'too much' : 'some';
		return `${order}, ${payment}; ${attempts}; ` +
			(got ? `${part(got)} in` : 'nothing in') +
			(back ? `, ${part(back)} back` : '') +
			(way ? `, ${part(way)} under way` : '');
	};

	const once = async () => {
		const { code, stderr } = await shop.puoti('worker', '--once');
		equal(code, 0, `the worker (${stderr})`);
	};

	// What the worker would do, now rather than in a minute.  The shop's own may
	// have been faster and be in the midst of it: it is waited for, unless it may
	// have been killed.
	const work = async (number, { patient = true } = {}) => {
		const own = number ? ` AND orders = (SELECT id FROM orders WHERE number = ${number})` : '';
		for (const table of ['payment', 'refund'])
			await shop.sql(`UPDATE ${table} SET next_check_ms = 1 WHERE next_check_ms IS NOT NULL${own}`);
		await shop.sql("UPDATE outbox SET run_after_ms = 1 WHERE kind = 'refund' AND state = 'ready'");
		await once();
		if (patient)
			await eventually(async () => !(await shop.sql('SELECT 1 FROM outbox WHERE ' +
				"kind = 'refund' AND state = 'leased'")).length,
			{ what: 'the end of the refunds', seconds: 30 });
	};

	return {
		owner, paysOn, setUp, buy, placed, state, work, setting,
		go: (v, url) => v.get(url.replace(shop.url, '')),
		// the payment's page is older than the shop trusts it to be
		age: (number) => ask(number, 'UPDATE payment SET created_ms = created_ms - 3600000 WHERE orders = $'),
		letGo: async (number) => {
			await ask(number, 'UPDATE orders SET due_ms = 1 WHERE id = $');
			await once();
		},
		// leave n of an order's goods on the shelf
		sellOut: async (number, n = 0) => {
			await ask(number, 'INSERT INTO stock_move (variant, location, delta, reason, ref_kind, ref_id, at_ms) ' +
				`SELECT variant, location, held + ${n} - on_hand, 'recount', 'test${n}', $, 3 FROM stock ` +
				'WHERE variant IN (SELECT variant FROM order_line WHERE orders = $)');
			await ask(number, `UPDATE stock SET on_hand = held + ${n} WHERE variant IN ` +
				'(SELECT variant FROM order_line WHERE orders = $)');
		},
		refundsOf: (number) => [...bank.refunds.values()]
			.filter((r) => r.pay.reference === String(number)),
		// Everything back, through the owner's page.
		refund: async (number) => {
			const v = await owner();
			const path = `/admin/orders/${number}/refund`;
			const page = await v.get(path);
			const res = await v.post(path, refundFields(page.text));
			equal(res.status, 303, `the refund (${/class="err"[^>]*>([^<]*)/.exec(res.text)?.[1]})`);
		},
		// Payments and refunds that are not the same here and there.
		differences: async () => {
			const out = [];
			const here = new Map((await shop.sql('SELECT p.stamp, p.amount_minor, ' +
				"p.state, (SELECT count(*) FROM money_move m WHERE m.ref = 'payment/' || p.id), " +
				"(SELECT coalesce(sum(amount_minor), 0) FROM money_move m WHERE m.ref = 'payment/' || p.id) " +
				"FROM payment p WHERE p.provider IN ('paytrail', 'stripe')")).map((r) => [r[0], r.slice(1)]));
			const there = new Map([...bank.payments.values()].map((p) => [p.stamp, p]));
			for (const [stamp, p] of there) {
				const [amount, st, n, sum] = here.get(stamp) ?? [0, 'missing', 0, 0];
				const paid = p.status === 'ok';
				if (paid !== (st === 'paid') || n !== (paid ? 1 : 0) ||
					(paid && (sum !== p.amount || amount !== p.amount)))
					out.push(['payment', p.reference, p.status, st, n, sum, p.amount]);
			}
			for (const [stamp, [, st, n]] of here)
				if (!there.has(stamp) && (st === 'paid' || n))
					out.push(['payment', stamp, 'missing there', st]);
			for (const [stamp, amount, st] of await shop.sql('SELECT r.stamp, r.amount_minor, r.state ' +
				"FROM refund r JOIN payment p ON p.id = r.payment WHERE p.provider IN ('paytrail', 'stripe')")) {
				const r = bank.refunds.get(stamp);
				if ((st === 'done') !== (r?.status === 'ok') || (r && r.amount !== amount))
					out.push(['refund', stamp, st, r?.status, amount, r?.amount]);
			}
			const stamps = new Set((await shop.sql('SELECT stamp FROM refund')).map((r) => r[0]));
			for (const stamp of bank.refunds.keys())
				if (!stamps.has(stamp))
					out.push(['refund', stamp, 'missing here']);
			return out;
		},
	};
}

// Name and value of all that the owner's form would send.
export function fieldsOf(html) {
	const at = html.indexOf('data-watch'), form = html.slice(at, html.indexOf('</form>', at));
	const out = {};
	for (const [tag] of form.matchAll(/<(?:input|textarea)\b[^>]*>/g)) {
		const name = /\bname="([^"]*)"/.exec(tag)?.[1];
		const box = /type="(checkbox|radio)"/.test(tag);
		if (!name || (box && !/\bchecked\b/.test(tag)))
			continue;
		out[name] = decode(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '');
	}
	for (const [, name, body] of form.matchAll(/<select\b[^>]*name="([^"]*)"[^>]*>([^]*?)<\/select>/g))
		out[name] = decode((/<option[^>]*value="([^"]*)"[^>]*selected/.exec(body) ??
			/<option[^>]*value="([^"]*)"/.exec(body))[1]);
	return out;
}

function refundFields(html) {
	const at = html.search(/<form[^>]*action="[^"]*\/refund"/);
	const form = html.slice(at, html.indexOf('</form>', at));
	const out = {};
	for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
		const name = /\bname="([^"]*)"/.exec(tag)?.[1];
		if (!name)
			continue;
		const number = /type="number"/.test(tag);
		if (/type="(checkbox|radio)"/.test(tag) && !/\bchecked\b/.test(tag))
			continue;
		out[name] = decode((number && /\bmax="([^"]*)"/.exec(tag)?.[1]) ||
			(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? ''));
	}
	return out;
}
