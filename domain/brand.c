#include "domain/brand.h"

#include "domain/catalogue.h"
#include "domain/slug.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

#define BRAND_SELECT                                               \
	"SELECT b.id, b.rev, coalesce(b.archived_ms, 0), b.name,"  \
	" coalesce(nullif(t.description, ''), r.description, '')," \
	" b.maker_name, b.maker_address, b.maker_email,"           \
	" b.responsible_name, b.responsible_address,"              \
	" b.responsible_email, coalesce(b.media, 0)"               \
	" FROM brand b"                                            \
	" LEFT JOIN brand_text t ON t.brand = b.id"                \
	"  AND t.locale = :locale"                                 \
	" LEFT JOIN brand_text r ON r.brand = b.id AND r.locale = :root"

static void brand_read(struct db_stmt *q, struct arena *a, struct brand *b)
{
	*b = (struct brand){0};
	b->id = db_next_int(q);
	b->rev = db_next_int(q);
	b->archived_ms = db_next_int(q);
	b->name = db_next_text(q, a);
	b->description = db_next_text(q, a);
	b->maker_name = db_next_text(q, a);
	b->maker_address = db_next_text(q, a);
	b->maker_email = db_next_text(q, a);
	b->responsible_name = db_next_text(q, a);
	b->responsible_address = db_next_text(q, a);
	b->responsible_email = db_next_text(q, a);
	b->picture.id = db_next_int(q);
}

static int brand_finish(struct cx *cx, struct brand *b)
{
	const char *slug = slug_of(cx, "brand", b->id);
	b->path = slug ? arena_printf(cx->arena, "/b/%s", slug) : NULL;
	int64_t media = b->picture.id;
	b->picture = (struct picture){0};
	int rc = media ? media_find(cx, media, &b->picture) : OK;
	return rc == ERR_NOT_FOUND ? OK : rc;
}

int brand_get(struct cx *cx, int64_t id, struct brand *out)
{
	struct db_stmt *q = DB_SQL(cx->db, BRAND_SELECT " WHERE b.id = :id");
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc = db_one(q);
	if (rc == OK)
		brand_read(q, cx->arena, out);
	db_done(q);
	return rc == OK ? brand_finish(cx, out) : rc;
}

int brand_list(struct cx *cx, struct brand **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db, BRAND_SELECT
		" WHERE b.archived_ms IS NULL ORDER BY b.name_key, b.id");
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		brand_read(q, cx->arena, &(*out)[(*n)++]);
	}
	db_done(q);
	for (size_t i = 0; rc >= 0 && i < *n; i++)
		rc = brand_finish(cx, &(*out)[i]);
	return rc < 0 ? rc : OK;
}

static int brand_insert(
	struct cx *cx, const char *name, const char *key, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO brand (name, name_key) VALUES (:name, :key)"
		" ON CONFLICT (name_key) DO UPDATE SET archived_ms = NULL"
		" RETURNING id");
	db_bind_text(q, ":name", name);
	db_bind_text(q, ":key", key);
	int rc = db_insert(q, id);
	const char *slug = text_slug(cx->arena, name);
	if (rc == OK && !slug_of(cx, "brand", *id))
		rc = slug_set(cx, "brand", cx->root, *id,
			*slug ? slug : "brand", NULL);
	return rc == OK ? catalogue_touch(cx) : rc;
}

int brand_by_name(struct cx *cx, const char *name, int64_t *id)
{
	*id = 0;
	name = text_trim(cx->arena, name);
	if (!*name)
		return OK;
	const char *key = text_lower(cx->arena, name);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM brand"
		" WHERE name_key = :key AND archived_ms IS NULL");
	db_bind_text(q, ":key", key);
	int rc = db_one(q);
	if (rc == OK)
		*id = db_next_int(q);
	db_done(q);
	return rc == ERR_NOT_FOUND ? brand_insert(cx, name, key, id) : rc;
}
