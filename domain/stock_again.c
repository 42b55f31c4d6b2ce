/* Holds that change: orders that come back, holds that are short or covered. */
#include "domain/catalogue.h"
#include "domain/listing.h"
#include "domain/stock.h"
#include "domain/stock_parts.h"
#include "lib/db.h"
#include "lib/err.h"

struct released {
	int64_t id, variant, location;
	int64_t qty; /* what has to be there again */
};

static int list_released(
	struct cx *cx, int64_t order, struct released **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT h.id, h.variant, h.location,"
		" h.qty + CASE v.backorder WHEN 1 THEN 0 ELSE h.short END"
		" FROM stock_hold h JOIN order_line l ON l.id = h.order_line"
		" JOIN variant v ON v.id = h.variant"
		" WHERE l.orders = :order AND h.state = 'released'"
		" ORDER BY h.variant, h.id");
	db_bind_int(q, ":order", order);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct released *h = &(*out)[(*n)++];
		h->id = db_next_int(q);
		h->variant = db_next_int(q);
		h->location = db_next_int(q);
		h->qty = db_next_int(q);
	}
	db_done(q);
	return rc;
}

/* Hold qty more if that many are sellable; of a backorder it may be none. */
static int hold_more(
	struct cx *cx, int64_t variant, int64_t location, int64_t qty)
{
	if (qty == 0)
		return OK;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE stock SET held = held + :qty WHERE variant = :variant"
		" AND location = :location AND on_hand - held >= :qty");
	db_bind_int(q, ":qty", qty);
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":location", location);
	int rc = db_exec_one(q);
	return rc == OK ? listing_mark_variant(cx, variant) : rc;
}

static int hold_one(struct cx *cx, const struct released *h)
{
	int rc = hold_more(cx, h->variant, h->location, h->qty);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE stock_hold SET state = 'active', expires_ms = NULL,"
		" short = short - (:qty - qty), qty = :qty"
		" WHERE id = :id AND state = 'released'");
	db_bind_int(q, ":qty", h->qty);
	db_bind_int(q, ":id", h->id);
	return db_exec_one(q);
}

int stock_hold_again(struct cx *cx, int64_t order)
{
	struct released *holds;
	size_t n;
	int rc = list_released(cx, order, &holds, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = hold_one(cx, &holds[i]);
	if (rc == ERR_CONFLICT) {
		/* Some were held before one was short: give them back. */
		int back = stock_release(cx, order);
		return back < 0 ? back : ERR_CONFLICT;
	}
	/* Rare: no need to ask whether a band really changed. */
	return rc == OK && n > 0 ? catalogue_touch(cx) : rc;
}

struct gap {
	int64_t id, variant, location, qty;
};

static int next_gap(struct cx *cx, int64_t order, struct gap *g)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT h.id, h.variant, h.location, h.short FROM stock_hold h"
		" JOIN order_line l ON l.id = h.order_line"
		" WHERE l.orders = :order AND h.state = 'active'"
		" AND h.short > 0 ORDER BY h.variant, h.id LIMIT 1");
	db_bind_int(q, ":order", order);
	int rc = db_one(q);
	if (rc == OK) {
		g->id = db_next_int(q);
		g->variant = db_next_int(q);
		g->location = db_next_int(q);
		g->qty = db_next_int(q);
	}
	db_done(q);
	return rc;
}

static int cover_one(struct cx *cx, const struct gap *g)
{
	int rc = hold_more(cx, g->variant, g->location, g->qty);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE stock_hold SET qty = qty + :qty, short = 0"
		" WHERE id = :id AND state = 'active' AND short = :qty");
	db_bind_int(q, ":qty", g->qty);
	db_bind_int(q, ":id", g->id);
	rc = db_exec_one(q);
	return rc == OK ? catalogue_touch(cx) : rc;
}

int stock_cover(struct cx *cx, int64_t order)
{
	struct gap g;
	int rc;
	while ((rc = next_gap(cx, order, &g)) == OK)
		if ((rc = cover_one(cx, &g)) < 0)
			return rc;
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* The hold of a variant that gives way first. */
static int next_to_shorten(struct cx *cx, int64_t variant, struct gap *g)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, variant, location, qty FROM stock_hold"
		" WHERE variant = :variant AND location = :location"
		" AND state = 'active' AND qty > 0"
		" ORDER BY CASE WHEN expires_ms IS NULL THEN 1 ELSE 0 END,"
		" id DESC LIMIT 1");
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":location", STOCK_LOCATION);
	int rc = db_one(q);
	if (rc == OK) {
		g->id = db_next_int(q);
		g->variant = db_next_int(q);
		g->location = db_next_int(q);
		g->qty = db_next_int(q);
	}
	db_done(q);
	return rc;
}

/* Move units of a hold between "there" and "short". */
static int shift(struct cx *cx, int64_t hold, int64_t to_short)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE stock_hold SET qty = qty - :n, short = short + :n"
		" WHERE id = :id AND state = 'active'"
		" AND qty >= :n AND short + :n >= 0");
	db_bind_int(q, ":n", to_short);
	db_bind_int(q, ":id", hold);
	return db_exec_one(q);
}

int stock_shorten(struct cx *cx, int64_t variant, int64_t units)
{
	/* The stock row first: locks are always taken the same way round. */
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE stock SET held = held - :n WHERE variant = :variant"
		" AND location = :location AND held >= :n");
	db_bind_int(q, ":n", units);
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":location", STOCK_LOCATION);
	int rc = db_exec_one(q);
	while (rc == OK && units > 0) {
		struct gap g = {0};
		rc = next_to_shorten(cx, variant, &g);
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

static int next_to_cover(struct cx *cx, int64_t variant, struct gap *g)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, variant, location, short FROM stock_hold"
		" WHERE variant = :variant AND location = :location"
		" AND state = 'active' AND short > 0 ORDER BY id LIMIT 1");
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":location", STOCK_LOCATION);
	int rc = db_one(q);
	if (rc == OK) {
		g->id = db_next_int(q);
		g->variant = db_next_int(q);
		g->location = db_next_int(q);
		g->qty = db_next_int(q);
	}
	db_done(q);
	return rc;
}

int stock_cover_variant(struct cx *cx, int64_t variant)
{
	struct stock_now now;
	struct gap g;
	int rc;
	while ((rc = next_to_cover(cx, variant, &g)) == OK) {
		/* what became a bundle is held by its own shelf still */
		rc = stock_own(cx, variant, &now);
		if (rc < 0 || now.sellable <= 0)
			return rc;
		int64_t n = g.qty < now.sellable ? g.qty : now.sellable;
		rc = hold_more(cx, variant, g.location, n);
		if (rc == OK)
			rc = shift(cx, g.id, -n);
		if (rc == OK)
			rc = catalogue_touch(cx);
		if (rc < 0)
			return rc;
	}
	return rc == ERR_NOT_FOUND ? OK : rc;
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
