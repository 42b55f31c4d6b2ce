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
		" ordered_ms = 0, variant = 0, last_units = 0, returned = 0"
		" WHERE subject = :subject AND (orders > 0 OR returned > 0)");
	db_bind_text(q, ":subject", subject);
	return db_exec(q, NULL);
}

/* An added line's units stand in its changes alone. */
#define UNITS                                                 \
	"(CASE WHEN l.added_ms IS NULL THEN l.qty ELSE 0 END" \
	" + coalesce((SELECT CAST(sum(d.delta) AS BIGINT)"    \
	"  FROM line_change d WHERE d.order_line = l.id), 0))"

/* What they withdrew from or return; of a claim they want the thing. */
#define BACK                                                             \
	"coalesce((SELECT CAST(sum(CASE WHEN c.state IN ('received',"    \
	" 'settled') THEN k.received_qty ELSE k.qty END) AS BIGINT)"     \
	" FROM return_line k JOIN return_case c ON c.id = k.return_case" \
	" WHERE k.order_line = l.id AND c.kind <> 'claim'"               \
	" AND c.state NOT IN ('refused', 'cancelled')), 0)"

/* Lines of one product, the newest that they kept something of first. */
#define LINES                                                            \
	"(SELECT a.id, a.placed_ms, a.product, a.variant, a.back,"       \
	" a.bought - a.back AS units, row_number() OVER (PARTITION BY"   \
	"  a.product ORDER BY CASE WHEN a.bought > a.back THEN 0 ELSE 1" \
	"  END, a.placed_ms DESC, a.id DESC, a.bought DESC, a.variant)"  \
	"  AS nth FROM (SELECT o.id, o.placed_ms, v.product, l.variant," \
	"  " UNITS " AS bought, " BACK " AS back"                        \
	"  FROM orders o JOIN order_line l ON l.orders = o.id"           \
	"  JOIN variant v ON v.id = l.variant"                           \
	"  WHERE o.customer = :customer AND o.state <> 'cancelled'"      \
	"  AND l.kind = 'goods') a WHERE a.bought > 0)"

static int count(
	struct cx *cx, const char *subject, int64_t customer, int64_t *changed)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO profile_item (subject, product, orders, units,"
		" first_ms, ordered_ms, touched_ms, variant, last_units,"
		" returned) SELECT CAST(:subject AS TEXT), b.product,"
		" count(DISTINCT CASE WHEN b.units > 0 THEN b.id END),"
		" CAST(sum(CASE WHEN b.units > 0 THEN b.units ELSE 0 END)"
		"  AS BIGINT),"
		" coalesce(min(CASE WHEN b.units > 0 THEN b.placed_ms END), 0),"
		" coalesce(max(CASE WHEN b.units > 0 THEN b.placed_ms END), 0),"
		" max(b.placed_ms),"
		" max(CASE WHEN b.nth = 1 AND b.units > 0 THEN b.variant"
		"  ELSE 0 END),"
		" max(CASE WHEN b.nth = 1 AND b.units > 0 THEN b.units"
		"  ELSE 0 END), CAST(sum(b.back) AS BIGINT)"
		" FROM " LINES " b WHERE b.placed_ms > coalesce("
		"  (SELECT i.removed_ms FROM profile_item i"
		"   WHERE i.subject = :subject AND i.product = b.product), 0)"
		" AND b.product NOT IN" SENSITIVE_PRODUCTS " GROUP BY b.product"
		" ON CONFLICT (subject, product) DO UPDATE SET"
		" orders = excluded.orders, units = excluded.units,"
		" first_ms = excluded.first_ms,"
		" ordered_ms = excluded.ordered_ms,"
		" variant = excluded.variant,"
		" last_units = excluded.last_units,"
		" returned = excluded.returned");
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
