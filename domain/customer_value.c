/* What customers have been worth: counted over a range of them, one or many
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

int64_t value_quintile(int64_t worse, int64_t equal, int64_t n)
{
	return n < 1 ? LEVEL_UNKNOWN : 1 + 5 * (2 * worse + equal) / (2 * n);
}

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
		"   AND o.state <> 'cancelled' AND l.kind = 'goods') x"
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

static int count_range(
	struct cx *cx, int64_t from, int64_t to, struct counting *c)
{
	*c = (struct counting){.cx = cx, .from = from, .to = to};
	int rc = branches_load(cx, &c->tree);
	if (rc == OK)
		rc = read_orders(c);
	if (rc == OK)
		rc = read_credits(c);
	return rc == OK ? read_bought(c) : rc;
}

/* Only what has changed is written. */
static int write_one(struct cx *cx, const struct customer_value *v)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO customer_value (customer, last_day, orders,"
		" spent_minor, recency, frequency, money, price_level,"
		" discount_bp, category, category2, at_ms)"
		" VALUES (:customer, :day, :orders, :spent, 3, 3, 3, :level,"
		" :discount, :category, :category2, :now)"
		" ON CONFLICT (customer) DO UPDATE SET"
		" last_day = excluded.last_day, orders = excluded.orders,"
		" spent_minor = excluded.spent_minor,"
		" price_level = excluded.price_level,"
		" discount_bp = excluded.discount_bp,"
		" category = excluded.category,"
		" category2 = excluded.category2, at_ms = excluded.at_ms"
		" WHERE customer_value.last_day <> excluded.last_day"
		" OR customer_value.orders <> excluded.orders"
		" OR customer_value.spent_minor <> excluded.spent_minor"
		" OR customer_value.price_level <> excluded.price_level"
		" OR customer_value.discount_bp <> excluded.discount_bp"
		" OR coalesce(customer_value.category, 0)"
		"  <> coalesce(excluded.category, 0)"
		" OR coalesce(customer_value.category2, 0)"
		"  <> coalesce(excluded.category2, 0)");
	db_bind_int(q, ":customer", v->customer);
	db_bind_int(q, ":day", v->last_day);
	db_bind_int(q, ":orders", v->orders);
	db_bind_int(q, ":spent", v->spent_minor);
	db_bind_int(q, ":level", v->price_level);
	db_bind_int(q, ":discount", v->discount_bp);
	db_bind_or_null(q, ":category", v->category);
	db_bind_or_null(q, ":category2", v->category2);
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}

static int drop_one(struct cx *cx, int64_t customer)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM customer_value WHERE customer = :customer");
	db_bind_int(q, ":customer", customer);
	return db_exec(q, NULL);
}

/* Those of the range that have a row and should have none. */
static int drop_others(struct counting *c)
{
	int64_t *ids;
	size_t n;
	struct db_stmt *q = DB_SQL(c->cx->db,
		"SELECT customer FROM customer_value"
		" WHERE customer >= :from AND customer <= :to");
	db_bind_int(q, ":from", c->from);
	db_bind_int(q, ":to", c->to);
	int rc = db_ints(q, c->cx->arena, &ids, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		if (!find(c, ids[i]))
			rc = drop_one(c->cx, ids[i]);
	return rc;
}

static int write_range(struct counting *c)
{
	int rc = drop_others(c);
	for (size_t i = 0; rc == OK && i < c->n; i++)
		rc = write_one(c->cx, &c->all[i].v);
	return rc;
}

/* The end of the next step customers, with or without orders. */
static int range_end(struct cx *cx, int64_t after, int64_t step, int64_t *to)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(max(x.id), 0) FROM (SELECT id FROM customer"
		" WHERE id > :after ORDER BY id LIMIT :step) x");
	db_bind_int(q, ":after", after);
	db_bind_int(q, ":step", step);
	int rc = db_one(q);
	if (rc == OK)
		*to = db_next_int(q);
	db_done(q);
	return rc;
}

int customer_value_step(struct cx *cx, int64_t *after, int64_t step)
{
	struct counting c;
	int64_t to = 0;
	int rc = range_end(cx, *after, step, &to);
	if (rc < 0 || !to) {
		*after = 0;
		return rc;
	}
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = count_range(cx, *after + 1, to, &c);
	if (rc == OK)
		rc = write_range(&c);
	*after = to;
	return db_end(cx->db, rc);
}

/* Their places among the others: one pass over the table. */
static int rank_one(struct cx *cx, struct customer_value *v)
{
	int64_t n = 1, worse[3] = {0}, equal[3] = {1, 1, 1};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*),"
		" count(CASE WHEN last_day < :day THEN 1 END),"
		" count(CASE WHEN last_day = :day THEN 1 END),"
		" count(CASE WHEN orders < :orders THEN 1 END),"
		" count(CASE WHEN orders = :orders THEN 1 END),"
		" count(CASE WHEN spent_minor < :spent THEN 1 END),"
		" count(CASE WHEN spent_minor = :spent THEN 1 END)"
		" FROM customer_value WHERE customer <> :customer");
	db_bind_int(q, ":day", v->last_day);
	db_bind_int(q, ":orders", v->orders);
	db_bind_int(q, ":spent", v->spent_minor);
	db_bind_int(q, ":customer", v->customer);
	int rc = db_one(q);
	if (rc == OK) {
		n += db_next_int(q);
		for (int i = 0; i < 3; i++) {
			worse[i] += db_next_int(q);
			equal[i] += db_next_int(q);
		}
	}
	db_done(q);
	v->recency = value_quintile(worse[0], equal[0], n);
	v->frequency = value_quintile(worse[1], equal[1], n);
	v->money = value_quintile(worse[2], equal[2], n);
	return rc;
}

int customer_value_refresh(struct cx *cx, int64_t customer)
{
	struct counting c;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = count_range(cx, customer, customer, &c);
	if (rc == OK)
		rc = write_range(&c);
	if (rc == OK && c.n)
		rc = rank_one(cx, &c.all[0].v);
	if (rc == OK && c.n)
		rc = customer_value_rank_write(cx, &c.all[0].v);
	return db_end(cx->db, rc);
}

int customer_value_get(
	struct cx *cx, int64_t customer, struct customer_value *out)
{
	*out = (struct customer_value){.customer = customer};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT last_day, orders, spent_minor, recency, frequency,"
		" money, price_level, discount_bp, coalesce(category, 0),"
		" coalesce(category2, 0), at_ms FROM customer_value"
		" WHERE customer = :customer");
	db_bind_int(q, ":customer", customer);
	int rc = db_one(q);
	if (rc == OK) {
		out->last_day = db_next_int(q);
		out->orders = db_next_int(q);
		out->spent_minor = db_next_int(q);
		out->recency = db_next_int(q);
		out->frequency = db_next_int(q);
		out->money = db_next_int(q);
		out->price_level = db_next_int(q);
		out->discount_bp = db_next_int(q);
		out->category = db_next_int(q);
		out->category2 = db_next_int(q);
		out->at_ms = db_next_int(q);
	}
	db_done(q);
	return rc;
}
