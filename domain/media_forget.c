#include "domain/media_forget.h"

#include <inttypes.h>

#include "domain/outbox.h"
#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

int media_forget_later(struct cx *cx, int64_t media)
{
	return outbox_add(cx, "forget_picture",
		arena_printf(cx->arena, "forget/%" PRId64 "/%" PRId64, media,
			cx->now),
		arena_printf(cx->arena, "{\"media\":%" PRId64 "}", media),
		cx->now);
}

static int state_of(struct cx *cx, int64_t media, int64_t *queued)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT CASE WHEN state = 'queued' THEN 1 ELSE 0 END"
		" FROM media WHERE id = :id");
	db_bind_int(q, ":id", media);
	int rc = db_one(q);
	if (rc == OK)
		*queued = db_next_int(q);
	db_done(q);
	return rc;
}

int media_jobs_delete(struct cx *cx, int64_t media)
{
	const char *key = arena_printf(cx->arena, "picture/%" PRId64, media);
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM outbox WHERE kind = 'picture'"
		" AND (dedupe_key = :key"
		"  OR (dedupe_key > :from AND dedupe_key < :to))");
	db_bind_text(q, ":key", key);
	db_bind_text(q, ":from", arena_printf(cx->arena, "%s/", key));
	db_bind_text(q, ":to", arena_printf(cx->arena, "%s0", key));
	return db_exec(q, NULL);
}

/* Orders remember pictures by their content. */
static int row_delete(struct cx *cx, int64_t media)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM media WHERE id = :id AND id <> :home"
		" AND NOT EXISTS (SELECT 1 FROM product_media u"
		"  WHERE u.media = :id)"
		" AND NOT EXISTS (SELECT 1 FROM variant u"
		"  WHERE u.media = :id)"
		" AND NOT EXISTS (SELECT 1 FROM category u"
		"  WHERE u.media = :id)"
		" AND NOT EXISTS (SELECT 1 FROM brand u WHERE u.media = :id)"
		" AND NOT EXISTS (SELECT 1 FROM home_section u"
		"  WHERE u.media = :id)"
		" AND NOT EXISTS (SELECT 1 FROM review_media u"
		"  WHERE u.media = :id)"
		" AND NOT EXISTS (SELECT 1 FROM order_line u"
		"  WHERE u.picture = media.sha256)");
	db_bind_int(q, ":id", media);
	db_bind_int(q, ":home", setting_int(cx, "home.picture"));
	return db_exec_one(q);
}

int media_forget(struct cx *cx, int64_t media, struct picture *out)
{
	int64_t queued = 0;
	struct db_stmt *q;
	*out = (struct picture){0};
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = state_of(cx, media, &queued);
	if (rc == OK && queued)
		rc = ERR_BUSY;
	if (rc == OK)
		rc = media_find(cx, media, out);
	if (rc == OK) {
		q = DB_SQL(cx->db, "DELETE FROM media_text WHERE media = :id");
		db_bind_int(q, ":id", media);
		rc = db_exec(q, NULL);
	}
	if (rc == OK)
		rc = row_delete(cx, media);
	if (rc == OK)
		rc = media_jobs_delete(cx, media);
	return db_end(cx->db, rc);
}

bool media_is_sent(struct cx *cx, int64_t media)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM review_media WHERE media = :media");
	int64_t n = 0;
	db_bind_int(q, ":media", media);
	if (db_one(q) == OK)
		n = db_next_int(q);
	db_done(q);
	return n > 0;
}
