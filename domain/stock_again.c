/* Holds that change: orders that come back, holds that are short or covered. */
#include "domain/catalogue.h"
#include "domain/listing.h"
#include "domain/stock.h"
#include "domain/stock_parts.h"
#include "lib/db.h"
#include "lib/err.h"

/* A hold: what it has, what it is short of and when it ends. */
struct gap {
	int64_t id, order_line, variant, qty, missing, expires_ms;
};
struct gaps {
	struct gap *at;
	size_t n;
};

static int read_gaps(struct cx *cx, struct db_stmt *q, struct gaps *out)
{
	int rc;
	*out = (struct gaps){NULL, 0};
	while ((rc = db_step(q)) > 0) {
		out->at = arena_grow(
			cx->arena, out->at, out->n, sizeof(*out->at));
		struct gap *g = &out->at[out->n++];
		g->id = db_next_int(q);
		g->order_line = db_next_int(q);
		g->variant = db_next_int(q);
		g->qty = db_next_int(q);
		g->missing = db_next_int(q);
		g->expires_ms = db_next_int(q);
	}
	db_done(q);
	return rc;
}

/* ---- orders that come back ---- */

/* A row a line and variant, whichever places held it. */
static int list_released(struct cx *cx, int64_t order, struct gaps *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT 0, h.order_line, h.variant,"
		" CAST(sum(h.qty) AS BIGINT), CAST(sum(h.short) AS BIGINT), 0"
		" FROM stock_hold h JOIN order_line l ON l.id = h.order_line"
		" WHERE l.orders = :order AND h.state = 'released'"
		" GROUP BY h.order_line, h.variant"
		" ORDER BY h.variant, h.order_line");
	db_bind_int(q, ":order", order);
	return read_gaps(cx, q, out);
}

/* They are planned anew: the places may be others. */
static int forget_released(struct cx *cx, int64_t order)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM stock_hold WHERE state = 'released'"
		" AND order_line IN"
		" (SELECT id FROM order_line WHERE orders = :order)");
	db_bind_int(q, ":order", order);
	return db_exec(q, NULL);
}

int stock_hold_again(struct cx *cx, int64_t order)
{
	struct stock_plan plan = {NULL, 0};
	struct gaps held;
	int rc = list_released(cx, order, &held);
	for (size_t i = 0; rc == OK && i < held.n; i++) {
		const struct gap *g = &held.at[i];
		const struct stock_want want = {
			g->order_line, g->variant, g->qty + g->missing};
		int64_t place;
		rc = stock_place_of(cx, g->order_line, &place);
		if (rc == OK && want.qty > 0)
			rc = stock_plan(cx, &plan, &want, place, STOCK_ORDERS);
	}
	if (rc < 0 || held.n == 0)
		return rc;
	rc = forget_released(cx, order);
	if (rc == OK)
		rc = stock_plan_hold(cx, &plan, 0);
	/* Rare: no need to ask whether a band really changed. */
	return rc == OK ? catalogue_touch(cx) : rc;
}

/* ---- what is short ---- */

/* Holds of an order, or of a variant, that are short; the other 0. */
static int list_short(
	struct cx *cx, int64_t order, int64_t variant, struct gaps *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT h.id, h.order_line, h.variant, h.qty, h.short,"
		" coalesce(h.expires_ms, 0) FROM stock_hold h"
		" JOIN order_line l ON l.id = h.order_line"
		" WHERE h.state = 'active' AND h.short > 0"
		" AND (CAST(:order AS BIGINT) = 0 OR l.orders = :order)"
		" AND (CAST(:variant AS BIGINT) = 0 OR h.variant = :variant)"
		" ORDER BY CASE WHEN CAST(:variant AS BIGINT) = 0"
		"  THEN h.variant ELSE 0 END, h.id");
	db_bind_int(q, ":order", order);
	db_bind_int(q, ":variant", variant);
	return read_gaps(cx, q, out);
}

static int less_short(struct cx *cx, const struct gap *g, int64_t units)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE stock_hold SET short = short - :n"
		" WHERE id = :id AND state = 'active' AND short >= :n");
	db_bind_int(q, ":n", units);
	db_bind_int(q, ":id", g->id);
	return db_exec_one(q);
}

/* Hold what a gap lacks, wherever its order may be served from. */
static int cover(struct cx *cx, const struct gap *g, enum stock_terms terms)
{
	struct stock_plan plan = {NULL, 0};
	const struct stock_want want = {g->order_line, g->variant, g->missing};
	int64_t place, units = 0;
	int rc = stock_place_of(cx, g->order_line, &place);
	if (rc == OK)
		rc = stock_plan(cx, &plan, &want, place, terms);
	for (size_t i = 0; i < plan.n; i++)
		units += plan.at[i].qty;
	if (rc < 0 || units == 0)
		return rc;
	rc = less_short(cx, g, units);
	if (rc == OK)
		rc = stock_plan_hold(cx, &plan, g->expires_ms);
	return rc == OK ? catalogue_touch(cx) : rc;
}

int stock_cover(struct cx *cx, int64_t order)
{
	struct gaps gaps;
	int rc = list_short(cx, order, 0, &gaps);
	for (size_t i = 0; rc == OK && i < gaps.n; i++)
		rc = cover(cx, &gaps.at[i], STOCK_ALL);
	return rc;
}

int stock_cover_variant(struct cx *cx, int64_t variant)
{
	struct gaps gaps;
	int rc = list_short(cx, 0, variant, &gaps);
	for (size_t i = 0; rc == OK && i < gaps.n; i++)
		rc = cover(cx, &gaps.at[i], STOCK_SOME);
	return rc;
}

/* The hold of a shelf that gives way first. */
static int next_to_shorten(
	struct cx *cx, int64_t variant, int64_t location, struct gap *g)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, qty FROM stock_hold"
		" WHERE variant = :variant AND location = :location"
		" AND state = 'active' AND qty > 0"
		" ORDER BY CASE WHEN expires_ms IS NULL THEN 1 ELSE 0 END,"
		" id DESC LIMIT 1");
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":location", location);
	int rc = db_one(q);
	if (rc == OK) {
		g->id = db_next_int(q);
		g->qty = db_next_int(q);
	}
	db_done(q);
	return rc;
}

/* Units of a hold that were there are missing from now on. */
static int shift(struct cx *cx, int64_t hold, int64_t units)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE stock_hold SET qty = qty - :n, short = short + :n"
		" WHERE id = :id AND state = 'active' AND qty >= :n");
	db_bind_int(q, ":n", units);
	db_bind_int(q, ":id", hold);
	return db_exec_one(q);
}

int stock_shorten(
	struct cx *cx, int64_t variant, int64_t location, int64_t units)
{
	/* The stock row first: locks are always taken the same way round. */
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE stock SET held = held - :n WHERE variant = :variant"
		" AND location = :location AND held >= :n");
	db_bind_int(q, ":n", units);
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":location", location);
	int rc = db_exec_one(q);
	while (rc == OK && units > 0) {
		struct gap g = {0};
		rc = next_to_shorten(cx, variant, location, &g);
		if (rc < 0)
			break;
		int64_t n = g.qty < units ? g.qty : units;
		rc = shift(cx, g.id, n);
		units -= n;
	}
	if (rc == ERR_NOT_FOUND)
		return ERR_CONFLICT;
	return rc == OK ? catalogue_touch_variant(cx, variant) : rc;
}

int stock_shorts(struct cx *cx, int64_t variant, int64_t order,
	struct stock_short **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT o.id, o.number, h.variant, h.short, l.name"
		" FROM stock_hold h JOIN order_line l ON l.id = h.order_line"
		" JOIN orders o ON o.id = l.orders"
		" WHERE h.state = 'active' AND h.short > 0"
		" AND (CAST(:variant AS BIGINT) = 0 OR h.variant = :variant)"
		" AND (CAST(:order AS BIGINT) = 0 OR o.id = :order)"
		" ORDER BY o.number, h.id");
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":order", order);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct stock_short *s = &(*out)[(*n)++];
		s->order = db_next_int(q);
		s->number = db_next_int(q);
		s->variant = db_next_int(q);
		s->qty = db_next_int(q);
		s->name = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}
