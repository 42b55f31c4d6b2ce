/* Movements and counts: what comes to a shelf and leaves it. */
#include "domain/stock.h"

#include "domain/catalogue.h"
#include "domain/stock_parts.h"
#include "lib/db.h"
#include "lib/err.h"

struct move {
	int64_t variant, location, delta;
	const char *reason, *ref_kind;
	int64_t ref_id;
	const char *note;
};

static int add_move(struct cx *cx, const struct move *m)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO stock_move (variant, location, delta, reason,"
		" ref_kind, ref_id, note, staff, at_ms)"
		" VALUES (:variant, :location, :delta, :reason, :ref_kind,"
		" :ref_id, :note, :staff, :now)");
	db_bind_int(q, ":variant", m->variant);
	db_bind_int(q, ":location", m->location);
	db_bind_int(q, ":delta", m->delta);
	db_bind_text(q, ":reason", m->reason);
	db_bind_text(q, ":ref_kind", m->ref_kind);
	db_bind_int(q, ":ref_id", m->ref_id);
	db_bind_text(q, ":note", m->note);
	db_bind_or_null(q, ":staff", cx->staff);
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}

static int ensure_row(struct cx *cx, const struct move *m)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO stock (variant, location)"
		" VALUES (:variant, :location)"
		" ON CONFLICT (variant, location) DO NOTHING");
	db_bind_int(q, ":variant", m->variant);
	db_bind_int(q, ":location", m->location);
	return db_exec(q, NULL);
}

static int move_total(struct cx *cx, const struct move *m)
{
	int rc = ensure_row(cx, m);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE stock SET on_hand = on_hand + :delta"
		" WHERE variant = :variant AND location = :location"
		" AND on_hand + :delta >= held");
	db_bind_int(q, ":delta", m->delta);
	db_bind_int(q, ":variant", m->variant);
	db_bind_int(q, ":location", m->location);
	return db_exec_one(q);
}

static bool is_bundle(struct cx *cx, int64_t variant)
{
	struct stock_now now;
	return stock_own(cx, variant, &now) == OK && now.parts > 0;
}

static int move_one(struct cx *cx, const struct move *m)
{
	int rc = move_total(cx, m);
	if (rc == OK)
		rc = add_move(cx, m);
	if (rc == OK)
		rc = stock_touch_band(cx, m->variant, m->location, m->delta);
	return rc;
}

int stock_move_at(struct cx *cx, int64_t variant, int64_t location,
	int64_t delta, const char *reason, const char *ref_kind, int64_t ref_id,
	const char *note)
{
	const struct move m = {
		variant, location, delta, reason, ref_kind, ref_id, note};
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = is_bundle(cx, variant) ? ERR_INVALID : move_one(cx, &m);
	if (rc == OK && delta > 0)
		rc = stock_cover_variant(cx, variant);
	return db_end(cx->db, rc);
}

int stock_move(struct cx *cx, int64_t variant, int64_t delta,
	const char *reason, const char *ref_kind, int64_t ref_id,
	const char *note)
{
	return stock_move_at(cx, variant, STOCK_LOCATION, delta, reason,
		ref_kind, ref_id, note);
}

int stock_carry(struct cx *cx, int64_t variant, int64_t from, int64_t to,
	int64_t qty, const char *note)
{
	if (qty <= 0 || from == to)
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	int64_t ref = 0;
	rc = is_bundle(cx, variant) ? ERR_INVALID
				    : counter_next(cx, "adjust", &ref);
	const struct move out = {
		variant, from, -qty, "other", "carry", ref, note};
	const struct move in = {variant, to, qty, "other", "carry", ref, note};
	/* Shelves are always locked the same way round. */
	if (rc == OK)
		rc = move_one(cx, from < to ? &out : &in);
	if (rc == OK)
		rc = move_one(cx, from < to ? &in : &out);
	if (rc == OK)
		rc = stock_cover_variant(cx, variant);
	return db_end(cx->db, rc);
}

int stock_recount(
	struct cx *cx, int64_t variant, int64_t on_hand, const char *note)
{
	return stock_count(
		cx, variant, STOCK_LOCATION, on_hand, "recount", note);
}

/* Bring the shelf to the number that was counted. */
static int count_to(struct cx *cx, const struct stock_shelf *was,
	int64_t variant, int64_t on_hand, const char *reason, const char *note)
{
	struct move m = {variant, was->location, on_hand - was->on_hand, reason,
		"adjust", 0, note};
	int rc = OK;
	if (was->held > on_hand)
		rc = stock_shorten(
			cx, variant, was->location, was->held - on_hand);
	if (rc == OK && m.delta)
		rc = counter_next(cx, "adjust", &m.ref_id);
	if (rc == OK && m.delta)
		rc = move_one(cx, &m);
	/* What is short may lie at another place. */
	return rc == OK ? stock_cover_variant(cx, variant) : rc;
}

int stock_count(struct cx *cx, int64_t variant, int64_t location,
	int64_t on_hand, const char *reason, const char *note)
{
	if (on_hand < 0)
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct stock_shelf was;
	rc = is_bundle(cx, variant) ? ERR_INVALID
				    : stock_at(cx, variant, location, &was);
	if (rc == OK)
		rc = count_to(cx, &was, variant, on_hand, reason, note);
	return db_end(cx->db, rc);
}

int stock_leave(struct cx *cx, int64_t variant, int64_t location, int64_t qty,
	int64_t shipment)
{
	const struct move m = {
		variant, location, -qty, "shipped", "shipment", shipment, ""};
	if (qty == 0)
		return OK;
	int rc = move_total(cx, &m);
	return rc == OK ? add_move(cx, &m) : rc;
}
