// A customer with a history in a shop that is being measured: what somebody
// knows who has ordered twenty times. Written into the tables as it is, because
// twenty orders would change what is measured. The cookie logs in.
import crypto from 'node:crypto';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildDir } from '../lib/shop.mjs';
import { sql } from './server.mjs';

const exec = promisify(execFile);

const ORDERS = 20;
const ITEMS = 60; // as many as a profile uses
const DAY = 86400000;

// What their pages are made of: the shop has learned, and nobody is held out.
export async function modelMake(dir) {
	sql(dir, `INSERT INTO setting (code, value) VALUES ('personal.holdout', '0')
		ON CONFLICT (code) DO UPDATE SET value = '0'`, 'SELECT 1');
	const [[serving]] = sql(dir, "SELECT count(*) FROM model WHERE state = 'serving'");
	if (!serving)
		await exec(path.join(buildDir, 'puoti'), ['--data', dir, 'recommend', 'make']);
}

// The Cookie header that goes with it; again: the same customer. among: which
// products, a condition on listing l.
export function customerMake(dir, { name = 'Aino', items = ITEMS, among = 'true' } = {}) {
	const token = crypto.createHash('sha256').update(`bench ${name}`).digest('hex');
	const sha = crypto.createHash('sha256').update(token).digest('hex');
	const email = `${name.toLowerCase()}@bench.example`;
	const now = Date.now();
	const [[id]] = sql(dir, `INSERT INTO customer (email, email_norm, name, locale,
		verified_ms, created_ms, seen_ms) VALUES ('${email}', '${email}',
		'${name}', 'en', ${now}, ${now - 400 * DAY}, ${now})
		ON CONFLICT (email_norm) DO UPDATE SET seen_ms = excluded.seen_ms`,
	`INSERT INTO session (token_sha256, kind, subject, created_ms, seen_ms,
		strong_ms, expires_ms) SELECT '${sha}', 'customer', id, ${now}, ${now},
		${now}, ${now + 30 * DAY} FROM customer WHERE email_norm = '${email}'
		ON CONFLICT (token_sha256) DO UPDATE SET expires_ms = excluded.expires_ms,
		seen_ms = excluded.seen_ms`,
	`SELECT id FROM customer WHERE email_norm = '${email}'`);
	sql(dir, `INSERT INTO profile (subject, customer, created_ms, updated_ms)
		VALUES ('c${id}', ${id}, ${now - 400 * DAY}, ${now})
		ON CONFLICT (subject) DO NOTHING`,
	// every so many products of the shop, so that all shelves are among them
	`INSERT INTO profile_item (subject, product, views, viewed_ms, carts,
		carted_ms, orders, units, first_ms, ordered_ms, touched_ms)
		SELECT 'c${id}', product, 1 + k % 3, ${now} - (k + 1) * ${DAY},
		k % 3 > 0, CASE WHEN k % 3 > 0 THEN ${now} - (k + 1) * ${DAY} ELSE 0 END,
		CASE WHEN k < ${ORDERS * 2} THEN 1 + k % 2 ELSE 0 END,
		CASE WHEN k < ${ORDERS * 2} THEN 2 ELSE 0 END,
		CASE WHEN k < ${ORDERS * 2} THEN ${now} - (k + 200) * ${DAY} ELSE 0 END,
		CASE WHEN k < ${ORDERS * 2} THEN ${now} - (k + 1) * ${DAY} ELSE 0 END,
		${now} - (k + 1) * ${DAY}
		FROM (SELECT product, row_number() OVER (ORDER BY product) - 1 AS k FROM (
			SELECT l.product, ntile(${items}) OVER (ORDER BY l.product) AS part,
				row_number() OVER (ORDER BY l.product) AS at
			FROM listing l WHERE l.langs <> 0 AND l.available = 1 AND ${among})
			GROUP BY part HAVING at = min(at))
		WHERE true ON CONFLICT (subject, product) DO NOTHING`, 'SELECT 1');
	return `puoti-account=${token}`;
}
