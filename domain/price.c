#include "domain/price.h"

#include <string.h>

#include "domain/catalogue.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"

enum { PRIOR_DAYS = 30 };

/* Amount of a kind in force now, -1 when there is none.  With several sales
 * the lowest counts; regular rows do not overlap. */
static int64_t in_force(struct cx *cx, int64_t variant, const char *kind)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT min(amount_minor) FROM price"
		" WHERE variant = :variant AND price_group = ''"
		" AND kind = :kind AND from_ms <= :now"
		" AND (to_ms IS NULL OR to_ms > :now)");
	db_bind_int(q, ":variant", variant);
	db_bind_text(q, ":kind", kind);
	db_bind_int(q, ":now", cx->now);
	int64_t amount = -1;
	if (db_one(q) == OK)
		amount = db_next_is_null(q) ? (db_next_int(q), -1)
					    : db_next_int(q);
	db_done(q);
	return amount;
}

static int64_t asked_now(int64_t regular, int64_t sale)
{
	return sale >= 0 && (regular < 0 || sale < regular) ? sale : regular;
}

/* When the amount now asked began, from the log. */
static int64_t began(struct cx *cx, int64_t variant, int64_t *amount)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT from_ms, coalesce(amount_minor, -1) FROM price_log"
		" WHERE variant = :variant AND price_group = ''"
		" AND from_ms <= :now ORDER BY from_ms DESC LIMIT 1");
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":now", cx->now);
	int64_t at = -1;
	*amount = -1;
	if (db_one(q) == OK) {
		at = db_next_int(q);
		*amount = db_next_int(q);
	}
	db_done(q);
	return at;
}

/*
 * The minimum of all amounts in force at any moment of [s - 30 days, s): the
 * rows that begin inside it, and the one that was in force when it opened.
 */
static int64_t lowest_before(struct cx *cx, int64_t variant, int64_t s)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT min(amount_minor) FROM price_log"
		" WHERE variant = :variant AND price_group = ''"
		" AND from_ms < :s AND from_ms >= coalesce("
		"  (SELECT max(from_ms) FROM price_log"
		"   WHERE variant = :variant AND price_group = ''"
		"   AND from_ms <= :open), :open)");
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":s", s);
	db_bind_int(q, ":open", s - PRIOR_DAYS * MS_DAY);
	int64_t low = -1;
	if (db_one(q) == OK)
		low = db_next_is_null(q) ? (db_next_int(q), -1)
					 : db_next_int(q);
	db_done(q);
	return low;
}

int price_now(struct cx *cx, int64_t variant, struct price_now *out)
{
	int64_t regular = in_force(cx, variant, "regular");
	int64_t sale = in_force(cx, variant, "sale");
	int64_t amount = asked_now(regular, sale);
	*out = (struct price_now){.amount = {amount}};
	if (amount < 0)
		return ERR_NOT_FOUND;
	if (amount == regular)
		return OK;

	int64_t logged, s = began(cx, variant, &logged);
	int64_t low = s >= 0 && logged == amount ? lowest_before(cx, variant, s)
						 : -1;
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
	*regular = money(in_force(cx, variant, "regular"));
	*sale = money(in_force(cx, variant, "sale"));
	return regular->minor < 0 ? ERR_NOT_FOUND : OK;
}

/* Write what is asked from now on, if that is news. */
static int log_change(struct cx *cx, int64_t variant)
{
	int64_t amount = asked_now(in_force(cx, variant, "regular"),
		in_force(cx, variant, "sale"));
	int64_t logged, at = began(cx, variant, &logged);
	if (at >= 0 && logged == amount)
		return OK;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO price_log"
		" (variant, price_group, from_ms, amount_minor)"
		" VALUES (:variant, '', :now, :amount)"
		" ON CONFLICT (variant, price_group, from_ms)"
		" DO UPDATE SET amount_minor = excluded.amount_minor");
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":now", cx->now);
	if (amount < 0)
		db_bind_null(q, ":amount");
	else
		db_bind_int(q, ":amount", amount);
	int rc = db_exec(q, NULL);
	return rc == OK ? catalogue_touch(cx) : rc;
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
	if (to_ms)
		db_bind_int(q, ":to", to_ms);
	else
		db_bind_null(q, ":to");
	if (cx->staff)
		db_bind_int(q, ":staff", cx->staff);
	else
		db_bind_null(q, ":staff");
	return db_exec(q, NULL);
}

int price_set(struct cx *cx, int64_t variant, const char *kind,
	struct money amount, int64_t to_ms)
{
	if (amount.minor < 0 || amount.minor > MONEY_MAX)
		return ERR_INVALID;
	if (!to_ms && in_force(cx, variant, kind) == amount.minor)
		return OK;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = close_open(cx, variant, kind);
	if (rc == OK)
		rc = add_row(cx, variant, kind, amount, to_ms);
	if (rc == OK)
		rc = log_change(cx, variant);
	return db_end(cx->db, rc);
}

int price_sale_end(struct cx *cx, int64_t variant)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = close_open(cx, variant, "sale");
	if (rc == OK)
		rc = log_change(cx, variant);
	return db_end(cx->db, rc);
}
