/* More of what an order holds already. */
#include "domain/stock_line.h"

#include <stdlib.h>

#include "domain/stock.h"
#include "domain/stock_parts.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

/* Units of a shelf that a line needs. */
struct need {
	int64_t line, variant, qty;
};

struct needs {
	struct need *all;
	size_t n;
};

static void need_add(struct cx *cx, struct needs *needs, struct need one)
{
	needs->all = arena_grow(
		cx->arena, needs->all, needs->n, sizeof(*needs->all));
	needs->all[needs->n++] = one;
}

static int by_shelf(const void *a, const void *b)
{
	const struct need *x = a, *y = b;
	if (x->variant != y->variant)
		return x->variant < y->variant ? -1 : 1;
	return (x->line > y->line) - (x->line < y->line);
}

/* Shelves in ascending order: two that change stock never wait for each
 * other. */
static void needs_sort(struct needs *needs)
{
	if (needs->n > 1)
		qsort(needs->all, needs->n, sizeof(*needs->all), by_shelf);
}

/* Of a bundle its parts as they were bought, else the line's variant. */
static int needs_of_line(
	struct cx *cx, int64_t line, int64_t units, struct needs *needs)
{
	size_t before = needs->n;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT p.variant, p.qty / l.qty FROM order_line l"
		" JOIN order_part p ON p.order_line = l.id"
		" WHERE l.id = :line ORDER BY p.variant");
	db_bind_int(q, ":line", line);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct need one = {line, db_next_int(q), 0};
		one.qty = db_next_int(q) * units;
		need_add(cx, needs, one);
	}
	db_done(q);
	if (rc < 0 || needs->n > before)
		return rc;
	q = DB_SQL(cx->db, "SELECT variant FROM order_line"
			   " WHERE id = :line AND variant IS NOT NULL");
	db_bind_int(q, ":line", line);
	rc = db_one(q);
	if (rc == OK)
		need_add(cx, needs, (struct need){line, db_next_int(q), units});
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

struct hold {
	int64_t id, variant, location;
};

/* Hold n more on a shelf if that many are sellable. */
static int shelf_hold(
	struct cx *cx, int64_t variant, int64_t location, int64_t n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE stock SET held = held + :n WHERE variant = :variant"
		" AND location = :location AND on_hand - held >= :n");
	db_bind_int(q, ":n", n);
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":location", location);
	int rc = db_exec_one(q);
	return rc == OK ? stock_touch_band(cx, variant, location, -n) : rc;
}

/* Change a hold by so many units there and short. */
static int hold_change(
	struct cx *cx, const struct hold *h, int64_t qty, int64_t missing)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE stock_hold SET qty = qty + :qty,"
		" short = short + :short WHERE id = :id AND state = 'active'"
		" AND qty + :qty >= 0 AND short + :short >= 0");
	db_bind_int(q, ":qty", qty);
	db_bind_int(q, ":short", missing);
	db_bind_int(q, ":id", h->id);
	return db_exec_one(q);
}

/* The hold of a line that more is put on: what was taken or given back is
 * begun anew. */
static int hold_find(struct cx *cx, const struct need *need, struct hold *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, variant, location FROM stock_hold"
		" WHERE order_line = :line AND variant = :variant"
		" ORDER BY CASE state WHEN 'active' THEN 0 ELSE 1 END,"
		" location LIMIT 1");
	db_bind_int(q, ":line", need->line);
	db_bind_int(q, ":variant", need->variant);
	int rc = db_one(q);
	if (rc == OK) {
		*out = (struct hold){.id = db_next_int(q)};
		out->variant = db_next_int(q);
		out->location = db_next_int(q);
	}
	db_done(q);
	return rc;
}

static int hold_begin(struct cx *cx, const struct hold *h)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE stock_hold SET state = 'active', qty = 0, short = 0"
		" WHERE id = :id AND state <> 'active'");
	db_bind_int(q, ":id", h->id);
	return db_exec(q, NULL);
}

/* Of a backorder the units come later. */
static int more_of_hold(struct cx *cx, const struct hold *h, int64_t qty)
{
	struct stock_now now;
	int rc = stock_now(cx, h->variant, &now);
	if (rc == OK)
		rc = hold_begin(cx, h);
	if (rc < 0)
		return rc;
	rc = shelf_hold(cx, h->variant, h->location, qty);
	if (rc == OK)
		return hold_change(cx, h, qty, 0);
	if (rc != ERR_CONFLICT || !now.backorder)
		return rc;
	rc = hold_change(cx, h, 0, qty);
	return rc == OK ? stock_cover_variant(cx, h->variant) : rc;
}

int stock_line_more(struct cx *cx, int64_t line, int64_t units)
{
	struct needs needs = {0};
	int rc = needs_of_line(cx, line, units, &needs);
	needs_sort(&needs);
	for (size_t i = 0; rc == OK && i < needs.n; i++) {
		struct hold h;
		rc = hold_find(cx, &needs.all[i], &h);
		if (rc == ERR_NOT_FOUND) /* not counted, or not held so far */
			rc = stock_hold(cx, line, needs.all[i].variant,
				needs.all[i].qty, 0);
		else if (rc == OK)
			rc = more_of_hold(cx, &h, needs.all[i].qty);
	}
	return rc;
}
