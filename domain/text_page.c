#include "domain/text_page.h"

#include <inttypes.h>
#include <stdlib.h>

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "domain/slug.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

enum { PAGES_MAX = 200 };

/* Column list and reader stay together. */
#define PAGE_SELECT                                                               \
	"SELECT p.id, p.rev, p.role, coalesce(nullif(t.title, ''), r.title, '')," \
	" coalesce(nullif(t.body, ''), r.body, '')"                               \
	" FROM page p"                                                            \
	" LEFT JOIN page_text t ON t.page = p.id AND t.locale = :locale"          \
	" LEFT JOIN page_text r ON r.page = p.id AND r.locale = :root"            \
	" WHERE p.archived_ms IS NULL"

static void page_read(struct db_stmt *q, struct arena *a, struct text_page *p)
{
	p->id = db_next_int(q);
	p->rev = db_next_int(q);
	p->role = db_next_text(q, a);
	p->title = db_next_text(q, a);
	p->body = db_next_text(q, a);
}

static void set_path(struct cx *cx, struct text_page *p)
{
	const char *slug = slug_of(cx, "page", p->id);
	p->path = slug ? arena_printf(cx->arena, "/page/%s", slug) : NULL;
}

static int read_one(struct cx *cx, struct db_stmt *q, struct text_page *out)
{
	*out = (struct text_page){0};
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc = db_one(q);
	if (rc == OK)
		page_read(q, cx->arena, out);
	db_done(q);
	if (rc == OK)
		set_path(cx, out);
	return rc;
}

int text_page_get(struct cx *cx, int64_t id, struct text_page *out)
{
	struct db_stmt *q = DB_SQL(cx->db, PAGE_SELECT " AND p.id = :id");
	db_bind_int(q, ":id", id);
	return read_one(cx, q, out);
}

int text_page_by_role(struct cx *cx, const char *role, struct text_page *out)
{
	struct db_stmt *q = DB_SQL(cx->db, PAGE_SELECT " AND p.role = :role");
	db_bind_text(q, ":role", role);
	return read_one(cx, q, out);
}

const char *text_page_now(struct cx *cx, const char *role)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, rev FROM page"
		" WHERE archived_ms IS NULL AND role = :role");
	const char *out = "";
	db_bind_text(q, ":role", role);
	if (db_one(q) == OK) {
		int64_t id = db_next_int(q);
		out = arena_printf(
			cx->arena, "%" PRId64 ".%" PRId64, id, db_next_int(q));
	}
	db_done(q);
	return out;
}

int text_page_list(struct cx *cx, struct text_page **out, size_t *n)
{
	*n = 0;
	*out = ARENA_ARRAY(cx->arena, struct text_page, PAGES_MAX);
	struct db_stmt *q = DB_SQL(
		cx->db, PAGE_SELECT " ORDER BY p.position, p.id");
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc = OK;
	while (*n < PAGES_MAX && (rc = db_step(q)) > 0)
		page_read(q, cx->arena, &(*out)[(*n)++]);
	db_done(q);
	for (size_t i = 0; i < *n; i++)
		set_path(cx, &(*out)[i]);
	return rc < 0 ? rc : OK;
}

static int create(struct cx *cx, const char *role, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO page (role, position)"
		" SELECT CAST(:role AS TEXT), coalesce(max(position), 0) + 1"
		" FROM page RETURNING id");
	db_bind_text(q, ":role", role);
	return db_insert(q, id);
}

static int bump(struct cx *cx, int64_t id, int64_t rev, const char *role)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE page SET rev = rev + 1, role = :role"
		" WHERE id = :id AND (CAST(:rev AS BIGINT) = 0 OR rev = :rev)");
	db_bind_text(q, ":role", role);
	db_bind_int(q, ":id", id);
	db_bind_int(q, ":rev", rev);
	return db_exec_one(q);
}

static int write_words(
	struct cx *cx, int64_t id, const struct text_page_words *w)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO page_text (page, locale, title, body)"
		" VALUES (:page, :locale, :title, :body)"
		" ON CONFLICT (page, locale) DO UPDATE"
		" SET title = excluded.title, body = excluded.body");
	db_bind_int(q, ":page", id);
	db_bind_text(q, ":locale", w->locale);
	db_bind_text(q, ":title", w->title);
	db_bind_text(q, ":body", w->body);
	int rc = db_exec(q, NULL);
	if (rc < 0 || !*w->title)
		return rc;
	const char *slug = text_slug(
		cx->arena, w->slug && *w->slug ? w->slug : w->title);
	return slug_set(cx, "page", w->locale, id,
		*slug ? slug : arena_printf(cx->arena, "p%lld", (long long)id),
		NULL);
}

/* Orders name the revision of the terms that was accepted: it stays readable
 * when the page moves on. */
static int keep_version(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO page_version"
		" (page, rev, locale, title, body, at_ms)"
		" SELECT p.id, p.rev, t.locale, t.title, t.body,"
		" CAST(:now AS BIGINT)"
		" FROM page p JOIN page_text t ON t.page = p.id"
		" WHERE p.id = :id");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", id);
	return db_exec(q, NULL);
}

int text_page_version(struct cx *cx, const char *version, struct text_page *out)
{
	char *dot;
	*out = (struct text_page){.id = strtoll(version, &dot, 10)};
	if (*dot != '.')
		return ERR_NOT_FOUND;
	out->rev = strtoll(dot + 1, NULL, 10);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT title, body FROM page_version"
		" WHERE page = :page AND rev = :rev AND body <> ''"
		" AND locale IN (:locale, :root)"
		" ORDER BY CASE WHEN locale = :locale THEN 0 ELSE 1 END"
		" LIMIT 1");
	db_bind_int(q, ":page", out->id);
	db_bind_int(q, ":rev", out->rev);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc = db_one(q);
	if (rc == OK) {
		out->title = db_next_text(q, cx->arena);
		out->body = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

int text_page_save(struct cx *cx, int64_t *id, int64_t rev, const char *role,
	const struct text_page_words *words, size_t n)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	bool is_new = *id == 0;
	rc = is_new ? create(cx, role, id) : bump(cx, *id, rev, role);
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = write_words(cx, *id, &words[i]);
	if (rc == OK)
		rc = keep_version(cx, *id);
	if (rc == OK)
		rc = audit_add(cx, "page", *id, is_new ? "create" : "save",
			NULL, n ? words[0].title : NULL);
	if (rc == OK)
		rc = catalogue_touch(cx);
	return db_end(cx->db, rc);
}

static int role_of(struct cx *cx, int64_t id, const char **role)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT role FROM page WHERE id = :id");
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK)
		*role = db_next_text(q, cx->arena);
	db_done(q);
	return rc;
}

int text_page_archive(struct cx *cx, int64_t id)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE page SET archived_ms = :now, role = '', rev = rev + 1"
		" WHERE id = :id AND archived_ms IS NULL");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", id);
	const char *role = "";
	rc = role_of(cx, id, &role);
	if (rc == OK)
		rc = db_exec_one(q);
	if (rc == OK)
		rc = audit_add(cx, "page", id, "archive",
			audit_json(cx->arena, "role", role, NULL), NULL);
	if (rc == OK)
		rc = catalogue_touch(cx);
	return db_end(cx->db, rc);
}

static int bring_back(struct cx *cx, int64_t id, const char *role)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE page SET archived_ms = NULL, rev = rev + 1,"
		" role = CASE WHEN EXISTS (SELECT 1 FROM page o"
		"  WHERE o.role = :role) THEN '' ELSE :role END"
		" WHERE id = :id AND archived_ms IS NOT NULL");
	db_bind_text(q, ":role", role);
	db_bind_int(q, ":id", id);
	return db_exec_one(q);
}

int text_page_restore(struct cx *cx, int64_t id)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	const char *before = "";
	rc = audit_before(cx, "page", id, "archive", &before);
	if (rc == OK)
		rc = bring_back(cx, id, audit_value(cx->arena, before, "role"));
	if (rc == OK)
		rc = audit_add(cx, "page", id, "restore", NULL, NULL);
	if (rc == OK)
		rc = catalogue_touch(cx);
	return db_end(cx->db, rc);
}

int text_page_is_archived(
	struct cx *cx, int64_t id, bool *out, const char **title)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT CASE WHEN p.archived_ms IS NULL THEN 0 ELSE 1 END,"
		" coalesce(t.title, '') FROM page p LEFT JOIN page_text t"
		"  ON t.page = p.id AND t.locale = :root WHERE p.id = :id");
	db_bind_text(q, ":root", cx->root);
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK) {
		*out = db_next_int(q);
		*title = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}
