/* Events, and what was made of them, end by age. */
#include "domain/event.h"

#include <string.h>

#include "domain/profile.h"
#include "domain/sensitive.h"
#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"

enum { SWEEP = 500 };

/* A look or a cart that goes: it was counted once. */
struct old {
	const char *subject;
	int64_t product;
	bool view;
};

static int old_read(
	struct cx *cx, int64_t before_ms, struct old **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT subject, coalesce(product, 0), kind FROM event"
		" WHERE at_ms < :before ORDER BY at_ms, id LIMIT :some");
	*out = ARENA_ARRAY(cx->arena, struct old, SWEEP);
	*n = 0;
	db_bind_int(q, ":before", before_ms);
	db_bind_int(q, ":some", SWEEP);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct old *o = &(*out)[*n];
		o->subject = db_next_text(q, cx->arena);
		o->product = db_next_int(q);
		const char *kind = db_next_text(q, cx->arena);
		o->view = strcmp(kind, "view") == 0;
		*n += o->view || strcmp(kind, "cart") == 0;
	}
	db_done(q);
	return rc;
}

static int sum_less(struct cx *cx, const struct old *o)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE profile_item SET"
		" views = CASE WHEN views > :view THEN views - :view"
		"  ELSE 0 END,"
		" carts = CASE WHEN carts > :cart THEN carts - :cart"
		"  ELSE 0 END"
		" WHERE subject = :subject AND product = :product");
	db_bind_int(q, ":view", o->view);
	db_bind_int(q, ":cart", !o->view);
	db_bind_text(q, ":subject", o->subject);
	db_bind_int(q, ":product", o->product);
	return db_exec(q, NULL);
}

/* What is said in sums ends with the rows that it is the sum of. */
static int rows_end(struct cx *cx, int64_t before_ms, int64_t *gone)
{
	struct old *all;
	size_t n = 0;
	int rc = old_read(cx, before_ms, &all, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = sum_less(cx, &all[i]);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM event WHERE id IN (SELECT id FROM event"
		" WHERE at_ms < :before ORDER BY at_ms, id LIMIT :some)");
	db_bind_int(q, ":before", before_ms);
	db_bind_int(q, ":some", SWEEP);
	return db_exec(q, gone);
}

/* What is left of a time that may be too old. */
#define LEFT(ms) "(CASE WHEN " ms " < :before THEN 0 ELSE " ms " END)"

static int views_end(struct cx *cx, int64_t before_ms, int64_t *gone)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE profile_item SET"
		" touched_ms = CASE WHEN ordered_ms >= " LEFT("viewed_ms") "  AND ordered_ms >= " LEFT(
			"carted_ms") " THEN ordered_ms"
				     "  WHEN " LEFT("viewed_ms") " >= " LEFT("carted_ms") "  THEN " LEFT("viewed_ms") " ELSE " LEFT(
					     "carted_ms") " END,"
							  " views = CASE WHEN viewed_ms < :before THEN 0 ELSE views END,"
							  " viewed_ms = " LEFT(
								  "viewed_ms") ","
									       " carts = CASE WHEN carted_ms < :before THEN 0 ELSE carts END,"
									       " carted_ms = " LEFT(
										       "carted_ms") " WHERE (subject, product) IN (SELECT subject, product"
												    "  FROM profile_item WHERE (viewed_ms > 0"
												    "   AND viewed_ms < :before) OR (carted_ms > 0"
												    "   AND carted_ms < :before) LIMIT :some)");
	db_bind_int(q, ":before", before_ms);
	db_bind_int(q, ":some", SWEEP);
	int rc = db_exec(q, gone);
	if (rc < 0 || !*gone)
		return rc;
	q = DB_SQL(cx->db, "DELETE FROM profile_item WHERE views = 0"
			   " AND carts = 0 AND orders = 0 AND returned = 0"
			   " AND removed_ms = 0");
	return db_exec(q, NULL);
}

/* Browsers that were not here for so long. */
static int visitors_end(struct cx *cx, int64_t before_ms, int64_t *gone)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT subject FROM profile WHERE updated_ms < :before"
		" AND customer IS NULL ORDER BY updated_ms LIMIT :some");
	const char **subjects = ARENA_ARRAY(cx->arena, const char *, SWEEP);
	int rc;
	*gone = 0;
	db_bind_int(q, ":before", before_ms);
	db_bind_int(q, ":some", SWEEP);
	while ((rc = db_step(q)) > 0)
		subjects[(*gone)++] = db_next_text(q, cx->arena);
	db_done(q);
	for (int64_t i = 0; rc == OK && i < *gone; i++)
		rc = profile_unbrowse(cx, subjects[i]);
	return rc;
}

int event_end(struct cx *cx, int64_t before_ms, int64_t *n)
{
	static int (*const ends[])(struct cx *, int64_t, int64_t *) = {
		rows_end, views_end, visitors_end};
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		int64_t gone = 1;
		while (gone > 0) {
			int rc = db_begin(cx->db);
			if (rc < 0)
				return rc;
			rc = db_end(cx->db, ends[i](cx, before_ms, &gone));
			if (rc < 0)
				return rc;
			*n += gone;
		}
	}
	/* products that came under such a category by themselves */
	return sensitive_drop(cx);
}

int event_sweep(struct cx *cx, int64_t *n)
{
	int64_t days = setting_int(cx, "retention.events");
	*n = 0;
	return event_end(cx, cx->now - (days < 1 ? 1 : days) * MS_DAY, n);
}
