/* What the model may learn from. */
#include <stdlib.h>

#include "domain/model_in.h"
#include "domain/recommend_in.h"
#include "domain/shelf.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"

/* Older baskets would weigh less than a thousandth (domain/model_learn.c). */
enum { HORIZON_DAYS = 3 * 365 };

void model_data_basket(
	struct cx *cx, struct model_data *d, int64_t at_ms, int64_t customer)
{
	d->basket = arena_grow(
		cx->arena, d->basket, d->n_baskets, sizeof(*d->basket));
	d->basket[d->n_baskets++] = (struct model_basket){
		at_ms, customer, d->n_items, 0};
}

static int by_number(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

/* A product is in a basket once, whatever its variants and numbers. */
void model_data_item(struct cx *cx, struct model_data *d, int64_t product)
{
	struct model_basket *b = &d->basket[d->n_baskets - 1];
	uint32_t slot = recommend_slot(product);
	for (size_t i = b->start; i < d->n_items; i++)
		if (d->item[i] == slot)
			return;
	d->item = arena_grow(cx->arena, d->item, d->n_items, sizeof(*d->item));
	d->item[d->n_items++] = slot;
	b->n++;
}

/* Slots of products that are never learned from, ascending. */
struct sensitive {
	uint32_t *slot;
	size_t n;
};

static void sensitive_add(struct cx *cx, struct sensitive *s, int64_t product)
{
	s->slot = arena_grow(cx->arena, s->slot, s->n, sizeof(*s->slot));
	s->slot[s->n++] = recommend_slot(product);
}

/* Those that stand in such a category, or below one. */
static int sensitive_placed(struct cx *cx, struct sensitive *s)
{
	int64_t *products;
	size_t n;
	int rc = db_ints(
		DB_SQL(cx->db, "WITH RECURSIVE below (id) AS ("
			       " SELECT id FROM category WHERE sensitive = 1"
			       " UNION SELECT c.id FROM category c"
			       " JOIN below b ON c.parent = b.id)"
			       " SELECT DISTINCT pc.product"
			       " FROM product_category pc"
			       " JOIN below b ON b.id = pc.category"
			       " ORDER BY pc.product"),
		cx->arena, &products, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		sensitive_add(cx, s, products[i]);
	return rc;
}

/* Those that a category's rule brings into it. */
static int sensitive_ruled(struct cx *cx, struct sensitive *s)
{
	int64_t *cats;
	size_t n;
	int rc = db_ints(
		DB_SQL(cx->db, "SELECT id FROM category WHERE sensitive = 1"
			       " ORDER BY id"),
		cx->arena, &cats, &n);
	const struct shelf *shelf;
	if (rc < 0 || n == 0)
		return rc;
	rc = shelf_use(cx, &shelf);
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct shelf_scope scope;
		shelf_scope(cx, shelf, cats[i], &scope);
		for (size_t k = 0; k < shelf->n; k++)
			if (shelf_in(shelf, &scope, &shelf->rows[k]))
				sensitive_add(cx, s, shelf->rows[k].product);
	}
	return rc;
}

static int sensitive_load(struct cx *cx, struct sensitive *s)
{
	*s = (struct sensitive){0};
	int rc = sensitive_placed(cx, s);
	if (rc == OK)
		rc = sensitive_ruled(cx, s);
	if (rc == OK && s->n > 1)
		qsort(s->slot, s->n, sizeof(*s->slot), by_number);
	return rc;
}

static bool is_sensitive(const struct sensitive *s, int64_t product)
{
	uint32_t slot = recommend_slot(product);
	return s->n && bsearch(&slot, s->slot, s->n, sizeof(slot), by_number);
}

static int newest_order(struct cx *cx, int64_t *ms)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT coalesce(max(placed_ms), 0) FROM orders");
	int rc = db_one(q);
	if (rc == OK)
		*ms = db_next_int(q);
	db_done(q);
	return rc;
}

static struct db_stmt *lines(struct cx *cx, int64_t since_ms)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT o.id, o.placed_ms, coalesce(o.customer, 0), v.product"
		/* in this order: orders by time, nothing to sort */
		" FROM orders o CROSS JOIN order_line l CROSS JOIN variant v"
		" CROSS JOIN product p WHERE l.orders = o.id"
		" AND v.id = l.variant AND p.id = v.product"
		" AND o.placed_ms >= :since AND o.state <> 'cancelled'"
		" AND o.email_norm <> '' AND l.kind = 'goods'"
		" AND p.kind IN ('goods', 'bundle')"
		/* what was taken out of the order again was not bought */
		" AND CASE WHEN l.added_ms IS NULL THEN l.qty ELSE 0 END"
		" + (SELECT coalesce(CAST(sum(x.delta) AS BIGINT),"
		"  0) FROM line_change x WHERE x.order_line = l.id) > 0"
		/* who objected: the newest answer counts */
		" AND NOT EXISTS (SELECT 1 FROM consent c"
		"  WHERE c.subject_kind = 'customer'"
		"  AND c.subject = CAST(o.customer AS TEXT)"
		"  AND c.purpose = 'history' AND c.granted = 0"
		"  AND NOT EXISTS (SELECT 1 FROM consent n"
		"   WHERE n.subject_kind = 'customer'"
		"   AND n.subject = c.subject AND n.purpose = 'history'"
		"   AND n.id > c.id))"
		/* what they removed from their profile */
		" AND NOT EXISTS (SELECT 1 FROM profile_item i"
		"  WHERE i.subject = 'c' || CAST(o.customer AS TEXT)"
		"  AND i.product = v.product"
		"  AND i.removed_ms >= o.placed_ms)"
		" ORDER BY o.placed_ms, o.id");
	db_bind_int(q, ":since", since_ms);
	return q;
}

int model_read(struct cx *cx, struct model_data *out)
{
	struct sensitive sensitive;
	int64_t newest = 0, last = 0;
	*out = (struct model_data){0};
	int rc = sensitive_load(cx, &sensitive);
	if (rc == OK)
		rc = newest_order(cx, &newest);
	if (rc < 0)
		return rc;
	struct db_stmt *q = lines(cx, newest - HORIZON_DAYS * MS_DAY);
	while ((rc = db_step(q)) == 1) {
		int64_t order = db_next_int(q), at_ms = db_next_int(q);
		int64_t customer = db_next_int(q), product = db_next_int(q);
		if (is_sensitive(&sensitive, product))
			continue;
		if (order != last)
			model_data_basket(cx, out, at_ms, customer);
		last = order;
		model_data_item(cx, out, product);
	}
	db_done(q);
	return rc;
}
