#include "domain/size_guide.h"

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "lib/db.h"
#include "lib/err.h"

/* Column list and reader stay together. */
#define GUIDE_SELECT                                                   \
	"SELECT g.id, g.rev, g.name,"                                  \
	" coalesce(nullif(t.title, ''), nullif(r.title, ''), g.name)," \
	" coalesce(nullif(t.body, ''), r.body, '') FROM size_guide g"  \
	" LEFT JOIN size_guide_text t ON t.size_guide = g.id"          \
	"  AND t.locale = :locale"                                     \
	" LEFT JOIN size_guide_text r ON r.size_guide = g.id"          \
	"  AND r.locale = :root WHERE g.archived_ms IS NULL"

static void guide_read(struct db_stmt *q, struct arena *a, struct size_guide *g)
{
	g->id = db_next_int(q);
	g->rev = db_next_int(q);
	g->name = db_next_text(q, a);
	g->title = db_next_text(q, a);
	g->body = db_next_text(q, a);
}

int size_guide_get(struct cx *cx, int64_t id, struct size_guide *out)
{
	*out = (struct size_guide){0};
	struct db_stmt *q = DB_SQL(cx->db, GUIDE_SELECT " AND g.id = :id");
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc = db_one(q);
	if (rc == OK)
		guide_read(q, cx->arena, out);
	db_done(q);
	return rc;
}

int size_guide_list(struct cx *cx, struct size_guide **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(
		cx->db, GUIDE_SELECT " ORDER BY g.name, g.id");
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		guide_read(q, cx->arena, &(*out)[(*n)++]);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

static int create(struct cx *cx, const char *name, int64_t *id)
{
	if (!name || !*name)
		return ERR_INVALID;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO size_guide (name) VALUES (:name) RETURNING id");
	db_bind_text(q, ":name", name);
	return db_insert(q, id);
}

static int update(struct cx *cx, int64_t id, int64_t rev, const char *name)
{
	if (name && !*name)
		return ERR_INVALID;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE size_guide SET name = coalesce(:name, name),"
		" archived_ms = NULL, rev = rev + 1"
		" WHERE id = :id AND (CAST(:rev AS BIGINT) = 0 OR rev = :rev)");
	db_bind_text(q, ":name", name);
	db_bind_int(q, ":id", id);
	db_bind_int(q, ":rev", rev);
	return db_exec_one(q);
}

static int write_words(
	struct cx *cx, int64_t id, const struct size_guide_words *w)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO size_guide_text (size_guide, locale, title, body)"
		" VALUES (:id, :locale, :title, :body)"
		" ON CONFLICT (size_guide, locale) DO UPDATE"
		" SET title = excluded.title, body = excluded.body");
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":locale", w->locale);
	db_bind_text(q, ":title", w->title);
	db_bind_text(q, ":body", w->body);
	return db_exec(q, NULL);
}

int size_guide_save(struct cx *cx, int64_t *id, int64_t rev, const char *name,
	const struct size_guide_words *words, size_t n)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	bool is_new = *id == 0;
	rc = is_new ? create(cx, name, id) : update(cx, *id, rev, name);
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = write_words(cx, *id, &words[i]);
	if (rc == OK)
		rc = audit_add(cx, "size_guide", *id,
			is_new ? "create" : "save", NULL, name);
	if (rc == OK)
		rc = catalogue_touch(cx);
	return db_end(cx->db, rc);
}
