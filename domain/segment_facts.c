/* What rules ask of customers, read a range at a time. */
#include <string.h>

#include "domain/segment_in.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"

/* Whole days from the end of that day to now. */
static int64_t days_since(const struct cx *cx, int64_t day)
{
	return (clock_day_end(clock_day(cx->now)) - clock_day_end(day) +
		       MS_DAY / 2) /
	       MS_DAY;
}

static void read_one(struct cx *cx, struct db_stmt *q, struct segment_facts *f)
{
	static const int known[] = {SEGMENT_F_RECENCY, SEGMENT_F_FREQUENCY,
		SEGMENT_F_MONEY, SEGMENT_F_PRICE_LEVEL, SEGMENT_F_DISCOUNT};
	int64_t *v = f->value;
	*f = (struct segment_facts){.customer = db_next_int(q)};
	v[SEGMENT_F_ORDERS] = db_next_int(q);
	v[SEGMENT_F_SPENT] = db_next_int(q);
	int64_t last = db_next_int(q);
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		bool null = db_next_is_null(q);
		int64_t value = db_next_int(q);
		v[known[i]] = null ? SEGMENT_UNKNOWN : value;
	}
	v[SEGMENT_F_CATEGORY] = db_next_int(q);
	f->category2 = db_next_int(q);
	v[SEGMENT_F_GROUP] = db_next_int(q);
	v[SEGMENT_F_LANGUAGE] = segment_language(db_next_text(q, cx->arena));
	v[SEGMENT_F_SINCE] = days_since(cx, clock_day(db_next_int(q)));
	v[SEGMENT_F_NEWSLETTER] = db_next_int(q);
	int64_t orders = v[SEGMENT_F_ORDERS];
	v[SEGMENT_F_FIRST] = orders == 1;
	v[SEGMENT_F_AVERAGE] = orders ? v[SEGMENT_F_SPENT] / orders
				      : SEGMENT_UNKNOWN;
	v[SEGMENT_F_DAYS] = last ? days_since(cx, last) : SEGMENT_UNKNOWN;
}

static int read_customers(struct cx *cx, int64_t from, int64_t to,
	struct segment_facts **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT c.id, coalesce(v.orders, 0),"
		" coalesce(v.spent_minor, 0), coalesce(v.last_day, 0),"
		" v.recency, v.frequency, v.money, v.price_level,"
		" v.discount_bp, coalesce(v.category, 0),"
		" coalesce(v.category2, 0), coalesce(c.customer_group, 0),"
		" c.locale, c.created_ms,"
		" CASE WHEN EXISTS (SELECT 1 FROM subscriber s"
		"  WHERE s.customer = c.id AND s.state = 'active')"
		"  OR EXISTS (SELECT 1 FROM subscriber s"
		"  WHERE s.email_norm = c.email_norm AND s.state = 'active')"
		"  THEN 1 ELSE 0 END"
		" FROM customer c LEFT JOIN customer_value v"
		"  ON v.customer = c.id"
		" WHERE c.id >= :from AND c.id <= :to"
		" AND c.verified_ms IS NOT NULL AND" CUSTOMER_MAY_SQL
		" ORDER BY c.id");
	db_bind_int(q, ":from", from);
	db_bind_int(q, ":to", to);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		read_one(cx, q, &(*out)[(*n)++]);
	}
	db_done(q);
	return rc;
}

struct choice {
	int64_t customer, interest;
};

static int read_choices(
	struct cx *cx, int64_t from, int64_t to, struct choice **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT p.customer, l.interest FROM profile p"
		" JOIN profile_like l ON l.subject = p.subject"
		" WHERE p.customer >= :from AND p.customer <= :to"
		" ORDER BY p.customer, l.interest");
	db_bind_int(q, ":from", from);
	db_bind_int(q, ":to", to);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		(*out)[*n].customer = db_next_int(q);
		(*out)[(*n)++].interest = db_next_int(q);
	}
	db_done(q);
	return rc;
}

/* Both are by customer. */
static void give_choices(struct cx *cx, struct segment_facts *f, size_t n,
	const struct choice *c, size_t n_choices)
{
	int64_t *ids = ARENA_ARRAY(cx->arena, int64_t, n_choices + 1);
	size_t at = 0;
	for (size_t i = 0; i < n_choices; i++)
		ids[i] = c[i].interest;
	for (size_t i = 0; i < n; i++) {
		while (at < n_choices && c[at].customer < f[i].customer)
			at++;
		f[i].interests = &ids[at];
		while (at < n_choices && c[at].customer == f[i].customer) {
			f[i].n_interests++;
			at++;
		}
		f[i].value[SEGMENT_F_INTEREST] = (int64_t)f[i].n_interests;
	}
}

int segment_facts_load(struct cx *cx, int64_t from, int64_t to,
	struct segment_facts **out, size_t *n)
{
	struct choice *choices = NULL;
	size_t n_choices = 0;
	*out = NULL;
	*n = 0;
	int rc = read_customers(cx, from, to, out, n);
	if (rc == OK)
		rc = read_choices(cx, from, to, &choices, &n_choices);
	if (rc == OK)
		give_choices(cx, *out, *n, choices, n_choices);
	return rc;
}

int segment_range(struct cx *cx, int64_t after, int64_t step, int64_t *to)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(max(x.id), 0) FROM (SELECT id FROM customer"
		" WHERE id > :after ORDER BY id LIMIT :step) x");
	db_bind_int(q, ":after", after);
	db_bind_int(q, ":step", step);
	int rc = db_one(q);
	*to = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return rc;
}
