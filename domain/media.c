#include "domain/media.h"

#include <string.h>

#include "domain/catalogue.h"
#include "domain/media_desk.h"
#include "domain/outbox.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/json.h"

/* Column list and reader stay together.  Alt texts fall back to the root. */
#define PICTURE_COLUMNS                                                  \
	"m.id, CASE WHEN m.state = 'ready' THEN m.sha256 END, m.widths," \
	" m.width, m.height,"                                            \
	" coalesce((SELECT t.alt FROM media_text t WHERE t.media = m.id" \
	"  AND t.locale = :locale AND t.alt <> ''),"                     \
	"  (SELECT t.alt FROM media_text t WHERE t.media = m.id"         \
	"  AND t.locale = :root), '')"

static void picture_read(struct db_stmt *q, struct arena *a, struct picture *p)
{
	p->id = db_next_int(q);
	p->sha256 = db_next_text(q, a);
	p->widths = db_next_text(q, a);
	p->width = db_next_int(q);
	p->height = db_next_int(q);
	p->alt = db_next_text(q, a);
}

int media_find(struct cx *cx, int64_t media, struct picture *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " PICTURE_COLUMNS " FROM media m WHERE m.id = :id");
	db_bind_int(q, ":id", media);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc = db_one(q);
	if (rc == OK)
		picture_read(q, cx->arena, out);
	db_done(q);
	return rc;
}

int media_by_sha256(struct cx *cx, const char *sha256, struct picture *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " PICTURE_COLUMNS
		" FROM media m WHERE m.sha256 = :sha256");
	db_bind_text(q, ":sha256", sha256);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc = db_one(q);
	if (rc == OK)
		picture_read(q, cx->arena, out);
	db_done(q);
	return rc;
}

int media_of_product(
	struct cx *cx, int64_t product, struct picture **out, size_t *n)
{
	*n = 0;
	*out = NULL;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " PICTURE_COLUMNS " FROM product_media pm"
		" JOIN media m ON m.id = pm.media"
		" WHERE pm.product = :product AND m.state <> 'failed'"
		" ORDER BY pm.position, m.id");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		picture_read(q, cx->arena, &(*out)[(*n)++]);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

static int by_sha(struct cx *cx, const char *sha256, int64_t *id)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT id FROM media WHERE sha256 = :sha");
	db_bind_text(q, ":sha", sha256);
	int rc = db_one(q);
	if (rc == OK)
		*id = db_next_int(q);
	db_done(q);
	return rc;
}

int media_add_ready(struct cx *cx, const char *sha256, int64_t width,
	int64_t height, const char *widths, int64_t *id)
{
	int rc = by_sha(cx, sha256, id);
	if (rc != ERR_NOT_FOUND)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO media"
		" (state, sha256, width, height, widths, created_ms)"
		" VALUES ('ready', :sha, :width, :height, :widths, :now)"
		" RETURNING id");
	db_bind_text(q, ":sha", sha256);
	db_bind_int(q, ":width", width);
	db_bind_int(q, ":height", height);
	db_bind_text(q, ":widths", widths);
	db_bind_int(q, ":now", cx->now);
	return db_insert(q, id);
}

static int add_job(
	struct cx *cx, int64_t media, const char *what, const char *where)
{
	const char *text = json_text(
		cx->arena, json_pack("{s:I, s:s}", "media", (json_int_t)media,
				   what, where));
	if (!text)
		return ERR_INVALID; /* not UTF-8 */
	return outbox_add(cx, "picture",
		arena_printf(cx->arena, "picture/%lld", (long long)media), text,
		cx->now);
}

int media_add_upload(
	struct cx *cx, const char *path, const char *sha256, int64_t *id)
{
	int rc = by_sha(cx, sha256, id);
	if (rc != ERR_NOT_FOUND)
		return rc;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO media (state, sha256, created_ms)"
		" VALUES ('queued', :sha, :now) RETURNING id");
	db_bind_text(q, ":sha", sha256);
	db_bind_int(q, ":now", cx->now);
	rc = db_insert(q, id);
	if (rc == OK)
		rc = add_job(cx, *id, "path", path);
	return db_end(cx->db, rc);
}

static int by_url(struct cx *cx, const char *url, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM media WHERE source_url = :url"
		" ORDER BY id LIMIT 1");
	db_bind_text(q, ":url", url);
	int rc = db_one(q);
	if (rc == OK)
		*id = db_next_int(q);
	db_done(q);
	return rc;
}

int media_add_remote(struct cx *cx, const char *url, int64_t *id)
{
	int rc = by_url(cx, url, id);
	if (rc != ERR_NOT_FOUND)
		return rc == OK ? media_fetch_again(cx, *id, url) : rc;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO media (state, source_url, created_ms)"
		" VALUES ('queued', :url, :now) RETURNING id");
	db_bind_text(q, ":url", url);
	db_bind_int(q, ":now", cx->now);
	rc = db_insert(q, id);
	if (rc == OK)
		rc = add_job(cx, *id, "url", url);
	return db_end(cx->db, rc);
}

/* The same picture came twice (under two addresses, say): what shows it moves
 * to the row that has it already. */
static int join_twin(struct cx *cx, int64_t media, int64_t twin)
{
	int rc = media_desk_replace(cx, media, twin);
	return rc == OK ? media_set_failed(
				  cx, media, "the same picture as another")
			: rc;
}

int media_set_ready(struct cx *cx, int64_t media, const char *sha256,
	int64_t width, int64_t height, const char *widths)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	int64_t twin;
	rc = by_sha(cx, sha256, &twin);
	if (rc == OK && twin != media) {
		rc = join_twin(cx, media, twin);
	} else if (rc == OK || rc == ERR_NOT_FOUND) {
		struct db_stmt *q = DB_SQL(cx->db,
			"UPDATE media SET state = 'ready', sha256 = :sha,"
			" width = :width, height = :height, widths = :widths,"
			" problem = '' WHERE id = :id");
		db_bind_text(q, ":sha", sha256);
		db_bind_int(q, ":width", width);
		db_bind_int(q, ":height", height);
		db_bind_text(q, ":widths", widths);
		db_bind_int(q, ":id", media);
		rc = db_exec_one(q);
	}
	if (rc == OK)
		rc = catalogue_touch(cx);
	return db_end(cx->db, rc);
}

int media_set_failed(struct cx *cx, int64_t media, const char *problem)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE media SET state = 'failed', problem = :problem,"
		" sha256 = NULL WHERE id = :id");
	db_bind_text(q, ":problem", problem);
	db_bind_int(q, ":id", media);
	rc = db_exec_one(q);
	if (rc == OK)
		rc = catalogue_touch(cx);
	return db_end(cx->db, rc);
}

int media_set_alt(
	struct cx *cx, int64_t media, const char *locale, const char *alt)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO media_text (media, locale, alt)"
		" VALUES (:media, :locale, :alt)"
		" ON CONFLICT (media, locale)"
		" DO UPDATE SET alt = excluded.alt");
	db_bind_int(q, ":media", media);
	db_bind_text(q, ":locale", locale);
	db_bind_text(q, ":alt", alt);
	rc = db_exec(q, NULL);
	if (rc == OK)
		rc = catalogue_touch(cx);
	return db_end(cx->db, rc);
}

int media_attach(struct cx *cx, int64_t product, int64_t media)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO product_media (product, media, position)"
		" SELECT CAST(:product AS BIGINT), CAST(:media AS BIGINT),"
		" coalesce(max(position), 0) + 1 FROM product_media"
		" WHERE product = :product"
		" ON CONFLICT (product, media) DO NOTHING");
	db_bind_int(q, ":product", product);
	db_bind_int(q, ":media", media);
	rc = db_exec(q, NULL);
	if (rc == OK)
		rc = catalogue_touch(cx);
	return db_end(cx->db, rc);
}

int media_detach(struct cx *cx, int64_t product, int64_t media)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE variant SET media = NULL"
		" WHERE product = :product AND media = :media");
	db_bind_int(q, ":product", product);
	db_bind_int(q, ":media", media);
	rc = db_exec(q, NULL);
	if (rc == OK) {
		q = DB_SQL(cx->db,
			"DELETE FROM product_media"
			" WHERE product = :product AND media = :media");
		db_bind_int(q, ":product", product);
		db_bind_int(q, ":media", media);
		rc = db_exec_one(q);
	}
	if (rc == OK)
		rc = catalogue_touch(cx);
	return db_end(cx->db, rc);
}

int media_move_first(struct cx *cx, int64_t product, int64_t media)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE product_media SET position = ("
		"  SELECT min(f.position) - 1 FROM product_media f"
		"  WHERE f.product = :product)"
		" WHERE product = :product AND media = :media");
	db_bind_int(q, ":product", product);
	db_bind_int(q, ":media", media);
	rc = db_exec_one(q);
	if (rc == OK)
		rc = catalogue_touch(cx);
	return db_end(cx->db, rc);
}

static int media_place(
	struct cx *cx, int64_t product, int64_t media, int64_t position)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE product_media SET position = :position"
		" WHERE product = :product AND media = :media");
	db_bind_int(q, ":position", position);
	db_bind_int(q, ":product", product);
	db_bind_int(q, ":media", media);
	return db_exec_one(q);
}

int media_order(struct cx *cx, int64_t product, const int64_t *media, size_t n)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = media_place(cx, product, media[i], (int64_t)i + 1);
	if (rc == OK)
		rc = catalogue_touch(cx);
	return db_end(cx->db, rc);
}
