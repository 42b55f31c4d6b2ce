#include "domain/clean.h"

#include "domain/setting.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"

enum { STEP = 200 };

#define IS_OLD                        \
	" WHERE updated_ms < :before" \
	" AND (customer IS NULL OR updated_ms < :customers)"

static void old_bind(struct db_stmt *q, struct cx *cx)
{
	int64_t days = setting_int(cx, "retention.carts");
	db_bind_int(q, ":before", cx->now - (days < 1 ? 1 : days) * MS_DAY);
	db_bind_int(
		q, ":customers", cx->now - CLEAN_CUSTOMER_CART_DAYS * MS_DAY);
}

/* The ids above which the next STEP old carts end; 0: none left. */
static int cart_limit(struct cx *cx, int64_t *last)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(max(id), 0) FROM (SELECT id FROM cart" IS_OLD
		" ORDER BY id LIMIT :step) AS old");
	old_bind(q, cx);
	db_bind_int(q, ":step", STEP);
	int rc = db_one(q);
	*last = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return rc;
}

static int cart_step(struct cx *cx, int64_t last, int64_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM cart_line WHERE cart IN (SELECT id FROM cart" IS_OLD
		" AND id <= :last)");
	old_bind(q, cx);
	db_bind_int(q, ":last", last);
	int rc = db_exec(q, NULL);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db,
		"DELETE FROM cart_code WHERE cart IN (SELECT id FROM cart" IS_OLD
		" AND id <= :last)");
	old_bind(q, cx);
	db_bind_int(q, ":last", last);
	rc = db_exec(q, NULL);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db,
		"DELETE FROM cart_gift WHERE cart IN (SELECT id FROM cart" IS_OLD
		" AND id <= :last)");
	old_bind(q, cx);
	db_bind_int(q, ":last", last);
	rc = db_exec(q, NULL);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db, "DELETE FROM cart" IS_OLD " AND id <= :last");
	old_bind(q, cx);
	db_bind_int(q, ":last", last);
	return db_exec(q, n);
}

int clean_carts(struct cx *cx, int64_t *n)
{
	*n = 0;
	for (;;) {
		int64_t last, gone = 0;
		int rc = cart_limit(cx, &last);
		if (rc < 0 || last == 0)
			return rc;
		rc = db_begin(cx->db);
		if (rc < 0)
			return rc;
		rc = db_end(cx->db, cart_step(cx, last, &gone));
		if (rc < 0)
			return rc;
		*n += gone;
	}
}

int clean_sessions(struct cx *cx, int64_t *n)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM session WHERE expires_ms <= :now");
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, n);
}

int clean_attempts(struct cx *cx)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM attempt WHERE window_ms < :before");
	db_bind_int(q, ":before", cx->now - CLEAN_ATTEMPT_HOURS * MS_HOUR);
	return db_exec(q, NULL);
}
