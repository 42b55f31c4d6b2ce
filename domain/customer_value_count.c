/* What customers have been worth, counted over a range of them, one or many
 * by the same statements. */
#include "domain/customer_value.h"

#include <stdlib.h>
#include <string.h>

#include "domain/customer_value_in.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

enum { LEVEL_UNKNOWN = 3, BP = 10000, LEVELS = 5 };

/* One customer being counted. */
struct count {
	struct customer_value v;
	int64_t units, cheap;        /* that say something */
	int64_t places, place_units; /* sum of place * units, and units */
};

struct counting {
	struct cx *cx;
	int64_t from, to; /* customers */
	struct branches tree;
	struct count *all; /* by customer */
	size_t n;
};

static int compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a;
	int64_t y = ((const struct count *)b)->v.customer;
	return x < y ? -1 : x > y;
}

static struct count *find(struct counting *c, int64_t customer)
{
	return c->n ? bsearch(&customer, c->all, c->n, sizeof(*c->all), compare)
		    : NULL;
}

static int read_orders(struct counting *c)
{
	struct db_stmt *q = DB_SQL(c->cx->db,
		"SELECT o.customer, max(o.placed_day), count(*),"
		" CAST(sum(o.total_minor + o.changed_minor) AS BIGINT)"
		" FROM orders o JOIN customer c ON c.id = o.customer"
		" WHERE o.customer >= :from AND o.customer <= :to"
		" AND o.state <> 'cancelled' AND" CUSTOMER_MAY_SQL
		" GROUP BY o.customer ORDER BY o.customer");
	db_bind_int(q, ":from", c->from);
	db_bind_int(q, ":to", c->to);
	int rc;
	while ((rc = db_step(q)) > 0) {
		c->all = arena_grow(
			c->cx->arena, c->all, c->n, sizeof(*c->all));
		struct count *one = &c->all[c->n++];
		*one = (struct count){.v.price_level = LEVEL_UNKNOWN};
		one->v.customer = db_next_int(q);
		one->v.last_day = db_next_int(q);
		one->v.orders = db_next_int(q);
		one->v.spent_minor = db_next_int(q);
	}
	db_done(q);
	return rc;
}

static int read_credits(struct counting *c)
{
	struct db_stmt *q = DB_SQL(c->cx->db,
		"SELECT o.customer, CAST(sum(k.gross_minor) AS BIGINT)"
		" FROM orders o JOIN credit d ON d.orders = o.id"
		" JOIN credit_line k ON k.credit = d.id"
		" WHERE o.customer >= :from AND o.customer <= :to"
		" AND o.state <> 'cancelled' GROUP BY o.customer");
	db_bind_int(q, ":from", c->from);
	db_bind_int(q, ":to", c->to);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct count *one = find(c, db_next_int(q));
		int64_t minor = db_next_int(q);
		if (one)
			one->v.spent_minor -= minor;
	}
	db_done(q);
	return rc;
}

/* A product that one customer bought; its categories follow one another. */
struct bought {
	int64_t customer, product, units, cheap, place_bp;
	int64_t categories[16];
	size_t n;
};

struct liking {
	int64_t category, units, depth;
};

static void like(struct liking *all, size_t *n, size_t max,
	const struct branch *b, int64_t units)
{
	size_t i = 0;
	while (i < *n && all[i].category != b->id)
		i++;
	if (i == *n) {
		if (*n == max)
			return;
		all[(*n)++] = (struct liking){b->id, 0, b->depth};
	}
	all[i].units += units;
}

/* More units first, then what says more of them. */
static bool beats(const struct liking *a, const struct liking *b)
{
	if (a->units != b->units)
		return a->units > b->units;
	return a->depth != b->depth ? a->depth > b->depth
				    : a->category < b->category;
}

/* The two they buy most of, neither above the other. */
static void choose(const struct branches *tree, struct count *one,
	const struct liking *all, size_t n)
{
	const struct liking *best = NULL, *next = NULL;
	for (size_t i = 0; i < n; i++)
		if (!best || beats(&all[i], best))
			best = &all[i];
	for (size_t i = 0; best && i < n; i++)
		if (!branch_below(tree, all[i].category, best->category) &&
			!branch_below(tree, best->category, all[i].category) &&
			(!next || beats(&all[i], next)))
			next = &all[i];
	one->v.category = best ? best->category : 0;
	one->v.category2 = next ? next->category : 0;
}

enum { LIKINGS_MAX = 400 };

struct likings {
	struct liking all[LIKINGS_MAX];
	size_t n;
};

/* What one product says of who bought it; of a sensitive one, nothing. */
static void take(struct counting *c, struct count *one, struct likings *l,
	const struct bought *b)
{
	for (size_t i = 0; i < b->n; i++) {
		const struct branch *at = branch_find(
			&c->tree, b->categories[i]);
		if (at && at->secret)
			return;
	}
	one->units += b->units;
	one->cheap += b->cheap;
	if (b->place_bp >= 0) {
		one->places += b->place_bp * b->units;
		one->place_units += b->units;
	}
	for (size_t i = 0; i < b->n; i++) {
		const struct branch *at = branch_find(
			&c->tree, b->categories[i]);
		if (at && !at->quiet)
			like(l->all, &l->n, LIKINGS_MAX, at, b->units);
	}
}

static void close_customer(
	struct counting *c, struct count *one, struct likings *l)
{
	if (!one)
		return;
	choose(&c->tree, one, l->all, l->n);
	l->n = 0;
	if (one->units > 0)
		one->v.discount_bp = one->cheap * BP / one->units;
	if (one->place_units > 0) {
		int64_t mean = one->places / one->place_units;
		one->v.price_level = mean >= BP ? LEVELS
						: 1 + mean * LEVELS / BP;
	}
}

/* Units that they kept, and of those the ones that cost less: on sale when it
 * was ordered, or with something taken off the line. */
static struct db_stmt *bought_query(struct cx *cx)
{
	return DB_SQL(cx->db,
		"SELECT s.customer, s.product, s.units, s.cheap,"
		" coalesce(p.place_bp, -1), coalesce(pc.category, 0) FROM"
		" (SELECT x.customer AS customer, x.product AS product,"
		"  CAST(sum(x.units) AS BIGINT) AS units,"
		"  CAST(sum(x.units * x.cheap) AS BIGINT) AS cheap FROM"
		"  (SELECT o.customer AS customer, v.product AS product,"
		"   CASE WHEN l.added_ms IS NULL THEN l.qty ELSE 0 END"
		"   + (SELECT CAST(coalesce(sum(h.delta), 0) AS BIGINT)"
		"    FROM line_change h WHERE h.order_line = l.id)"
		"   - (SELECT CAST(coalesce(sum(k.qty), 0) AS BIGINT)"
		"    FROM credit_line k WHERE k.order_line = l.id) AS units,"
		"   CASE WHEN EXISTS (SELECT 1 FROM adjustment a"
		"    WHERE a.order_line = l.id AND a.source = 'promotion'"
		"    AND a.amount_minor < 0) OR EXISTS (SELECT 1 FROM price r"
		"    WHERE r.variant = l.variant AND r.kind = 'sale'"
		"    AND r.amount_minor = l.unit_minor"
		"    AND r.from_ms <= o.placed_ms"
		"    AND (r.to_ms IS NULL OR r.to_ms > o.placed_ms))"
		"    THEN 1 ELSE 0 END AS cheap"
		"   FROM orders o JOIN order_line l ON l.orders = o.id"
		"   JOIN variant v ON v.id = l.variant"
		"   WHERE o.customer >= :from AND o.customer <= :to"
		"   AND o.state <> 'cancelled' AND l.kind = 'goods'"
		/* that a rule brings into a sensitive category */
		"   AND v.product NOT IN"
		"    (SELECT k.product FROM sensitive_product k)) x"
		"  GROUP BY x.customer, x.product) s"
		" LEFT JOIN price_place p ON p.product = s.product"
		" LEFT JOIN product_category pc ON pc.product = s.product"
		" WHERE s.units > 0"
		" ORDER BY s.customer, s.product, pc.category");
}

static int read_bought(struct counting *c)
{
	enum { CATEGORIES = 16 };
	struct likings *l = ARENA_NEW(c->cx->arena, struct likings);
	struct bought b = {0};
	struct count *one = NULL;
	struct db_stmt *q = bought_query(c->cx);
	db_bind_int(q, ":from", c->from);
	db_bind_int(q, ":to", c->to);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct bought row = {0};
		row.customer = db_next_int(q);
		row.product = db_next_int(q);
		row.units = db_next_int(q);
		row.cheap = db_next_int(q);
		row.place_bp = db_next_int(q);
		row.categories[row.n++] = db_next_int(q);
		if (row.customer == b.customer && row.product == b.product) {
			if (b.n < CATEGORIES)
				b.categories[b.n++] = row.categories[0];
			continue;
		}
		if (one)
			take(c, one, l, &b);
		if (row.customer != b.customer) {
			close_customer(c, one, l);
			one = find(c, row.customer);
		}
		b = row;
	}
	db_done(q);
	if (rc == OK && one)
		take(c, one, l, &b);
	close_customer(c, one, l);
	return rc;
}

int customer_value_count(struct cx *cx, int64_t from, int64_t to,
	struct customer_value **out, size_t *n)
{
	struct counting c = {.cx = cx, .from = from, .to = to};
	*n = 0;
	int rc = branches_load(cx, &c.tree);
	if (rc == OK)
		rc = read_orders(&c);
	if (rc == OK)
		rc = read_credits(&c);
	if (rc == OK)
		rc = read_bought(&c);
	*out = ARENA_ARRAY(cx->arena, struct customer_value, c.n + 1);
	for (size_t i = 0; rc == OK && i < c.n; i++)
		(*out)[(*n)++] = c.all[i].v;
	return rc;
}
