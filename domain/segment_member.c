/* Who is in which segment, as it is kept. */
#include "domain/segment.h"

#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

int segment_of(struct cx *cx, int64_t customer, int64_t **ids, size_t *n)
{
	*n = 0;
	*ids = NULL;
	if (!customer)
		return OK;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT segment FROM segment_member"
		" WHERE customer = :customer ORDER BY segment");
	db_bind_int(q, ":customer", customer);
	return db_ints(q, cx->arena, ids, n);
}

int segment_is_member(
	struct cx *cx, int64_t segment, int64_t customer, bool *is)
{
	*is = false;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM segment_member"
		" WHERE segment = :segment AND customer = :customer");
	db_bind_int(q, ":segment", segment);
	db_bind_int(q, ":customer", customer);
	int rc = db_one(q);
	if (rc == OK)
		*is = db_next_int(q) > 0;
	db_done(q);
	return rc;
}

int segment_names(
	struct cx *cx, int64_t customer, const char ***names, size_t *n)
{
	*n = 0;
	*names = ARENA_ARRAY(cx->arena, const char *, SEGMENTS_MAX);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(nullif(t.name, ''), nullif(r.name, ''),"
		" s.name) FROM segment_member m"
		" JOIN segment s ON s.id = m.segment"
		" LEFT JOIN segment_text t"
		"  ON t.segment = s.id AND t.locale = :locale"
		" LEFT JOIN segment_text r"
		"  ON r.segment = s.id AND r.locale = :root"
		" WHERE m.customer = :customer ORDER BY s.id");
	db_bind_int(q, ":customer", customer);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc = OK;
	while (*n < SEGMENTS_MAX && (rc = db_step(q)) > 0)
		(*names)[(*n)++] = db_next_text(q, cx->arena);
	db_done(q);
	return rc < 0 ? rc : OK;
}
