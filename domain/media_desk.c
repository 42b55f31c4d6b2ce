#include "domain/media_desk.h"

#include <stdlib.h>
#include <string.h>

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "domain/media.h"
#include "domain/setting.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

#define MEDIA_USES                                                       \
	"((SELECT count(*) FROM product_media pm WHERE pm.media = m.id)" \
	" + (SELECT count(*) FROM category c WHERE c.media = m.id"       \
	"  AND c.archived_ms IS NULL)"                                   \
	" + (SELECT count(*) FROM brand b WHERE b.media = m.id"          \
	"  AND b.archived_ms IS NULL)"                                   \
	" + (SELECT count(*) FROM home_section h WHERE h.media = m.id)"  \
	" + CASE WHEN m.id = CAST(:home AS BIGINT) THEN 1 ELSE 0 END)"
#define MEDIA_PRODUCT                                        \
	"coalesce((SELECT min(t.name) FROM product_media pm" \
	"  JOIN product_text t ON t.product = pm.product"    \
	"   AND t.locale = :root WHERE pm.media = m.id), '')"
#define MEDIA_ROW                                                  \
	"SELECT m.id, " MEDIA_USES ", m.width, m.height, m.state," \
	" coalesce(m.sha256, ''), m.widths, m.problem, " MEDIA_PRODUCT
/* The twins of others failed by being the same: they are nobody's matter.
 * Pictures that buyers sent with reviews are not the shop's. */
#define MEDIA_MATCHES                                                     \
	" FROM media m WHERE (" MEDIA_USES " > 0"                         \
	"  OR NOT EXISTS (SELECT 1 FROM review_media rm"                  \
	"   WHERE rm.media = m.id))"                                      \
	" AND ((:show = '' AND (m.state <> 'failed'"                      \
	"   OR " MEDIA_USES " > 0))"                                      \
	"  OR (:show = 'missing' AND m.state <> 'failed' AND " MEDIA_USES \
	"   > 0 AND NOT EXISTS (SELECT 1 FROM media_text t"               \
	"    WHERE t.media = m.id AND t.locale = :root AND t.alt <> ''))" \
	"  OR (:show = 'unused' AND m.state <> 'failed'"                  \
	"   AND " MEDIA_USES " = 0)"                                      \
	"  OR (:show = 'failed' AND m.state = 'failed'))"                 \
	" AND (:find = '' OR EXISTS (SELECT 1 FROM media_text t"          \
	"   WHERE t.media = m.id"                                         \
	"   AND replace(lower(t.alt), :find, '') <> lower(t.alt))"        \
	"  OR EXISTS (SELECT 1 FROM product_media pm"                     \
	"   JOIN product_text t ON t.product = pm.product"                \
	"   WHERE pm.media = m.id"                                        \
	"   AND replace(lower(t.name), :find, '') <> lower(t.name)))"

static void bind_home(struct cx *cx, struct db_stmt *q)
{
	db_bind_int(q, ":home", setting_int(cx, "home.picture"));
}

static void bind_view(
	struct cx *cx, struct db_stmt *q, const struct media_view *view)
{
	bind_home(cx, q);
	db_bind_text(q, ":show", view->show);
	db_bind_text(q, ":find", text_lower(cx->arena, view->find));
	db_bind_text(q, ":root", cx->root);
}

static void row_read(struct db_stmt *q, struct arena *a, struct media_row *m)
{
	*m = (struct media_row){0};
	m->id = db_next_int(q);
	m->uses = db_next_int(q);
	m->width = db_next_int(q);
	m->height = db_next_int(q);
	m->state = db_next_text(q, a);
	m->sha256 = db_next_text(q, a);
	m->widths = db_next_text(q, a);
	m->problem = db_next_text(q, a);
	m->product = db_next_text(q, a);
}

static int alt_in(
	struct cx *cx, int64_t id, const char *locale, const char **out)
{
	*out = "";
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT alt FROM media_text"
		" WHERE media = :id AND locale = :locale");
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":locale", locale);
	int rc = db_one(q);
	if (rc == OK)
		*out = db_next_text(q, cx->arena);
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int alts_read(struct cx *cx, struct media_row *m)
{
	int rc = OK;
	for (int l = 0; rc == OK && l < TR_LANGS; l++)
		rc = alt_in(cx, m->id, tr_langs[l].code, &m->alt[l]);
	return rc;
}

int media_desk_list(struct cx *cx, const struct media_view *view,
	struct media_row **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		MEDIA_ROW MEDIA_MATCHES " ORDER BY m.created_ms DESC, m.id DESC"
					" LIMIT :limit OFFSET :offset");
	bind_view(cx, q, view);
	db_bind_int(q, ":limit", view->limit);
	db_bind_int(q, ":offset", view->offset);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		row_read(q, cx->arena, &(*out)[(*n)++]);
	}
	db_done(q);
	for (size_t i = 0; rc >= 0 && i < *n; i++)
		rc = alts_read(cx, &(*out)[i]);
	return rc < 0 ? rc : OK;
}

int media_desk_count(struct cx *cx, const struct media_view *view, int64_t *n)
{
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db, "SELECT count(*)" MEDIA_MATCHES);
	bind_view(cx, q, view);
	int rc = db_one(q);
	if (rc == OK)
		*n = db_next_int(q);
	db_done(q);
	return rc;
}

int media_desk_get(struct cx *cx, int64_t id, struct media_row *out)
{
	struct db_stmt *q = DB_SQL(
		cx->db, MEDIA_ROW " FROM media m WHERE m.id = :id");
	bind_home(cx, q);
	db_bind_text(q, ":root", cx->root);
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK)
		row_read(q, cx->arena, out);
	db_done(q);
	return rc == OK ? alts_read(cx, out) : rc;
}

static int uses_add(struct cx *cx, struct db_stmt *q, const char *kind,
	const char *folder, struct media_use **out, size_t *n)
{
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct media_use *u = &(*out)[(*n)++];
		u->kind = kind;
		u->path = arena_printf(cx->arena, "/admin/%s/%lld", folder,
			(long long)db_next_int(q));
		u->name = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

int media_desk_uses(
	struct cx *cx, int64_t id, struct media_use **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT pm.product, coalesce(t.name, '') FROM product_media pm"
		" LEFT JOIN product_text t ON t.product = pm.product"
		"  AND t.locale = :root WHERE pm.media = :id"
		" ORDER BY pm.product LIMIT 100");
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":root", cx->root);
	int rc = uses_add(cx, q, "product", "products", out, n);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db, "SELECT c.id, coalesce(t.name, '') FROM category c"
			   " LEFT JOIN category_text t ON t.category = c.id"
			   "  AND t.locale = :root WHERE c.media = :id"
			   " AND c.archived_ms IS NULL ORDER BY c.id");
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":root", cx->root);
	rc = uses_add(cx, q, "category", "categories", out, n);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db, "SELECT id, name FROM brand WHERE media = :id"
			   " AND archived_ms IS NULL ORDER BY id");
	db_bind_int(q, ":id", id);
	rc = uses_add(cx, q, "brand", "brands", out, n);
	if (rc == OK && setting_int(cx, "home.picture") == id) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		(*out)[(*n)++] = (struct media_use){
			"home", "", "/admin/settings/home"};
	}
	return rc;
}

int media_desk_alt(
	struct cx *cx, int64_t id, const char *locale, const char *alt)
{
	const char *was;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = alt_in(cx, id, locale, &was);
	if (rc == OK && strcmp(was, alt) != 0) {
		rc = media_set_alt(cx, id, locale, alt);
		if (rc == OK)
			rc = audit_add(cx, "media", id, "save",
				audit_json(cx->arena, locale, was, NULL),
				audit_json(cx->arena, locale, alt, NULL));
	}
	return db_end(cx->db, rc);
}

static int run_pair(struct db_stmt *q, int64_t id, int64_t other)
{
	db_bind_int(q, ":id", id);
	if (db_takes(q, ":other"))
		db_bind_int(q, ":other", other);
	return db_exec(q, NULL);
}

/* Where the other stands already, the one only leaves. */
static int products_move(struct cx *cx, int64_t id, int64_t other)
{
	int rc = run_pair(
		DB_SQL(cx->db,
			"INSERT INTO product_media (product, media, position)"
			" SELECT product, CAST(:other AS BIGINT), position"
			" FROM product_media WHERE media = :id"
			" ON CONFLICT (product, media) DO NOTHING"),
		id, other);
	if (rc == OK)
		rc = run_pair(
			DB_SQL(cx->db,
				"DELETE FROM product_media WHERE media = :id"),
			id, other);
	if (rc == OK)
		rc = run_pair(DB_SQL(cx->db, "UPDATE variant SET media = :other"
					     " WHERE media = :id"),
			id, other);
	return rc;
}

static int move(struct cx *cx, int64_t id, int64_t other)
{
	int rc = products_move(cx, id, other);
	if (rc == OK)
		rc = run_pair(
			DB_SQL(cx->db, "UPDATE category SET media = :other,"
				       " rev = rev + 1 WHERE media = :id"),
			id, other);
	if (rc == OK)
		rc = run_pair(
			DB_SQL(cx->db, "UPDATE brand SET media = :other,"
				       " rev = rev + 1 WHERE media = :id"),
			id, other);
	if (rc == OK)
		rc = run_pair(DB_SQL(cx->db, "UPDATE home_section SET"
					     " media = :other, rev = rev + 1"
					     " WHERE media = :id"),
			id, other);
	if (rc == OK)
		rc = run_pair(
			DB_SQL(cx->db,
				"INSERT INTO media_text (media, locale, alt)"
				" SELECT CAST(:other AS BIGINT), locale, alt"
				" FROM media_text WHERE media = :id"
				" ON CONFLICT (media, locale) DO NOTHING"),
			id, other);
	if (rc == OK && setting_int(cx, "home.picture") == id)
		rc = setting_set(cx, "home.picture", NULL,
			arena_printf(cx->arena, "%lld", (long long)other));
	return rc;
}

int media_desk_replace(struct cx *cx, int64_t id, int64_t other)
{
	if (id == other)
		return OK;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = move(cx, id, other);
	if (rc == OK)
		rc = audit_add(cx, "media", id, "replace", NULL,
			audit_json(cx->arena, "picture",
				arena_printf(
					cx->arena, "%lld", (long long)other),
				NULL));
	if (rc == OK)
		rc = catalogue_touch(cx);
	return db_end(cx->db, rc);
}
