#include "domain/stock.h"

#include <stdlib.h>

#include "domain/catalogue.h"
#include "domain/stock_parts.h"
#include "lib/db.h"
#include "lib/err.h"

static int add_move(struct cx *cx, int64_t variant, int64_t delta,
	const char *reason, const char *ref_kind, int64_t ref_id,
	const char *note)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO stock_move (variant, location, delta, reason,"
		" ref_kind, ref_id, note, staff, at_ms)"
		" VALUES (:variant, :location, :delta, :reason, :ref_kind,"
		" :ref_id, :note, :staff, :now)");
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":location", STOCK_LOCATION);
	db_bind_int(q, ":delta", delta);
	db_bind_text(q, ":reason", reason);
	db_bind_text(q, ":ref_kind", ref_kind);
	db_bind_int(q, ":ref_id", ref_id);
	db_bind_text(q, ":note", note);
	db_bind_or_null(q, ":staff", cx->staff);
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}

static int ensure_row(struct cx *cx, int64_t variant)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO stock (variant, location)"
		" VALUES (:variant, :location)"
		" ON CONFLICT (variant, location) DO NOTHING");
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":location", STOCK_LOCATION);
	return db_exec(q, NULL);
}

static int move_total(struct cx *cx, int64_t variant, int64_t delta)
{
	int rc = ensure_row(cx, variant);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE stock SET on_hand = on_hand + :delta"
		" WHERE variant = :variant AND location = :location"
		" AND on_hand + :delta >= held");
	db_bind_int(q, ":delta", delta);
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":location", STOCK_LOCATION);
	return db_exec_one(q);
}

static bool is_bundle(struct cx *cx, int64_t variant)
{
	struct stock_now now;
	return stock_now(cx, variant, &now) == OK && now.parts > 0;
}

int stock_move(struct cx *cx, int64_t variant, int64_t delta,
	const char *reason, const char *ref_kind, int64_t ref_id,
	const char *note)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = is_bundle(cx, variant) ? ERR_INVALID
				    : move_total(cx, variant, delta);
	if (rc == OK)
		rc = add_move(
			cx, variant, delta, reason, ref_kind, ref_id, note);
	if (rc == OK)
		rc = stock_touch_band(cx, variant, delta);
	if (rc == OK && delta > 0)
		rc = stock_cover_variant(cx, variant);
	return db_end(cx->db, rc);
}

int stock_recount(
	struct cx *cx, int64_t variant, int64_t on_hand, const char *note)
{
	return stock_count(cx, variant, on_hand, "recount", note);
}

int stock_count(struct cx *cx, int64_t variant, int64_t on_hand,
	const char *reason, const char *note)
{
	if (on_hand < 0)
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct stock_now now;
	int64_t ref;
	rc = stock_now(cx, variant, &now);
	if (rc == OK && now.parts > 0)
		rc = ERR_INVALID;
	if (rc == OK && now.held > on_hand)
		rc = stock_shorten(cx, variant, now.held - on_hand);
	if (rc == OK && now.on_hand != on_hand) {
		rc = counter_next(cx, "adjust", &ref);
		if (rc == OK)
			rc = stock_move(cx, variant, on_hand - now.on_hand,
				reason, "adjust", ref, note);
	}
	return db_end(cx->db, rc);
}

/* Hold qty if that many are sellable. */
static int hold_total(struct cx *cx, int64_t variant, int64_t qty)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE stock SET held = held + :qty WHERE variant = :variant"
		" AND location = :location AND on_hand - held >= :qty");
	db_bind_int(q, ":qty", qty);
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":location", STOCK_LOCATION);
	return db_exec_one(q);
}

static int add_hold(struct cx *cx, int64_t order_line, int64_t variant,
	int64_t qty, int64_t missing, int64_t expires_ms)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO stock_hold"
		" (order_line, variant, location, qty, short, state,"
		" expires_ms) VALUES (:line, :variant, :location, :qty,"
		" :short, 'active', :end)");
	db_bind_int(q, ":line", order_line);
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":location", STOCK_LOCATION);
	db_bind_int(q, ":qty", qty);
	db_bind_int(q, ":short", missing);
	db_bind_or_null(q, ":end", expires_ms);
	return db_exec(q, NULL);
}

/* Hold of one shelf; of a bundle this is one of its parts. */
static int hold_one(
	struct cx *cx, const struct stock_want *w, int64_t expires_ms)
{
	struct stock_now now;
	int rc = stock_now(cx, w->variant, &now);
	if (rc < 0 || !now.tracked)
		return rc;
	/* A backorder holds what is there; the rest has to come first. */
	int64_t held = w->qty;
	if (now.backorder && now.sellable < w->qty)
		held = now.sellable > 0 ? now.sellable : 0;
	if (held > 0)
		rc = hold_total(cx, w->variant, held);
	if (rc == OK)
		rc = add_hold(cx, w->order_line, w->variant, held,
			w->qty - held, expires_ms);
	if (rc == OK)
		rc = stock_touch_band(cx, w->variant, -held);
	return rc;
}

/* In place of a bundle its parts. */
static int add_want(struct cx *cx, const struct stock_want *w,
	struct stock_want **out, size_t *n)
{
	struct stock_part *parts;
	size_t n_parts;
	int rc = stock_parts(cx, w->variant, &parts, &n_parts);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < n_parts; i++) {
		if (parts[i].gone)
			return ERR_CONFLICT;
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		(*out)[(*n)++] = (struct stock_want){
			w->order_line, parts[i].part, w->qty * parts[i].qty};
	}
	if (n_parts == 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		(*out)[(*n)++] = *w;
	}
	return OK;
}

static int by_variant(const void *a, const void *b)
{
	const struct stock_want *x = a, *y = b;
	if (x->variant != y->variant)
		return x->variant < y->variant ? -1 : 1;
	return (x->order_line > y->order_line) -
	       (x->order_line < y->order_line);
}

int stock_hold_all(struct cx *cx, const struct stock_want *wants, size_t n,
	int64_t expires_ms)
{
	struct stock_want *shelves = NULL;
	size_t n_shelves = 0;
	int rc = OK;
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = add_want(cx, &wants[i], &shelves, &n_shelves);
	if (rc == OK && n_shelves > 1)
		qsort(shelves, n_shelves, sizeof(*shelves), by_variant);
	for (size_t i = 0; rc == OK && i < n_shelves; i++)
		rc = hold_one(cx, &shelves[i], expires_ms);
	return rc;
}

int stock_hold(struct cx *cx, int64_t order_line, int64_t variant, int64_t qty,
	int64_t expires_ms)
{
	const struct stock_want want = {order_line, variant, qty};
	return stock_hold_all(cx, &want, 1, expires_ms);
}

struct hold {
	int64_t id, variant, qty;
};

/* The next active hold of an order.  Variants in ascending order: locks are
 * always taken the same way round. */
static int next_hold(struct cx *cx, int64_t order, struct hold *h)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT h.id, h.variant, h.qty FROM stock_hold h"
		" JOIN order_line l ON l.id = h.order_line"
		" WHERE l.orders = :order AND h.state = 'active'"
		" ORDER BY h.variant, h.id LIMIT 1");
	db_bind_int(q, ":order", order);
	int rc = db_one(q);
	if (rc == OK) {
		h->id = db_next_int(q);
		h->variant = db_next_int(q);
		h->qty = db_next_int(q);
	}
	db_done(q);
	return rc;
}

static int end_hold(struct cx *cx, const struct hold *h, const char *state)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE stock_hold SET state = :state"
		" WHERE id = :id AND state = 'active'");
	db_bind_text(q, ":state", state);
	db_bind_int(q, ":id", h->id);
	int rc = db_exec_one(q);
	/* A backorder may hold nothing, of what never had a shelf. */
	if (rc < 0 || h->qty == 0)
		return rc;
	q = DB_SQL(cx->db,
		"UPDATE stock SET held = held - :qty WHERE variant = :variant"
		" AND location = :location AND held >= :qty");
	db_bind_int(q, ":qty", h->qty);
	db_bind_int(q, ":variant", h->variant);
	db_bind_int(q, ":location", STOCK_LOCATION);
	return db_exec_one(q);
}

int stock_release(struct cx *cx, int64_t order)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct hold h;
	while ((rc = next_hold(cx, order, &h)) == OK) {
		rc = end_hold(cx, &h, "released");
		if (rc == OK)
			rc = stock_touch_band(cx, h.variant, h.qty);
		if (rc == OK)
			rc = stock_cover_variant(cx, h.variant);
		if (rc < 0)
			break;
	}
	return db_end(cx->db, rc == ERR_NOT_FOUND ? OK : rc);
}

/* One movement of a variant, whichever lines and bundles held it. */
static int take_out(
	struct cx *cx, int64_t variant, int64_t qty, int64_t shipment)
{
	if (!variant)
		return OK;
	int rc = move_total(cx, variant, -qty);
	return rc == OK ? add_move(cx, variant, -qty, "shipped", "shipment",
				  shipment, "")
			: rc;
}

int stock_take(struct cx *cx, int64_t order, int64_t shipment)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct hold h;
	int64_t variant = 0, qty = 0;
	rc = stock_cover(cx, order);
	while (rc == OK && (rc = next_hold(cx, order, &h)) == OK) {
		if (h.variant != variant) {
			rc = take_out(cx, variant, qty, shipment);
			variant = h.variant;
			qty = 0;
		}
		if (rc == OK)
			rc = end_hold(cx, &h, "taken");
		qty += h.qty;
	}
	if (rc == ERR_NOT_FOUND)
		rc = take_out(cx, variant, qty, shipment);
	return db_end(cx->db, rc);
}
