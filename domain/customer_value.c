/* What customers have been worth, as it is kept. */
#include "domain/customer_value.h"

#include "domain/customer_value_in.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

enum { LEVEL_UNKNOWN = 3 };

int64_t value_quintile(int64_t worse, int64_t equal, int64_t n)
{
	return n < 1 ? LEVEL_UNKNOWN : 1 + 5 * (2 * worse + equal) / (2 * n);
}

/* Some customers with what they come to; others of the range have nothing. */
struct counted {
	struct cx *cx;
	int64_t from, to;
	struct customer_value *all; /* by customer */
	size_t n;
};

static int count_range(
	struct cx *cx, int64_t from, int64_t to, struct counted *c)
{
	*c = (struct counted){.cx = cx, .from = from, .to = to};
	return customer_value_count(cx, from, to, &c->all, &c->n);
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
static int drop_others(struct counted *c)
{
	int64_t *ids;
	size_t n;
	struct db_stmt *q = DB_SQL(c->cx->db,
		"SELECT customer FROM customer_value"
		" WHERE customer >= :from AND customer <= :to"
		" ORDER BY customer");
	db_bind_int(q, ":from", c->from);
	db_bind_int(q, ":to", c->to);
	int rc = db_ints(q, c->cx->arena, &ids, &n);
	for (size_t i = 0, k = 0; rc == OK && i < n; i++) {
		while (k < c->n && c->all[k].customer < ids[i])
			k++;
		if (k == c->n || c->all[k].customer != ids[i])
			rc = drop_one(c->cx, ids[i]);
	}
	return rc;
}

static int write_range(struct counted *c)
{
	int rc = drop_others(c);
	for (size_t i = 0; rc == OK && i < c->n; i++)
		rc = write_one(c->cx, &c->all[i]);
	return rc;
}

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
	struct counted c;
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
	struct counted c;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = count_range(cx, customer, customer, &c);
	if (rc == OK)
		rc = write_range(&c);
	if (rc == OK && c.n)
		rc = rank_one(cx, &c.all[0]);
	if (rc == OK && c.n)
		rc = customer_value_rank_write(cx, &c.all[0]);
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
