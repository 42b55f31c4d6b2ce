/* What an account's orders say: counted anew from the lines each time, so
 * that nothing is ever doubled or left. */
#include "domain/profile.h"

#include "domain/profile_in.h"
#include "domain/sensitive.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

static int clear(struct cx *cx, const char *subject)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE profile_item SET orders = 0, units = 0, first_ms = 0,"
		" ordered_ms = 0 WHERE subject = :subject AND orders > 0");
	db_bind_text(q, ":subject", subject);
	return db_exec(q, NULL);
}

/* An added line's units stand in its changes alone. */
#define UNITS                                                 \
	"(CASE WHEN l.added_ms IS NULL THEN l.qty ELSE 0 END" \
	" + coalesce((SELECT CAST(sum(d.delta) AS BIGINT)"    \
	"  FROM line_change d WHERE d.order_line = l.id), 0))"

static int count(
	struct cx *cx, const char *subject, int64_t customer, int64_t *changed)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO profile_item (subject, product, orders, units,"
		" first_ms, ordered_ms, touched_ms)"
		" SELECT CAST(:subject AS TEXT), b.product,"
		" count(DISTINCT b.id), CAST(sum(b.units) AS BIGINT),"
		" min(b.placed_ms), max(b.placed_ms), max(b.placed_ms)"
		" FROM (SELECT o.id, o.placed_ms, v.product, " UNITS " AS units"
		"  FROM orders o JOIN order_line l ON l.orders = o.id"
		"  JOIN variant v ON v.id = l.variant"
		"  WHERE o.customer = :customer AND o.state <> 'cancelled'"
		"  AND l.kind = 'goods') b"
		" WHERE b.units > 0 AND b.placed_ms > coalesce("
		"  (SELECT i.removed_ms FROM profile_item i"
		"   WHERE i.subject = :subject AND i.product = b.product), 0)"
		" AND b.product NOT IN" SENSITIVE_PRODUCTS " GROUP BY b.product"
		" ON CONFLICT (subject, product) DO UPDATE SET"
		" orders = excluded.orders, units = excluded.units,"
		" first_ms = excluded.first_ms,"
		" ordered_ms = excluded.ordered_ms");
	db_bind_text(q, ":subject", subject);
	db_bind_int(q, ":customer", customer);
	return db_exec(q, changed);
}

int profile_ordered(struct cx *cx, int64_t customer)
{
	const char *subject = profile_key(cx, customer);
	bool browsing, history;
	int64_t changed = 0;
	if (!customer)
		return OK;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = profile_allowed(cx, customer, &browsing, &history);
	if (rc == OK)
		rc = clear(cx, subject);
	if (rc == OK && history)
		rc = count(cx, subject, customer, &changed);
	if (rc == OK)
		rc = profile_items_tidy(cx, subject);
	if (rc == OK && changed > 0)
		rc = profile_touch(cx, subject);
	return db_end(cx->db, rc);
}

int profile_ordered_order(struct cx *cx, int64_t order)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(customer, 0) FROM orders WHERE id = :id");
	int64_t customer = 0;
	db_bind_int(q, ":id", order);
	int rc = db_one(q);
	if (rc == OK)
		customer = db_next_int(q);
	db_done(q);
	return rc == OK ? profile_ordered(cx, customer) : rc;
}

/* A row of profile marks who has been counted. */
int profile_backfill(struct cx *cx, int64_t limit, bool *left)
{
	int64_t *ids;
	size_t n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT c.id FROM customer c WHERE c.archived_ms IS NULL"
		" AND NOT EXISTS (SELECT 1 FROM profile p"
		"  WHERE p.customer = c.id)"
		" AND EXISTS (SELECT 1 FROM orders o WHERE o.customer = c.id)"
		" ORDER BY c.id LIMIT :limit");
	db_bind_int(q, ":limit", limit);
	*left = false;
	int rc = db_ints(q, cx->arena, &ids, &n);
	if (rc < 0 || !n)
		return rc;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = profile_touch(cx, profile_key(cx, ids[i]));
	*left = rc == OK && (int64_t)n == limit;
	return db_end(cx->db, rc);
}
