/* Writing prices: rows are appended, what was really asked is logged. */
#include <string.h>

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "domain/listing.h"
#include "domain/price.h"
#include "domain/price_rows.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

static int log_one(struct cx *cx, int64_t variant, const struct price_span *s)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO price_log"
		" (variant, price_group, from_ms, amount_minor)"
		" VALUES (:variant, '', :from, :amount)"
		" ON CONFLICT (variant, price_group, from_ms)"
		" DO UPDATE SET amount_minor = excluded.amount_minor");
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":from", s->from_ms);
	if (s->amount < 0)
		db_bind_null(q, ":amount");
	else
		db_bind_int(q, ":amount", s->amount);
	return db_exec(q, NULL);
}

/* All that a variant's log is made of. */
struct story {
	struct price_rows rows;
	struct price_spans spans;
	struct price_offer offer;
};

static int story_load(struct cx *cx, int64_t variant, struct story *s)
{
	int rc = price_rows_load(cx, variant, &s->rows);
	if (rc == OK)
		rc = price_log_load(cx, variant, &s->spans);
	return rc == OK ? price_offer_find(cx, variant, &s->offer) : rc;
}

/* What the clock has done since the log was written. */
static int log_clock(
	struct cx *cx, int64_t variant, struct story *s, bool *wrote)
{
	size_t known = s->spans.n;
	int rc = OK;
	price_extend(cx, &s->rows, &s->offer, &s->spans);
	for (size_t i = known; rc == OK && i < s->spans.n; i++)
		rc = log_one(cx, variant, &s->spans.at[i]);
	*wrote = s->spans.n > known;
	return rc;
}

/* What is asked now, if it is not what the log says.  Two changes in one
 * millisecond: the later one counts. */
static int log_now(struct cx *cx, int64_t variant, const struct story *s,
	bool anchor, bool *wrote)
{
	bool offered = price_offered_at(&s->offer, cx->now);
	const struct price_span now = {cx->now,
		offered ? price_asked_at(&s->rows, cx->now) : NO_PRICE};
	const struct price_span *last = s->spans.n
						? &s->spans.at[s->spans.n - 1]
						: NULL;
	bool again = anchor    ? true
		     : last    ? last->amount != now.amount
		     : offered ? now.amount >= 0
			       : s->rows.n > 0;
	*wrote = *wrote || again;
	return again ? log_one(cx, variant, &now) : OK;
}

/* Would the log, read with the new dates, tell another past?  Then it needs a
 * row that ends the past here, even if what is asked stays. */
static bool past_moves(struct cx *cx, const struct story *s)
{
	struct price_spans again = {NULL, 0};
	for (size_t i = 0; i < s->spans.n; i++) {
		again.at = arena_grow(
			cx->arena, again.at, again.n, sizeof(*again.at));
		again.at[again.n++] = s->spans.at[i];
	}
	price_extend(cx, &s->rows, &s->offer, &again);
	return again.n > s->spans.n;
}

/* before: rows and offer have stood like this since the log was written.
 * Else they have just changed, and the log was brought up before. */
static int log_change(struct cx *cx, int64_t variant, bool before)
{
	struct story s;
	bool wrote = false;
	int rc = story_load(cx, variant, &s);
	if (rc == OK && before)
		rc = log_clock(cx, variant, &s, &wrote);
	if (rc == OK)
		rc = log_now(
			cx, variant, &s, !before && past_moves(cx, &s), &wrote);
	if (rc == OK && wrote)
		rc = catalogue_touch(cx);
	return rc == OK ? listing_mark_variant(cx, variant) : rc;
}

int price_offer_log(struct cx *cx, int64_t variant)
{
	return log_change(cx, variant, true);
}

int price_offer_changed(struct cx *cx, int64_t variant)
{
	return log_change(cx, variant, false);
}

int price_log_clock(struct cx *cx, int64_t variant)
{
	struct story s;
	bool wrote;
	int rc = story_load(cx, variant, &s);
	return rc == OK ? log_clock(cx, variant, &s, &wrote) : rc;
}

static int close_open(struct cx *cx, int64_t variant, const char *kind)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE price SET to_ms = :now WHERE variant = :variant"
		" AND price_group = '' AND kind = :kind AND from_ms <= :now"
		" AND (to_ms IS NULL OR to_ms > :now)");
	db_bind_int(q, ":variant", variant);
	db_bind_text(q, ":kind", kind);
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}

static int add_row(struct cx *cx, int64_t variant, const char *kind,
	struct money amount, int64_t from_ms, int64_t to_ms, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO price (variant, price_group, kind, amount_minor,"
		" from_ms, to_ms, staff) VALUES (:variant, '', :kind, :amount,"
		" :from, :to, :staff) RETURNING id");
	db_bind_int(q, ":variant", variant);
	db_bind_text(q, ":kind", kind);
	db_bind_int(q, ":amount", amount.minor);
	db_bind_int(q, ":from", from_ms);
	db_bind_or_null(q, ":to", to_ms);
	db_bind_or_null(q, ":staff", cx->staff);
	return db_insert(q, id);
}

/* When the next regular price begins that is foreseen; 0: none. */
static int64_t next_regular(const struct price_rows *rows, int64_t after_ms)
{
	int64_t next = 0;
	for (size_t i = 0; i < rows->n; i++) {
		const struct price_row *p = &rows->at[i];
		if (!p->sale && p->from_ms > after_ms &&
			(!next || p->from_ms < next))
			next = p->from_ms;
	}
	return next;
}

/* Is exactly this asked already, for as long? */
static bool is_so(const struct price_rows *rows, bool sale, int64_t amount,
	int64_t to_ms, int64_t now)
{
	size_t n = 0;
	bool same = false;
	for (size_t i = 0; i < rows->n; i++) {
		const struct price_row *p = &rows->at[i];
		if (p->sale != sale || p->from_ms > now || p->to_ms <= now)
			continue;
		n++;
		same = p->amount == amount &&
		       p->to_ms == (to_ms ? to_ms : INT64_MAX);
	}
	return n == 1 && same;
}

/* Ask anew from now on; amount.minor NO_PRICE: the kind just ends. */
static int change(struct cx *cx, int64_t variant, const char *kind,
	struct money amount, int64_t to_ms)
{
	int64_t id;
	int rc = log_change(cx, variant, true);
	if (rc == OK)
		rc = close_open(cx, variant, kind);
	if (rc == OK && amount.minor >= 0)
		rc = add_row(cx, variant, kind, amount, cx->now, to_ms, &id);
	if (rc == OK)
		rc = log_change(cx, variant, false);
	/* A new end is a new moment for the pages that are kept. */
	return rc == OK && to_ms ? catalogue_touch(cx) : rc;
}

int price_set(struct cx *cx, int64_t variant, const char *kind,
	struct money amount, int64_t to_ms)
{
	struct price_rows rows;
	bool sale = strcmp(kind, "sale") == 0;
	if (amount.minor < 0 || amount.minor > MONEY_MAX ||
		(to_ms && to_ms <= cx->now))
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = price_rows_load(cx, variant, &rows);
	/* Up to the one that is foreseen. */
	if (rc == OK && !sale && !to_ms)
		to_ms = next_regular(&rows, cx->now);
	if (rc == OK && !is_so(&rows, sale, amount.minor, to_ms, cx->now))
		rc = change(cx, variant, kind, amount, to_ms);
	return db_end(cx->db, rc);
}

int price_sale_end(struct cx *cx, int64_t variant)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, change(cx, variant, "sale", money(NO_PRICE), 0));
}
