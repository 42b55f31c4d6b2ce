/* What an order's lines come to now: for documents. */
#include "domain/document_parts.h"

#include <string.h>

#include "domain/setting.h"
#include "lib/db.h"
#include "lib/err.h"

int document_country(struct cx *cx, int64_t order, const char **out)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT tax_country FROM orders WHERE id = :id");
	db_bind_int(q, ":id", order);
	int rc = db_one(q);
	if (rc == OK)
		*out = db_next_text(q, cx->arena);
	db_done(q);
	if (rc == OK && !**out)
		*out = setting_get(cx, "shop.country");
	return rc;
}

static void read_line(struct cx *cx, struct db_stmt *q, struct document_line *l)
{
	struct arena *a = cx->arena;
	*l = (struct document_line){.line = db_next_int(q)};
	l->kind = db_next_text(q, a);
	l->sku = db_next_text(q, a);
	l->name = db_next_text(q, a);
	l->options = db_next_text(q, a);
	l->unit = money(db_next_int(q));
	bool outside = db_next_is_null(q);
	l->rate_bp = db_next_int(q);
	if (outside)
		l->rate_bp = -1;
	l->qty = db_next_int(q);
	l->gross = money(db_next_int(q));
}

/* Lines added by the owner count by their changes alone. */
static int read_lines(
	struct cx *cx, int64_t order, struct document_line **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT l.id, l.kind, l.sku, l.name, l.options, l.unit_minor,"
		" l.rate_bp,"
		" CAST(CASE WHEN l.added_ms IS NULL THEN l.qty ELSE 0 END"
		"  + coalesce((SELECT sum(c.delta) FROM line_change c"
		"   WHERE c.order_line = l.id), 0) AS BIGINT),"
		" CAST(CASE WHEN l.added_ms IS NULL"
		"  THEN l.qty * l.unit_minor + coalesce((SELECT"
		"   sum(j.amount_minor) FROM adjustment j"
		"   WHERE j.order_line = l.id), 0) ELSE 0 END"
		"  + coalesce((SELECT sum(c.amount_minor) FROM line_change c"
		"   WHERE c.order_line = l.id), 0) AS BIGINT)"
		" FROM order_line l WHERE l.orders = :order"
		" ORDER BY l.position");
	db_bind_int(q, ":order", order);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		read_line(cx, q, &(*out)[(*n)++]);
	}
	db_done(q);
	return rc;
}

static int read_offs(struct cx *cx, struct document_line *l)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT label, amount_minor FROM adjustment"
		" WHERE order_line = :line ORDER BY id");
	db_bind_int(q, ":line", l->line);
	int rc;
	while ((rc = db_step(q)) > 0) {
		l->offs = arena_grow(
			cx->arena, l->offs, l->n_offs, sizeof(*l->offs));
		struct document_off *off = &l->offs[l->n_offs++];
		off->label = db_next_text(q, cx->arena);
		off->amount = money(db_next_int(q));
	}
	db_done(q);
	return rc;
}

/* After a change the discounts' shares are in the changes: one row says what
 * they come to, so that unit times units and it make the line's sum. */
static void settle_offs(struct cx *cx, struct document_line *l)
{
	int64_t off = l->gross.minor - l->unit.minor * l->qty, named = 0;
	for (size_t i = 0; i < l->n_offs; i++)
		named += l->offs[i].amount.minor;
	if (named == off)
		return;
	const char *label = l->n_offs ? l->offs[0].label : "";
	l->offs = ARENA_NEW(cx->arena, struct document_off);
	l->n_offs = off != 0;
	*l->offs = (struct document_off){label, money(off)};
}

int document_lines(
	struct cx *cx, int64_t order, struct document_line **out, size_t *n)
{
	struct document_line *all = NULL;
	size_t count = 0;
	int rc = read_lines(cx, order, &all, &count);
	*out = all;
	*n = 0;
	for (size_t i = 0; rc == OK && i < count; i++) {
		rc = read_offs(cx, &all[i]);
		settle_offs(cx, &all[i]);
		if (all[i].qty != 0 || all[i].gross.minor != 0)
			all[(*n)++] = all[i];
	}
	return rc;
}
