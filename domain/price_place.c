/* Where in its categories each product's price stands. */
#include "domain/customer_value.h"

#include <stdlib.h>

#include "domain/customer_value_in.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

enum { STEP = 500, BP = 10000 };

struct place {
	int64_t product, sum, n, was; /* was -1: none */
};

struct places {
	struct cx *cx;
	struct place *all; /* by product */
	size_t n;
};

static int compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = ((const struct place *)b)->product;
	return x < y ? -1 : x > y;
}

/* Those that have one, or could. */
static int read_products(struct places *p)
{
	struct db_stmt *q = DB_SQL(p->cx->db,
		"SELECT s.product, coalesce(o.place_bp, -1) FROM listing s"
		" LEFT JOIN price_place o ON o.product = s.product"
		" WHERE s.langs <> 0 OR o.product IS NOT NULL"
		" ORDER BY s.product");
	int rc;
	while ((rc = db_step(q)) > 0) {
		p->all = arena_grow(
			p->cx->arena, p->all, p->n, sizeof(*p->all));
		struct place *one = &p->all[p->n++];
		*one = (struct place){.product = db_next_int(q)};
		one->was = db_next_int(q);
	}
	db_done(q);
	return rc;
}

/* Products of one category, the cheapest first: equals share the middle. */
struct shelf_row {
	int64_t category, product, price;
};

static void place_row(struct places *p, const struct shelf_row *rows, size_t n)
{
	enum { FEW = 3 };
	if (n < FEW) /* too few to be dear or cheap among */
		return;
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i; end < n && rows[end].price == rows[i].price;
			end++)
			;
		int64_t bp = (int64_t)(i + end - 1) * BP /
			     (int64_t)(2 * (n - 1));
		for (size_t k = i; k < end; k++) {
			struct place *one = !p->n ? NULL
						  : bsearch(&rows[k].product,
							    p->all, p->n,
							    sizeof(*p->all),
							    compare);
			if (!one)
				continue;
			one->sum += bp;
			one->n++;
		}
	}
}

static int read_shelves(struct places *p)
{
	struct shelf_row *rows = NULL;
	size_t n = 0;
	struct db_stmt *q = DB_SQL(p->cx->db,
		"SELECT c.category, s.product, s.price_minor FROM listing s"
		" JOIN product_category c ON c.product = s.product"
		" JOIN category g ON g.id = c.category"
		"  AND g.archived_ms IS NULL"
		" WHERE s.langs <> 0"
		" ORDER BY c.category, s.price_minor, s.product");
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct shelf_row row;
		row.category = db_next_int(q);
		row.product = db_next_int(q);
		row.price = db_next_int(q);
		if (n && rows[0].category != row.category) {
			place_row(p, rows, n);
			n = 0;
			rows = NULL;
		}
		rows = arena_grow(p->cx->arena, rows, n, sizeof(*rows));
		rows[n++] = row;
	}
	db_done(q);
	place_row(p, rows, n);
	return rc;
}

static int write_place(struct cx *cx, const struct place *p)
{
	struct db_stmt *q;
	if (!p->n) {
		q = DB_SQL(cx->db,
			"DELETE FROM price_place WHERE product = :product");
	} else {
		q = DB_SQL(cx->db,
			"INSERT INTO price_place (product, place_bp)"
			" VALUES (:product, :place) ON CONFLICT (product)"
			" DO UPDATE SET place_bp = excluded.place_bp");
		db_bind_int(q, ":place", p->sum / p->n);
	}
	db_bind_int(q, ":product", p->product);
	return db_exec(q, NULL);
}

int price_place_refresh(struct cx *cx)
{
	struct places p = {.cx = cx};
	int rc = read_products(&p);
	if (rc == OK)
		rc = read_shelves(&p);
	for (size_t i = 0; rc == OK && i < p.n; i += STEP) {
		rc = db_begin(cx->db);
		if (rc < 0)
			return rc;
		for (size_t k = i; rc == OK && k < p.n && k < i + STEP; k++) {
			const struct place *one = &p.all[k];
			if ((one->n ? one->sum / one->n : -1) != one->was)
				rc = write_place(cx, one);
		}
		rc = db_end(cx->db, rc);
	}
	return rc;
}
