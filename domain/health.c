#include "domain/health.h"

#include "domain/listing.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"

static int64_t count(struct db_stmt *q)
{
	int rc = db_one(q);
	if (rc < 0)
		return rc;
	int64_t n = db_next_int(q);
	db_done(q);
	return n;
}

int64_t health_stock_sums(struct cx *cx)
{
	return count(DB_SQL(cx->db,
		"SELECT count(*) FROM stock s WHERE s.on_hand <>"
		" (SELECT coalesce(CAST(sum(m.delta) AS BIGINT), 0)"
		" FROM stock_move m"
		" WHERE m.variant = s.variant AND m.location = s.location)"));
}

int64_t health_stock_holds(struct cx *cx)
{
	return count(DB_SQL(cx->db,
		"SELECT count(*) FROM stock s WHERE s.held <>"
		" (SELECT coalesce(CAST(sum(h.qty) AS BIGINT), 0)"
		" FROM stock_hold h WHERE h.variant = s.variant"
		" AND h.location = s.location AND h.state = 'active')"));
}

int64_t health_stock_places(struct cx *cx)
{
	return count(DB_SQL(cx->db,
		"SELECT (SELECT count(*) FROM stock s"
		"  JOIN location l ON l.id = s.location"
		"  WHERE l.archived_ms IS NOT NULL AND s.on_hand > 0)"
		" + (SELECT count(*) FROM stock_hold h"
		"  JOIN order_line l ON l.id = h.order_line"
		"  JOIN orders o ON o.id = l.orders"
		"  WHERE h.state = 'active' AND (o.state = 'cancelled'"
		"   OR (o.delivery = 'pickup' AND h.location <> o.location)))"));
}

int64_t health_listings(struct cx *cx)
{
	enum { STEP = 200 };
	int64_t after = 0, wrong = 0;
	int rc;
	do
		rc = listing_verify(cx, &after, STEP, false, &wrong);
	while (rc == OK && after > 0);
	return rc < 0 ? rc : wrong;
}

int64_t health_documents(struct cx *cx)
{
	return count(DB_SQL(cx->db,
		"SELECT CAST(coalesce(sum(x.gap), 0) AS BIGINT) FROM"
		" (SELECT max(d.number) - count(*) AS gap FROM document d"
		"  GROUP BY d.series) x"));
}

/* Stars, each kind of them, and votes: by the rows that they are of. */
int64_t health_reviews(struct cx *cx)
{
	return count(DB_SQL(cx->db,
		"SELECT (SELECT count(*) FROM product_rating p WHERE p.n <>"
		"  (SELECT count(*) FROM review r WHERE r.product = p.product"
		"   AND r.state = 'shown') OR p.stars <> coalesce((SELECT"
		"   CAST(sum(r.stars) AS BIGINT) FROM review r"
		"   WHERE r.product = p.product AND r.state = 'shown'), 0)"
		"  OR p.n1 + 2 * p.n2 + 3 * p.n3 + 4 * p.n4 + 5 * p.n5"
		"   <> p.stars OR p.n5 <> (SELECT count(*) FROM review r"
		"   WHERE r.product = p.product AND r.state = 'shown'"
		"   AND r.stars = 5) OR p.n1 <> (SELECT count(*)"
		"   FROM review r WHERE r.product = p.product"
		"   AND r.state = 'shown' AND r.stars = 1))"
		" + (SELECT count(*) FROM review r WHERE r.state = 'shown'"
		"  AND NOT EXISTS (SELECT 1 FROM product_rating p"
		"   WHERE p.product = r.product))"
		" + (SELECT count(*) FROM review r WHERE r.helpful <>"
		"  (SELECT count(*) FROM review_vote w"
		"   WHERE w.review = r.id))"));
}

int64_t health_late_jobs(struct cx *cx)
{
	const int64_t late_ms = 15 * MS_MINUTE;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM outbox"
		" WHERE state = 'ready' AND run_after_ms < :late");
	db_bind_int(q, ":late", cx->now - late_ms);
	return count(q);
}

int64_t health_dead_letters(struct cx *cx)
{
	return count(DB_SQL(
		cx->db, "SELECT count(*) FROM outbox WHERE state = 'dead'"));
}
