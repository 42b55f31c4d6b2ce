#include "domain/order_parts.h"

#include "domain/bundle.h"
#include "lib/db.h"
#include "lib/err.h"

int order_parts_copy(struct cx *cx, int64_t line, int64_t variant, int64_t qty)
{
	struct bundle_part *parts;
	size_t n;
	int rc = bundle_parts(cx, variant, &parts, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct db_stmt *q = DB_SQL(cx->db,
			"INSERT INTO order_part (order_line, position, variant,"
			" sku, name, options, qty) VALUES (:line, :position,"
			" :variant, :sku, :name, :options, :qty)");
		db_bind_int(q, ":line", line);
		db_bind_int(q, ":position", (int64_t)i);
		db_bind_int(q, ":variant", parts[i].part);
		db_bind_text(q, ":sku", parts[i].sku);
		db_bind_text(q, ":name", parts[i].name);
		db_bind_text(q, ":options", parts[i].label);
		db_bind_int(q, ":qty", parts[i].qty * qty);
		rc = db_exec(q, NULL);
	}
	return rc;
}

static struct order_line *line_of(struct order *o, int64_t id)
{
	for (size_t i = 0; i < o->n_lines; i++)
		if (o->lines[i].id == id)
			return &o->lines[i];
	return NULL;
}

int order_parts_read(struct cx *cx, struct order *o)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT p.order_line, p.variant, p.qty, p.sku, p.name,"
		" p.options FROM order_line l"
		" JOIN order_part p ON p.order_line = l.id"
		" WHERE l.orders = :order ORDER BY p.order_line, p.position");
	db_bind_int(q, ":order", o->id);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct order_part p = {0};
		struct order_line *l = line_of(o, db_next_int(q));
		p.variant = db_next_int(q);
		p.qty = db_next_int(q);
		p.sku = db_next_text(q, cx->arena);
		p.name = db_next_text(q, cx->arena);
		p.options = db_next_text(q, cx->arena);
		if (!l)
			continue;
		l->parts = arena_grow(
			cx->arena, l->parts, l->n_parts, sizeof(*l->parts));
		l->parts[l->n_parts++] = p;
	}
	db_done(q);
	return rc;
}
