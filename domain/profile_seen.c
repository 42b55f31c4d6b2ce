#include "domain/profile_seen.h"

#include "domain/event_in.h"
#include "domain/profile_in.h"
#include "lib/db.h"
#include "lib/err.h"

/* What it is called, and where it stands, if it is there. */
static int product_name(struct cx *cx, struct profile_seen *e)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(nullif(t.name, ''), r.name, ''),"
		" CASE WHEN p.status = 'active' THEN coalesce(s.slug, u.slug)"
		" END FROM product p"
		" LEFT JOIN product_text t ON t.product = p.id"
		"  AND t.locale = :locale"
		" LEFT JOIN product_text r ON r.product = p.id"
		"  AND r.locale = :root"
		" LEFT JOIN slug s ON s.kind = 'product' AND s.locale = :locale"
		"  AND s.target = p.id AND s.current = 1"
		" LEFT JOIN slug u ON u.kind = 'product' AND u.locale = :root"
		"  AND u.target = p.id AND u.current = 1"
		" WHERE p.id = :product");
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	db_bind_int(q, ":product", e->product);
	int rc = db_one(q);
	if (rc == OK) {
		e->name = db_next_text(q, cx->arena);
		const char *slug = db_next_text(q, cx->arena);
		e->path = slug ? arena_printf(cx->arena, "/p/%s", slug) : NULL;
	}
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int rows_list(struct cx *cx, const char *subject, int64_t offset,
	int64_t limit, struct profile_seen *out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, at_ms, coalesce(product, 0),"
		" CASE channel WHEN 'store' THEN 1 ELSE 0 END, kind, rail,"
		" words"
		" FROM event WHERE subject = :subject"
		"  AND kind NOT IN ('shown', 'held')"
		" ORDER BY id DESC LIMIT :limit OFFSET :offset");
	db_bind_text(q, ":subject", subject);
	db_bind_int(q, ":limit", limit);
	db_bind_int(q, ":offset", offset);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct profile_seen *e = &out[(*n)++];
		*e = (struct profile_seen){.id = db_next_int(q), .name = ""};
		e->at_ms = db_next_int(q);
		e->product = db_next_int(q);
		e->store = db_next_int(q);
		e->kind = db_next_text(q, cx->arena);
		e->rail = db_next_text(q, cx->arena);
		e->words = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

static bool is_shelf(const struct event_record *e)
{
	return e->kind == EVENT_SHOWN || e->kind == EVENT_HELD;
}

int profile_seen_list(struct cx *cx, const char *subject, int64_t offset,
	int64_t limit, struct profile_seen **out, size_t *n)
{
	struct event_record *waits;
	size_t n_waits = 0;
	int64_t nth = 0;
	*out = ARENA_ARRAY(cx->arena, struct profile_seen, (size_t)limit + 1);
	*n = 0;
	int rc = event_waits(cx, subject, &waits, &n_waits);
	for (size_t i = n_waits; rc == OK && i-- > 0;) {
		const struct event_record *e = &waits[i];
		if (is_shelf(e) || nth++ < offset || (int64_t)*n == limit)
			continue;
		(*out)[(*n)++] = (struct profile_seen){.at_ms = e->at_ms,
			.product = e->product,
			.store = e->channel == event_channel("store"),
			.kind = event_word(e->kind),
			.rail = e->rail,
			.words = e->words,
			.name = ""};
	}
	int64_t before = offset > nth ? offset - nth : 0;
	if (rc == OK)
		rc = rows_list(
			cx, subject, before, limit - (int64_t)*n, *out, n);
	for (size_t i = 0; rc == OK && i < *n; i++)
		rc = product_name(cx, &(*out)[i]);
	return rc;
}

int profile_seen_count(
	struct cx *cx, const char *subject, int64_t *total, int64_t *shelves)
{
	struct event_record *waits;
	size_t n = 0;
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
	if (rc == OK)
		rc = event_waits(cx, subject, &waits, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		(*(is_shelf(&waits[i]) ? shelves : total))++;
	return rc;
}

int profile_seen_find(struct cx *cx, const char *subject, int64_t at_ms,
	const char *kind, int64_t product, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM event WHERE subject = :subject"
		" AND at_ms = :at AND kind = :kind"
		" AND coalesce(product, 0) = :product"
		" ORDER BY id DESC LIMIT 1");
	db_bind_text(q, ":subject", subject);
	db_bind_int(q, ":at", at_ms);
	db_bind_text(q, ":kind", kind);
	db_bind_int(q, ":product", product);
	int rc = db_one(q);
	if (rc == OK)
		*id = db_next_int(q);
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
