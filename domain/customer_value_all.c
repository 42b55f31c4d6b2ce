/* What is made over all customers and products at once: quintiles, and where
 * a price stands; and who is to be made anew. */
#include "domain/customer_value.h"

#include <stdlib.h>
#include <string.h>

#include "domain/customer_value_in.h"
#include "domain/profile.h"
#include "domain/segment.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

enum { STEP = 500, BP = 10000 };

int customer_value_stale(struct cx *cx, int64_t customer)
{
	if (!customer)
		return OK;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO customer_stale (customer, at_ms)"
		" SELECT id, CAST(:now AS BIGINT) FROM customer"
		" WHERE id = :customer ON CONFLICT DO NOTHING");
	db_bind_int(q, ":customer", customer);
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}

int customer_value_stale_order(struct cx *cx, int64_t order)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO customer_stale (customer, at_ms)"
		" SELECT c.id, CAST(:now AS BIGINT) FROM orders o"
		" JOIN customer c ON c.id = o.customer WHERE o.id = :order"
		" ON CONFLICT DO NOTHING");
	db_bind_int(q, ":order", order);
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}

int customer_value_stale_email(struct cx *cx, const char *email_norm)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO customer_stale (customer, at_ms)"
		" SELECT c.id, CAST(:now AS BIGINT) FROM customer c"
		" WHERE c.email_norm = :email OR c.id IN (SELECT s.customer"
		"  FROM subscriber s WHERE s.email_norm = :email)"
		" ON CONFLICT DO NOTHING");
	db_bind_text(q, ":email", email_norm);
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}

static int forget(struct cx *cx, int64_t customer)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM segment_member WHERE customer = :customer");
	db_bind_int(q, ":customer", customer);
	int rc = db_exec(q, NULL);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db,
		"DELETE FROM customer_value WHERE customer = :customer");
	db_bind_int(q, ":customer", customer);
	return db_exec(q, NULL);
}

int customer_value_forget(struct cx *cx, int64_t customer)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, forget(cx, customer));
}

/* The mark goes first: what is marked meanwhile stays for the next turn. */
static int work_one(struct cx *cx, int64_t customer)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM customer_stale WHERE customer = :customer");
	db_bind_int(q, ":customer", customer);
	int rc = db_exec(q, NULL);
	if (rc == OK) /* what of their orders may be known has changed, too */
		rc = profile_ordered(cx, customer);
	if (rc == OK)
		rc = customer_value_refresh(cx, customer);
	return rc == OK ? segment_refresh_customer(cx, customer) : rc;
}

int customer_value_work(struct cx *cx, int64_t max, int64_t *n)
{
	int64_t *ids;
	size_t count;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT customer FROM customer_stale"
		" ORDER BY at_ms, customer LIMIT :max");
	db_bind_int(q, ":max", max);
	int rc = db_ints(q, cx->arena, &ids, &count);
	for (size_t i = 0; rc == OK && i < count; i++) {
		rc = db_begin(cx->db);
		if (rc < 0)
			return rc;
		rc = db_end(cx->db, work_one(cx, ids[i]));
		*n += rc == OK;
	}
	return rc;
}

int customer_value_rank_write(struct cx *cx, const struct customer_value *v)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE customer_value SET recency = :recency,"
		" frequency = :frequency, money = :money"
		" WHERE customer = :customer AND (recency <> :recency"
		"  OR frequency <> :frequency OR money <> :money)");
	db_bind_int(q, ":recency", v->recency);
	db_bind_int(q, ":frequency", v->frequency);
	db_bind_int(q, ":money", v->money);
	db_bind_int(q, ":customer", v->customer);
	return db_exec(q, NULL);
}

/* One of the three, sorted by what it is ranked by. */
struct ranked {
	int64_t by;
	size_t at;
};

static int compare(const void *a, const void *b)
{
	int64_t x = ((const struct ranked *)a)->by;
	int64_t y = ((const struct ranked *)b)->by;
	return x < y ? -1 : x > y;
}

/* all[i].at gets the quintile. */
static void rank(struct ranked *all, size_t n, int64_t *quintile)
{
	qsort(all, n, sizeof(*all), compare);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i; end < n && all[end].by == all[i].by; end++)
			;
		int64_t q = value_quintile(
			(int64_t)i, (int64_t)(end - i), (int64_t)n);
		for (size_t k = i; k < end; k++)
			quintile[all[k].at] = q;
	}
}

struct ranking {
	struct cx *cx;
	struct customer_value *all;
	size_t n;
};

static int read_values(struct ranking *r)
{
	struct db_stmt *q = DB_SQL(r->cx->db,
		"SELECT customer, last_day, orders, spent_minor, recency,"
		" frequency, money FROM customer_value ORDER BY customer");
	int rc;
	while ((rc = db_step(q)) > 0) {
		r->all = arena_grow(
			r->cx->arena, r->all, r->n, sizeof(*r->all));
		struct customer_value *v = &r->all[r->n++];
		v->customer = db_next_int(q);
		v->last_day = db_next_int(q);
		v->orders = db_next_int(q);
		v->spent_minor = db_next_int(q);
		v->recency = db_next_int(q);
		v->frequency = db_next_int(q);
		v->money = db_next_int(q);
	}
	db_done(q);
	return rc;
}

static int64_t ranked_by(const struct customer_value *v, int what)
{
	return what == 0 ? v->last_day : what == 1 ? v->orders : v->spent_minor;
}

static int write_ranks(struct ranking *r, int64_t *const quintiles[3])
{
	int rc = OK;
	for (size_t i = 0; rc == OK && i < r->n; i += STEP) {
		rc = db_begin(r->cx->db);
		if (rc < 0)
			return rc;
		for (size_t k = i; rc == OK && k < r->n && k < i + STEP; k++) {
			struct customer_value v = r->all[k];
			v.recency = quintiles[0][k];
			v.frequency = quintiles[1][k];
			v.money = quintiles[2][k];
			if (v.recency != r->all[k].recency ||
				v.frequency != r->all[k].frequency ||
				v.money != r->all[k].money)
				rc = customer_value_rank_write(r->cx, &v);
		}
		rc = db_end(r->cx->db, rc);
	}
	return rc;
}

int customer_value_rank(struct cx *cx)
{
	struct ranking r = {.cx = cx};
	int64_t *quintiles[3];
	int rc = read_values(&r);
	if (rc < 0 || !r.n)
		return rc;
	struct ranked *order = ARENA_ARRAY(cx->arena, struct ranked, r.n);
	for (int what = 0; what < 3; what++) {
		for (size_t i = 0; i < r.n; i++)
			order[i] = (struct ranked){
				ranked_by(&r.all[i], what), i};
		quintiles[what] = ARENA_ARRAY(cx->arena, int64_t, r.n);
		rank(order, r.n, quintiles[what]);
	}
	return write_ranks(&r, quintiles);
}
