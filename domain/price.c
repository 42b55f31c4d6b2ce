#include "domain/price.h"

#include <string.h>

#include "domain/catalogue.h"
#include "domain/listing.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"

enum { PRIOR_DAYS = 30 };
enum { NO_PRICE = -1 }; /* not on offer */

/* One row of price; to_ms INT64_MAX: open. */
struct row {
	int64_t from_ms, to_ms, amount;
	bool sale;
};
struct rows {
	struct row *at;
	size_t n;
};

/* What was asked from a moment on, until the next span. */
struct span {
	int64_t from_ms, amount;
};
struct spans {
	struct span *at;
	size_t n;
};

static int load_rows(struct cx *cx, int64_t variant, struct rows *out)
{
	*out = (struct rows){NULL, 0};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT from_ms, coalesce(to_ms, -1), amount_minor,"
		" CASE kind WHEN 'sale' THEN 1 ELSE 0 END FROM price"
		" WHERE variant = :variant AND price_group = ''"
		" ORDER BY from_ms, id");
	db_bind_int(q, ":variant", variant);
	int rc;
	while ((rc = db_step(q)) > 0) {
		out->at = arena_grow(
			cx->arena, out->at, out->n, sizeof(*out->at));
		struct row *p = &out->at[out->n++];
		p->from_ms = db_next_int(q);
		p->to_ms = db_next_int(q);
		if (p->to_ms < 0)
			p->to_ms = INT64_MAX;
		p->amount = db_next_int(q);
		p->sale = db_next_int(q);
	}
	db_done(q);
	return rc;
}

/* Amount of a kind in force at a moment.  With several sales the lowest
 * counts; regular rows do not overlap. */
static int64_t in_force(const struct rows *rows, bool sale, int64_t at_ms)
{
	int64_t low = NO_PRICE;
	for (size_t i = 0; i < rows->n; i++) {
		const struct row *p = &rows->at[i];
		if (p->sale == sale && p->from_ms <= at_ms &&
			p->to_ms > at_ms && (low < 0 || p->amount < low))
			low = p->amount;
	}
	return low;
}

static int64_t asked_at(const struct rows *rows, int64_t at_ms)
{
	int64_t regular = in_force(rows, false, at_ms);
	int64_t sale = in_force(rows, true, at_ms);
	return sale >= 0 && (regular < 0 || sale < regular) ? sale : regular;
}

static int load_log(struct cx *cx, int64_t variant, struct spans *out)
{
	*out = (struct spans){NULL, 0};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT from_ms, coalesce(amount_minor, -1) FROM price_log"
		" WHERE variant = :variant AND price_group = ''"
		" AND from_ms <= :now ORDER BY from_ms");
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":now", cx->now);
	int rc;
	while ((rc = db_step(q)) > 0) {
		out->at = arena_grow(
			cx->arena, out->at, out->n, sizeof(*out->at));
		struct span *s = &out->at[out->n++];
		s->from_ms = db_next_int(q);
		s->amount = db_next_int(q);
	}
	db_done(q);
	return rc;
}

/* The first moment after a given one at which a row begins or ends. */
static int64_t next_edge(const struct rows *rows, int64_t after_ms)
{
	int64_t next = INT64_MAX;
	for (size_t i = 0; i < rows->n; i++) {
		const struct row *p = &rows->at[i];
		if (p->from_ms > after_ms && p->from_ms < next)
			next = p->from_ms;
		if (p->to_ms > after_ms && p->to_ms < next)
			next = p->to_ms;
	}
	return next;
}

/* Is the variant for sale at all?  A draft asks nothing of anybody. */
static int offer_find(struct cx *cx, int64_t variant, bool *is_offered)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM variant v"
		" JOIN product p ON p.id = v.product AND p.status = 'active'"
		" WHERE v.id = :variant AND v.archived_ms IS NULL");
	db_bind_int(q, ":variant", variant);
	int rc = db_one(q);
	*is_offered = rc == OK && db_next_int(q) > 0;
	db_done(q);
	return rc;
}

/* The log tells what was asked as far as it was written; what the clock has
 * changed since (a sale that ended at its time) follows from the rows, unless
 * the log ends with "not on offer". */
static void extend(struct cx *cx, const struct rows *rows, struct spans *s)
{
	int64_t at = s->n ? s->at[s->n - 1].from_ms : INT64_MIN;
	if (s->n && s->at[s->n - 1].amount == NO_PRICE)
		return;
	while ((at = next_edge(rows, at)) <= cx->now) {
		int64_t amount = asked_at(rows, at);
		if (s->n && s->at[s->n - 1].amount == amount)
			continue;
		s->at = arena_grow(cx->arena, s->at, s->n, sizeof(*s->at));
		s->at[s->n++] = (struct span){at, amount};
	}
}

static int history(struct cx *cx, int64_t variant, const struct rows *rows,
	struct spans *out)
{
	int rc = load_log(cx, variant, out);
	if (rc == OK)
		extend(cx, rows, out);
	return rc;
}

/* Lowest of the 30 days before the last span's amount began to be asked. */
static int64_t lowest_before(const struct spans *s)
{
	size_t first = s->n - 1;
	while (first > 0 && s->at[first - 1].amount == s->at[first].amount)
		first--;
	int64_t open = s->at[first].from_ms - PRIOR_DAYS * MS_DAY;
	int64_t low = NO_PRICE;
	for (size_t i = first; i-- > 0;) {
		int64_t amount = s->at[i].amount;
		if (amount >= 0 && (low < 0 || amount < low))
			low = amount;
		if (s->at[i].from_ms <= open)
			break; /* in force when the 30 days opened */
	}
	return low;
}

int price_now(struct cx *cx, int64_t variant, struct price_now *out)
{
	struct rows rows;
	*out = (struct price_now){.amount = {NO_PRICE}};
	int rc = load_rows(cx, variant, &rows);
	if (rc < 0)
		return rc;
	int64_t amount = asked_at(&rows, cx->now);
	out->amount.minor = amount;
	if (amount < 0)
		return ERR_NOT_FOUND;
	if (amount == in_force(&rows, false, cx->now))
		return OK;

	struct spans spans;
	rc = history(cx, variant, &rows, &spans);
	if (rc < 0)
		return rc;
	if (!spans.n || spans.at[spans.n - 1].amount != amount)
		return OK;
	int64_t low = lowest_before(&spans);
	if (low > amount) {
		out->reduced = true;
		out->prior = money(low);
		out->percent_off = money_percent_off(out->prior, out->amount);
	}
	return OK;
}

int price_both(struct cx *cx, int64_t variant, struct money *regular,
	struct money *sale)
{
	struct rows rows;
	int rc = load_rows(cx, variant, &rows);
	if (rc < 0)
		return rc;
	*regular = money(in_force(&rows, false, cx->now));
	*sale = money(in_force(&rows, true, cx->now));
	return regular->minor < 0 ? ERR_NOT_FOUND : OK;
}

int price_sale_until(struct cx *cx, int64_t variant, int64_t *to_ms)
{
	struct rows rows;
	*to_ms = 0;
	int rc = load_rows(cx, variant, &rows);
	if (rc < 0)
		return rc;
	int64_t low = in_force(&rows, true, cx->now);
	for (size_t i = 0; i < rows.n; i++) {
		const struct row *p = &rows.at[i];
		if (p->sale && p->amount == low && p->from_ms <= cx->now &&
			p->to_ms > cx->now && p->to_ms != INT64_MAX &&
			p->to_ms > *to_ms)
			*to_ms = p->to_ms;
	}
	return OK;
}

static int log_one(struct cx *cx, int64_t variant, const struct span *s)
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

/* Write into the log what the rows say beyond it: before a change what the
 * clock has done, after it the change itself. */
static int log_change(struct cx *cx, int64_t variant)
{
	struct rows rows;
	struct spans spans = {NULL, 0};
	bool is_offered = false;
	int rc = load_rows(cx, variant, &rows);
	if (rc == OK)
		rc = load_log(cx, variant, &spans);
	if (rc == OK)
		rc = offer_find(cx, variant, &is_offered);
	if (rc < 0)
		return rc;
	size_t known = spans.n;
	if (is_offered)
		extend(cx, &rows, &spans);
	for (size_t i = known; rc == OK && i < spans.n; i++)
		rc = log_one(cx, variant, &spans.at[i]);
	/* Two changes in one millisecond: the later one counts. */
	const struct span now = {
		cx->now, is_offered ? asked_at(&rows, cx->now) : NO_PRICE};
	const struct span *last = spans.n ? &spans.at[spans.n - 1] : NULL;
	bool again = last         ? last->amount != now.amount
		     : is_offered ? now.amount >= 0
				  : rows.n > 0;
	if (rc == OK && again)
		rc = log_one(cx, variant, &now);
	if (rc == OK && (again || spans.n > known))
		rc = catalogue_touch(cx);
	return rc == OK ? listing_mark_variant(cx, variant) : rc;
}

int price_offer_log(struct cx *cx, int64_t variant)
{
	return log_change(cx, variant);
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
	struct money amount, int64_t to_ms)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO price (variant, price_group, kind, amount_minor,"
		" from_ms, to_ms, staff)"
		" VALUES (:variant, '', :kind, :amount, :now, :to, :staff)");
	db_bind_int(q, ":variant", variant);
	db_bind_text(q, ":kind", kind);
	db_bind_int(q, ":amount", amount.minor);
	db_bind_int(q, ":now", cx->now);
	db_bind_or_null(q, ":to", to_ms);
	db_bind_or_null(q, ":staff", cx->staff);
	return db_exec(q, NULL);
}

/* Is exactly this asked already, for as long? */
static bool is_so(const struct rows *rows, bool sale, int64_t amount,
	int64_t to_ms, int64_t now)
{
	size_t n = 0;
	bool same = false;
	for (size_t i = 0; i < rows->n; i++) {
		const struct row *p = &rows->at[i];
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
	int rc = log_change(cx, variant);
	if (rc == OK)
		rc = close_open(cx, variant, kind);
	if (rc == OK && amount.minor >= 0)
		rc = add_row(cx, variant, kind, amount, to_ms);
	if (rc == OK)
		rc = log_change(cx, variant);
	/* A new end is a new moment for the pages that are kept. */
	return rc == OK && to_ms ? catalogue_touch(cx) : rc;
}

int price_set(struct cx *cx, int64_t variant, const char *kind,
	struct money amount, int64_t to_ms)
{
	struct rows rows;
	bool sale = strcmp(kind, "sale") == 0;
	if (amount.minor < 0 || amount.minor > MONEY_MAX ||
		(to_ms && to_ms <= cx->now))
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = load_rows(cx, variant, &rows);
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
