/* Pictures that an import names before their bytes are here. */
#include "domain/media.h"
#include "domain/outbox.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/json.h"

static int find(struct cx *cx, const char *sha256, const char *url, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM media WHERE sha256 = :sha"
		" OR (source_url <> '' AND source_url = :url)"
		" ORDER BY CASE WHEN sha256 = :sha THEN 0 ELSE 1 END, id"
		" LIMIT 1");
	db_bind_text(q, ":sha", sha256);
	db_bind_text(q, ":url", url);
	int rc = db_one(q);
	if (rc == OK)
		*id = db_next_int(q);
	db_done(q);
	return rc;
}

static int add_job(struct cx *cx, int64_t media, const char *key,
	const char *what, const char *where, const char *sha256)
{
	json_t *j = json_pack("{s:I, s:s, s:s*}", "media", (json_int_t)media,
		what, where, "sha256", sha256);
	const char *text = json_text(cx->arena, j);
	if (!text)
		return ERR_INVALID; /* not UTF-8 */
	return outbox_add(cx, "picture", key, text, cx->now);
}

static int fetch_again(struct cx *cx, int64_t media, const char *url)
{
	int64_t failed = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE media SET state = 'queued', problem = ''"
		" WHERE id = :id AND state = 'failed'");
	db_bind_int(q, ":id", media);
	int rc = db_exec(q, &failed);
	if (rc < 0 || !failed)
		return rc;
	const char *key = arena_printf(cx->arena, "picture/%lld/again/%lld",
		(long long)media, (long long)cx->now);
	return add_job(cx, media, key, "url", url, NULL);
}

int media_fetch_again(struct cx *cx, int64_t media, const char *url)
{
	int rc = db_begin(cx->db);
	return rc < 0 ? rc : db_end(cx->db, fetch_again(cx, media, url));
}

int media_add_named(
	struct cx *cx, const char *sha256, const char *url, int64_t *id)
{
	int rc = find(cx, sha256, url, id);
	if (rc != ERR_NOT_FOUND)
		return rc == OK && *url ? media_fetch_again(cx, *id, url) : rc;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO media (state, sha256, source_url, created_ms)"
		" VALUES ('queued', :sha, :url, :now) RETURNING id");
	db_bind_text(q, ":sha", sha256);
	db_bind_text(q, ":url", url);
	db_bind_int(q, ":now", cx->now);
	rc = db_insert(q, id);
	if (rc == OK && *url)
		rc = add_job(cx, *id,
			arena_printf(cx->arena, "picture/%lld", (long long)*id),
			"url", url, NULL);
	return db_end(cx->db, rc);
}

int media_give_file(struct cx *cx, int64_t media, const char *path,
	const char *file_sha256, const char *keep_sha256)
{
	return add_job(cx, media,
		arena_printf(cx->arena, "picture/%lld/%s", (long long)media,
			file_sha256),
		"path", path, keep_sha256);
}
