#include "domain/profile_seen.h"

#include "domain/event_in.h"
#include "domain/profile_in.h"
#include "lib/db.h"
#include "lib/err.h"

int profile_seen_list(struct cx *cx, const char *subject, int64_t offset,
	int64_t limit, struct profile_seen **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT e.id, e.at_ms, coalesce(e.product, 0), e.kind, e.rail,"
		" e.words, coalesce(nullif(t.name, ''), r.name, ''),"
		" CASE WHEN p.status = 'active' THEN coalesce(s.slug, u.slug)"
		" END FROM event e"
		" LEFT JOIN product p ON p.id = e.product"
		" LEFT JOIN product_text t ON t.product = e.product"
		"  AND t.locale = :locale"
		" LEFT JOIN product_text r ON r.product = e.product"
		"  AND r.locale = :root"
		" LEFT JOIN slug s ON s.kind = 'product' AND s.locale = :locale"
		"  AND s.target = e.product AND s.current = 1"
		" LEFT JOIN slug u ON u.kind = 'product' AND u.locale = :root"
		"  AND u.target = e.product AND u.current = 1"
		" WHERE e.subject = :subject"
		"  AND e.kind NOT IN ('shown', 'held')"
		" ORDER BY e.id DESC LIMIT :limit OFFSET :offset");
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	db_bind_text(q, ":subject", subject);
	db_bind_int(q, ":limit", limit);
	db_bind_int(q, ":offset", offset);
	*out = ARENA_ARRAY(cx->arena, struct profile_seen, (size_t)limit + 1);
	*n = 0;
	int rc = OK;
	while (*n < (size_t)limit && (rc = db_step(q)) > 0) {
		struct profile_seen *e = &(*out)[(*n)++];
		e->id = db_next_int(q);
		e->at_ms = db_next_int(q);
		e->product = db_next_int(q);
		e->kind = db_next_text(q, cx->arena);
		e->rail = db_next_text(q, cx->arena);
		e->words = db_next_text(q, cx->arena);
		e->name = db_next_text(q, cx->arena);
		const char *slug = db_next_text(q, cx->arena);
		e->path = slug ? arena_printf(cx->arena, "/p/%s", slug) : NULL;
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

int profile_seen_count(
	struct cx *cx, const char *subject, int64_t *total, int64_t *shelves)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(CAST(sum(CASE WHEN kind IN ('shown', 'held')"
		" THEN 0 ELSE 1 END) AS BIGINT), 0),"
		" coalesce(CAST(sum(CASE WHEN kind IN ('shown', 'held')"
		" THEN 1 ELSE 0 END) AS BIGINT), 0)"
		" FROM event WHERE subject = :subject");
	db_bind_text(q, ":subject", subject);
	int rc = db_one(q);
	*total = rc == OK ? db_next_int(q) : 0;
	*shelves = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return rc;
}

/* ---- removing ---- */

/* What a product's row says of events that are still there. */
static int item_count(struct cx *cx, const char *subject, int64_t product)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE profile_item SET"
		" views = (SELECT count(*) FROM event e"
		"  WHERE e.subject = profile_item.subject AND e.kind = 'view'"
		"  AND e.product = profile_item.product"
		"  AND e.at_ms > profile_item.removed_ms),"
		" viewed_ms = coalesce((SELECT max(e.at_ms) FROM event e"
		"  WHERE e.subject = profile_item.subject AND e.kind = 'view'"
		"  AND e.product = profile_item.product"
		"  AND e.at_ms > profile_item.removed_ms), 0),"
		" carts = (SELECT count(*) FROM event e"
		"  WHERE e.subject = profile_item.subject AND e.kind = 'cart'"
		"  AND e.product = profile_item.product"
		"  AND e.at_ms > profile_item.removed_ms),"
		" carted_ms = coalesce((SELECT max(e.at_ms) FROM event e"
		"  WHERE e.subject = profile_item.subject AND e.kind = 'cart'"
		"  AND e.product = profile_item.product"
		"  AND e.at_ms > profile_item.removed_ms), 0)"
		" WHERE subject = :subject AND product = :product");
	db_bind_text(q, ":subject", subject);
	db_bind_int(q, ":product", product);
	return db_exec(q, NULL);
}

int profile_seen_remove(struct cx *cx, const char *subject, int64_t id)
{
	int64_t product = 0;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM event WHERE id = :id AND subject = :subject"
		" RETURNING coalesce(product, 0)");
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":subject", subject);
	rc = db_one(q);
	if (rc == OK)
		product = db_next_int(q);
	db_done(q);
	if (rc == OK && product)
		rc = item_count(cx, subject, product);
	if (rc == OK)
		rc = profile_items_tidy(cx, subject);
	return db_end(cx->db, rc);
}

int profile_seen_clear(struct cx *cx, const char *subject)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	event_wipe(subject, 0);
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM event WHERE subject = :subject");
	db_bind_text(q, ":subject", subject);
	rc = db_exec(q, NULL);
	if (rc == OK) {
		q = DB_SQL(cx->db,
			"UPDATE profile_item SET views = 0, viewed_ms = 0,"
			" carts = 0, carted_ms = 0 WHERE subject = :subject");
		db_bind_text(q, ":subject", subject);
		rc = db_exec(q, NULL);
	}
	if (rc == OK)
		rc = profile_items_tidy(cx, subject);
	return db_end(cx->db, rc);
}
