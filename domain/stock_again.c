/* Orders that come back: hold what they held. */
#include "domain/catalogue.h"
#include "domain/stock.h"
#include "lib/db.h"
#include "lib/err.h"

struct released {
	int64_t id, variant, location, qty;
};

static int list_released(
	struct cx *cx, int64_t order, struct released **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT h.id, h.variant, h.location, h.qty FROM stock_hold h"
		" JOIN order_line l ON l.id = h.order_line"
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

static int hold_one(struct cx *cx, const struct released *h)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE stock SET held = held + :qty WHERE variant = :variant"
		" AND location = :location AND on_hand - held >= :qty");
	db_bind_int(q, ":qty", h->qty);
	db_bind_int(q, ":variant", h->variant);
	db_bind_int(q, ":location", h->location);
	int rc = db_exec_one(q);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db,
		"UPDATE stock_hold SET state = 'active', expires_ms = NULL"
		" WHERE id = :id AND state = 'released'");
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
