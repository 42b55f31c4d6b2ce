#include "domain/catalogue.h"

#include "domain/listing.h"
#include "domain/shelf.h"
#include "lib/db.h"
#include "lib/err.h"

int catalogue_version(struct cx *cx, int64_t *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT version FROM catalogue_version WHERE scope = 'shop'");
	int rc = db_one(q);
	if (rc == OK)
		*out = db_next_int(q);
	db_done(q);
	return rc;
}

int catalogue_touch(struct cx *cx)
{
	return db_exec_one(DB_SQL(cx->db,
		"UPDATE catalogue_version SET version = version + 1"
		" WHERE scope = 'shop'"));
}

int catalogue_touch_product(struct cx *cx, int64_t product)
{
	int rc = listing_mark(cx, product);
	return rc == OK ? catalogue_touch(cx) : rc;
}

int catalogue_touch_variant(struct cx *cx, int64_t variant)
{
	int rc = listing_mark_variant(cx, variant);
	return rc == OK ? catalogue_touch(cx) : rc;
}

int catalogue_clock(struct cx *cx, int64_t *out)
{
	/* Each part is one step into an index (migration 0005). */
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT min(t.at_ms) FROM ("
		" SELECT min(from_ms) AS at_ms FROM price"
		"  WHERE from_ms > :now"
		" UNION ALL SELECT min(to_ms) FROM price WHERE to_ms > :now"
		" UNION ALL SELECT min(publish_from_ms) FROM product"
		"  WHERE publish_from_ms > :now"
		" UNION ALL SELECT min(publish_to_ms) FROM product"
		"  WHERE publish_to_ms > :now) t");
	db_bind_int(q, ":now", cx->now);
	int rc = db_one(q);
	if (rc == OK)
		*out = db_next_is_null(q) ? (db_next_int(q), INT64_MAX)
					  : db_next_int(q);
	db_done(q);
	return rc;
}

int catalogue_until(struct cx *cx, int64_t *out)
{
	int64_t leaves_ms;
	int rc = catalogue_clock(cx, out);
	if (rc == OK)
		rc = shelf_until(cx, &leaves_ms);
	if (rc == OK && leaves_ms < *out)
		*out = leaves_ms;
	return rc;
}

int counter_next(struct cx *cx, const char *series, int64_t *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO counter (series, last) VALUES (:series, 1)"
		" ON CONFLICT (series) DO UPDATE SET last = counter.last + 1"
		" RETURNING last");
	db_bind_text(q, ":series", series);
	int rc = db_one(q);
	if (rc == OK)
		*out = db_next_int(q);
	db_done(q);
	return rc;
}
