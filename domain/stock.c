#include "domain/stock.h"

#include <string.h>

#include "domain/catalogue.h"
#include "domain/listing.h"
#include "lib/db.h"
#include "lib/err.h"

int stock_now(struct cx *cx, int64_t variant, struct stock_now *out)
{
	*out = (struct stock_now){0};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT v.tracked, v.backorder,"
		" CAST(coalesce(sum(s.on_hand), 0) AS BIGINT),"
		" CAST(coalesce(sum(s.held), 0) AS BIGINT)"
		" FROM variant v LEFT JOIN stock s ON s.variant = v.id"
		" WHERE v.id = :variant GROUP BY v.id, v.tracked, v.backorder");
	db_bind_int(q, ":variant", variant);
	int rc = db_one(q);
	if (rc == OK) {
		out->tracked = db_next_int(q);
		out->backorder = db_next_int(q);
		out->on_hand = db_next_int(q);
		out->held = db_next_int(q);
		out->sellable = out->tracked ? out->on_hand - out->held
					     : INT32_MAX;
	}
	db_done(q);
	return rc;
}

/* What a card can tell apart: none, 1 ... STOCK_FEW left, more. */
static int64_t band(int64_t sellable)
{
	if (sellable <= 0)
		return 0;
	return sellable <= STOCK_FEW ? sellable : STOCK_FEW + 1;
}

/* After sellable moved by delta: pages change only with the band. */
static int touch_band(struct cx *cx, int64_t variant, int64_t delta)
{
	struct stock_now now;
	int rc = listing_mark_variant(cx, variant);
	if (rc == OK)
		rc = stock_now(cx, variant, &now);
	if (rc < 0 || !now.tracked)
		return rc;
	if (band(now.sellable) == band(now.sellable - delta))
		return OK;
	return catalogue_touch(cx);
}

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

int stock_move(struct cx *cx, int64_t variant, int64_t delta,
	const char *reason, const char *ref_kind, int64_t ref_id,
	const char *note)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = move_total(cx, variant, delta);
	if (rc == OK)
		rc = add_move(
			cx, variant, delta, reason, ref_kind, ref_id, note);
	if (rc == OK)
		rc = touch_band(cx, variant, delta);
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

int stock_hold(struct cx *cx, int64_t order_line, int64_t variant, int64_t qty,
	int64_t expires_ms)
{
	struct stock_now now;
	int rc = stock_now(cx, variant, &now);
	if (rc < 0 || !now.tracked)
		return rc;
	/* A backorder holds what is there; the rest has to come first. */
	int64_t held = qty;
	if (now.backorder && now.sellable < qty)
		held = now.sellable > 0 ? now.sellable : 0;
	if (held > 0)
		rc = hold_total(cx, variant, held);
	if (rc == OK)
		rc = add_hold(
			cx, order_line, variant, held, qty - held, expires_ms);
	if (rc == OK)
		rc = touch_band(cx, variant, -held);
	return rc;
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
			rc = touch_band(cx, h.variant, h.qty);
		if (rc == OK)
			rc = stock_cover_variant(cx, h.variant);
		if (rc < 0)
			break;
	}
	return db_end(cx->db, rc == ERR_NOT_FOUND ? OK : rc);
}

int stock_take(struct cx *cx, int64_t order, int64_t shipment)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct hold h;
	rc = stock_cover(cx, order);
	while (rc == OK && (rc = next_hold(cx, order, &h)) == OK) {
		rc = end_hold(cx, &h, "taken");
		if (rc == OK)
			rc = move_total(cx, h.variant, -h.qty);
		if (rc == OK)
			rc = add_move(cx, h.variant, -h.qty, "shipped",
				"shipment", shipment, "");
		if (rc < 0)
			break;
	}
	return db_end(cx->db, rc == ERR_NOT_FOUND ? OK : rc);
}
