/* Statements taken in, entries matched with orders. */
#include "domain/bank.h"

#include <inttypes.h>
#include <string.h>

#include "domain/audit.h"
#include "domain/bank_parts.h"
#include "domain/order.h"
#include "domain/order_trace.h"
#include "domain/payment.h"
#include "domain/setting.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

enum { TEXT_MAX = 300 };

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

/* ---- what the file says, as rows ---- */

static int statement_find(struct cx *cx, const char *sha, int64_t *id)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT id FROM bank_statement WHERE sha256 = :sha");
	db_bind_text(q, ":sha", sha);
	int rc = db_one(q);
	if (rc == OK)
		*id = db_next_int(q);
	db_done(q);
	return rc;
}

static int statement_add(struct cx *cx, const struct bank_file *f,
	const char *name, const char *sha, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO bank_statement (sha256, name, format, account,"
		" staff, at_ms) VALUES (:sha, :name, :format, :account,"
		" :staff, :now) RETURNING id");
	db_bind_text(q, ":sha", sha);
	db_bind_text(q, ":name", text_cut(cx->arena, name, TEXT_MAX));
	db_bind_text(q, ":format", f->format);
	db_bind_text(q, ":account", f->account);
	db_bind_or_null(q, ":staff", cx->staff);
	db_bind_int(q, ":now", cx->now);
	return db_insert(q, id);
}

/*
 * Account, day, amount and the bank's archive id: banks use an id again, for
 * standing orders, on another day.  Without an id all that the file says.
 * The n-th of the same in one file is another one.
 */
static const char *entry_key(struct cx *cx, const struct bank_file *f, size_t i)
{
	struct arena *a = cx->arena;
	const struct bank_line *l = &f->lines[i];
	const char *tail = *l->archive
				   ? l->archive
				   : arena_printf(a, "-%s/%s/%s", l->reference,
					     l->payer, l->message);
	const char *base = arena_printf(a, "%s/%" PRId64 "/%" PRId64 "/%s",
		l->account, l->day, l->amount, tail);
	return crypt_sha256_str(a, base);
}

static int entry_insert(struct cx *cx, int64_t statement, const char *key,
	const struct bank_line *l, int64_t *changed)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO bank_entry (statement, entry_key, day,"
		" amount_minor, currency, reference, payer, message, state)"
		" VALUES (:statement, :key, :day, :amount, :currency,"
		" :reference, :payer, :message, 'open')"
		" ON CONFLICT (entry_key) DO NOTHING");
	db_bind_int(q, ":statement", statement);
	db_bind_text(q, ":key", key);
	db_bind_int(q, ":day", l->day);
	db_bind_int(q, ":amount", l->amount);
	db_bind_text(q, ":currency", text_cut(cx->arena, l->currency, 3));
	db_bind_text(q, ":reference", l->reference);
	db_bind_text(q, ":payer", text_cut(cx->arena, l->payer, TEXT_MAX));
	db_bind_text(q, ":message", text_cut(cx->arena, l->message, TEXT_MAX));
	return db_exec(q, changed);
}

/* Was this key in this file before?  Its count, from 0. */
struct seen {
	const char *key;
	size_t n;
};

static size_t seen_count(struct seen *table, size_t size, const char *key)
{
	uint64_t h = 0;
	for (int i = 0; i < 15; i++)
		h = h * 31 + (unsigned char)key[i];
	for (size_t at = h % size;; at = (at + 1) % size) {
		if (!table[at].key)
			table[at].key = key;
		if (is(table[at].key, key))
			return table[at].n++;
	}
}

static int entries_write(struct cx *cx, const struct bank_file *f,
	int64_t statement, struct bank_took *out)
{
	size_t size = f->n * 2 + 1;
	struct seen *table = ARENA_ARRAY(cx->arena, struct seen, size);
	int rc = OK;
	for (size_t i = 0; rc == OK && i < f->n; i++) {
		const char *key = entry_key(cx, f, i);
		size_t nth = seen_count(table, size, key);
		int64_t changed = 0;
		if (nth)
			key = arena_printf(cx->arena, "%s/%zu", key, nth);
		rc = entry_insert(cx, statement, key, &f->lines[i], &changed);
		out->entries++;
		out->again += changed == 0;
	}
	return rc;
}

static int file_read(
	struct cx *cx, const char *p, size_t n, struct bank_file *f)
{
	size_t at = n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	while (at < n && strchr(" \t\r\n", p[at]))
		at++;
	if (at < n && p[at] == '<')
		return camt_read(cx->arena, p + at, n - at, f);
	return tito_read(cx->arena, p + at, n - at, f);
}

static int take_rows(struct cx *cx, const struct bank_file *f, const char *name,
	const char *sha, struct bank_took *out)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = statement_find(cx, sha, &out->statement);
	if (rc == OK)
		rc = ERR_CONFLICT;
	else if (rc == ERR_NOT_FOUND)
		rc = statement_add(cx, f, name, sha, &out->statement);
	if (rc == OK)
		rc = entries_write(cx, f, out->statement, out);
	return db_end(cx->db, rc);
}

static int took_count(struct cx *cx, struct bank_took *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT state, count(*) FROM bank_entry"
		" WHERE statement = :statement GROUP BY state");
	db_bind_int(q, ":statement", out->statement);
	int rc;
	while ((rc = db_step(q)) > 0) {
		const char *state = db_next_text(q, cx->arena);
		size_t n = (size_t)db_next_int(q);
		if (is(state, "matched"))
			out->matched = n;
		else if (is(state, "open"))
			out->open = n;
		else
			out->ignored = n;
	}
	db_done(q);
	return rc;
}

int bank_take(struct cx *cx, const char *name, const char *p, size_t n,
	struct bank_took *out)
{
	struct bank_file f;
	*out = (struct bank_took){.problem = ""};
	int rc = file_read(cx, p, n, &f);
	out->problem = f.problem;
	if (rc == OK)
		rc = take_rows(
			cx, &f, name, crypt_sha256(cx->arena, p, n), out);
	if (rc == OK)
		rc = bank_match_waiting(cx);
	if (rc < 0)
		return rc;
	const char *own = setting_get(cx, "shop.iban");
	out->other_account = *f.account && *own &&
			     !is(iban_format(cx->arena, own),
				     iban_format(cx->arena, f.account));
	return took_count(cx, out);
}

/* ---- matching ---- */

static int entry_settle(struct cx *cx, int64_t id, const char *state,
	int64_t order, const char *note)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE bank_entry SET state = :state, orders = :order,"
		" note = :note, staff = :staff"
		" WHERE id = :id AND state = 'open'");
	db_bind_text(q, ":state", state);
	db_bind_or_null(q, ":order", order);
	db_bind_text(q, ":note", note);
	db_bind_or_null(q, ":staff", cx->staff);
	db_bind_int(q, ":id", id);
	return db_exec_one(q);
}

/* An order as a payer sees it. */
struct debt {
	int64_t order, owed;
	const char *state, *paid;
};

static int debt_find(struct cx *cx, const char *reference, struct debt *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT o.id, o.state, o.payment_state,"
		" o.total_minor + o.changed_minor -"
		" CAST(coalesce((SELECT sum(k.gross_minor) FROM credit c"
		"  JOIN credit_line k ON k.credit = c.id"
		"  WHERE c.orders = o.id), 0) AS BIGINT) -"
		" CAST(coalesce((SELECT sum(m.amount_minor) FROM money_move m"
		"  WHERE m.orders = o.id), 0) AS BIGINT) +"
		" CAST(coalesce((SELECT sum(r.amount_minor) FROM refund r"
		"  WHERE r.orders = o.id"
		"  AND r.state IN ('requested', 'sent')), 0) AS BIGINT)"
		" FROM orders o WHERE o.reference = :reference"
		" ORDER BY o.id DESC LIMIT 1");
	db_bind_text(q, ":reference", reference);
	int rc = db_one(q);
	if (rc == OK) {
		out->order = db_next_int(q);
		out->state = db_next_text(q, cx->arena);
		out->paid = db_next_text(q, cx->arena);
		out->owed = db_next_int(q);
	}
	db_done(q);
	return rc;
}

/* The way that the owner's "Mark as paid" goes. */
static int money_in(struct cx *cx, int64_t order, struct money amount)
{
	struct payment payment;
	int rc = payment_by_hand(cx, order, amount, &payment);
	return rc == OK ? order_money_in(cx, order, amount,
				  arena_printf(cx->arena, "payment/%" PRId64,
					  payment.id))
			: rc;
}

static bool waits_for_money(const struct debt *d)
{
	return d->owed > 0 &&
	       (is(d->paid, "unpaid") || is(d->paid, "pending") ||
		       is(d->paid, "part") || is(d->paid, "failed"));
}

static int match_with(
	struct cx *cx, const struct bank_entry *e, const struct debt *d)
{
	/* A second payment may be the first in another file: a person looks. */
	if (!waits_for_money(d))
		return entry_settle(cx, e->id, "open", d->order, "paid_before");
	const char *note = is(d->state, "cancelled")   ? "cancelled"
			   : e->amount.minor < d->owed ? "less"
			   : e->amount.minor > d->owed ? "more"
						       : "equal";
	int rc = entry_settle(cx, e->id, "matched", d->order, note);
	return rc == OK ? money_in(cx, d->order, e->amount) : rc;
}

static int match_entry(struct cx *cx, const struct bank_entry *e)
{
	struct debt d = {0};
	int rc = *e->reference ? debt_find(cx, e->reference, &d)
			       : ERR_NOT_FOUND;
	if (rc < 0 && rc != ERR_NOT_FOUND)
		return rc;
	bool known = rc == OK;
	if (e->amount.minor <= 0)
		return entry_settle(
			cx, e->id, known ? "open" : "ignored", d.order, "out");
	if (!is(e->currency, setting_get(cx, "shop.currency")))
		return entry_settle(cx, e->id, "open", d.order, "currency");
	if (!known)
		return entry_settle(cx, e->id, "open", 0,
			*e->reference ? "unknown" : "none");
	return match_with(cx, e, &d);
}

static int match_one(struct cx *cx, int64_t id)
{
	struct bank_entry e;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = bank_entry_get(cx, id, &e);
	if (rc == OK && (!is(e.state, "open") || *e.note))
		return db_end(cx->db, OK); /* somebody else was faster */
	if (rc == OK)
		rc = match_entry(cx, &e);
	return db_end(cx->db, rc);
}

int bank_match_waiting(struct cx *cx)
{
	int64_t *ids;
	size_t n;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM bank_entry WHERE state = 'open'"
		" AND note = '' ORDER BY id");
	int rc = db_ints(q, cx->arena, &ids, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = match_one(cx, ids[i]);
	return rc;
}

/* ---- by hand ---- */

static int match_by_hand(struct cx *cx, int64_t id, int64_t number)
{
	struct bank_entry e;
	struct order o;
	int rc = bank_entry_get(cx, id, &e);
	if (rc == OK)
		rc = order_by_number(cx, number, &o);
	if (rc == OK && (e.amount.minor <= 0 || !is(e.currency, o.currency)))
		rc = ERR_CONFLICT;
	if (rc == OK)
		rc = entry_settle(cx, id, "matched", o.id, "hand");
	if (rc == OK)
		rc = money_in(cx, o.id, e.amount);
	return rc == OK ? audit_add(cx, "bank_entry", id, "match", NULL,
				  audit_json(cx->arena, "order",
					  arena_printf(cx->arena, "%" PRId64,
						  number),
					  NULL))
			: rc;
}

int bank_match(struct cx *cx, int64_t entry, int64_t number)
{
	int rc = db_begin(cx->db);
	return rc < 0 ? rc : db_end(cx->db, match_by_hand(cx, entry, number));
}

int bank_ignore(struct cx *cx, int64_t entry, const char *note)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = entry_settle(
		cx, entry, "ignored", 0, text_cut(cx->arena, note, TEXT_MAX));
	if (rc == OK)
		rc = audit_add(cx, "bank_entry", entry, "ignore", NULL,
			audit_json(cx->arena, "note", note, NULL));
	return db_end(cx->db, rc);
}
