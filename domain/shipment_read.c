/* Reading shipments, and what is in none yet. */
#include <string.h>

#include "domain/shipment.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

static struct shipment *by_id(struct shipment *all, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].id == id)
			return &all[i];
	return NULL;
}

static void read_line(struct cx *cx, struct db_stmt *q, struct shipment_line *l)
{
	l->line = db_next_int(q);
	l->qty = db_next_int(q);
	l->sku = db_next_text(q, cx->arena);
	l->name = db_next_text(q, cx->arena);
	l->options = db_next_text(q, cx->arena);
}

static int read_lines(
	struct cx *cx, int64_t order, struct shipment *all, size_t n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT x.shipment, x.order_line, x.qty, l.sku, l.name,"
		" l.options FROM shipment s"
		" JOIN shipment_line x ON x.shipment = s.id"
		" JOIN order_line l ON l.id = x.order_line"
		" WHERE s.orders = :order ORDER BY x.shipment, l.position");
	db_bind_int(q, ":order", order);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct shipment *s = by_id(all, n, db_next_int(q));
		struct shipment_line l;
		read_line(cx, q, &l);
		if (!s)
			continue;
		s->lines = arena_grow(
			cx->arena, s->lines, s->n_lines, sizeof(*s->lines));
		s->lines[s->n_lines++] = l;
	}
	db_done(q);
	return rc;
}

int shipment_list(
	struct cx *cx, int64_t order, struct shipment **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, orders, state, carrier, tracking, created_ms,"
		" shipped_ms, delivered_ms, resent FROM shipment"
		" WHERE orders = :order ORDER BY id");
	db_bind_int(q, ":order", order);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct shipment *s = &(*out)[(*n)++];
		*s = (struct shipment){.id = db_next_int(q)};
		s->order = db_next_int(q);
		s->state = db_next_text(q, cx->arena);
		s->carrier = db_next_text(q, cx->arena);
		s->tracking = db_next_text(q, cx->arena);
		s->created_ms = db_next_int(q);
		s->shipped_ms = db_next_int(q);
		s->delivered_ms = db_next_int(q);
		s->resent = db_next_int(q) != 0;
	}
	db_done(q);
	return rc == OK ? read_lines(cx, order, *out, *n) : rc;
}

int shipment_left(
	struct cx *cx, int64_t order, struct shipment_line **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT l.id, CASE WHEN l.added_ms IS NULL THEN l.qty ELSE 0"
		"  END + (SELECT CAST(coalesce(sum(c.delta), 0) AS BIGINT)"
		"   FROM line_change c WHERE c.order_line = l.id)"
		"  - (SELECT CAST(coalesce(sum(x.qty), 0) AS BIGINT)"
		"   FROM shipment_line x JOIN shipment s ON s.id = x.shipment"
		"   WHERE x.order_line = l.id AND s.state <> 'cancelled'"
		"   AND s.resent = 0)"
		"  - (SELECT CAST(coalesce(sum(k.unsent), 0) AS BIGINT)"
		"   FROM credit_line k WHERE k.order_line = l.id),"
		" l.sku, l.name, l.options"
		" FROM order_line l"
		" WHERE l.orders = :order AND l.kind = 'goods'"
		" ORDER BY l.position");
	db_bind_int(q, ":order", order);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct shipment_line l;
		read_line(cx, q, &l);
		if (l.qty <= 0)
			continue;
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		(*out)[(*n)++] = l;
	}
	db_done(q);
	return rc;
}
