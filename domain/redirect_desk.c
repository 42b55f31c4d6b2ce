/* Old addresses on the owner's desk. */
#include <stdbool.h>
#include <string.h>

#include "domain/audit.h"
#include "domain/redirect.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

static void row_read(struct db_stmt *q, struct arena *a, struct redirect *r)
{
	r->id = db_next_int(q);
	r->rev = db_next_int(q);
	r->created_ms = db_next_int(q);
	r->target = db_next_int(q);
	r->path = db_next_text(q, a);
	r->kind = db_next_text(q, a);
	r->address = db_next_text(q, a);
	r->source = db_next_text(q, a);
}

int redirect_get(struct cx *cx, int64_t id, struct redirect *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, rev, created_ms, target, path, kind, address,"
		" source FROM redirect WHERE id = :id");
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK)
		row_read(q, cx->arena, out);
	db_done(q);
	return rc;
}

int redirect_list(struct cx *cx, const char *find, int64_t offset,
	int64_t limit, struct redirect **out, size_t *n, int64_t *total)
{
	const char *part = text_lower(cx->arena, find);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM redirect WHERE :find = ''"
		" OR replace(path, :find, '') <> path");
	db_bind_text(q, ":find", part);
	int rc = db_one(q);
	if (rc == OK)
		*total = db_next_int(q);
	db_done(q);
	*out = NULL;
	*n = 0;
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db,
		"SELECT id, rev, created_ms, target, path, kind, address,"
		" source FROM redirect WHERE :find = ''"
		" OR replace(path, :find, '') <> path"
		" ORDER BY path LIMIT :limit OFFSET :offset");
	db_bind_text(q, ":find", part);
	db_bind_int(q, ":limit", limit);
	db_bind_int(q, ":offset", offset);
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		row_read(q, cx->arena, &(*out)[(*n)++]);
	}
	db_done(q);
	return rc;
}

static bool kind_is_known(const char *kind)
{
	static const char *const kinds[] = {
		"product", "category", "page", "address", NULL};
	for (size_t i = 0; kinds[i]; i++)
		if (!strcmp(kinds[i], kind))
			return true;
	return false;
}

/* Does what the row says lead somewhere, and not round? */
static int check(struct cx *cx, const struct redirect *r)
{
	const char *to;
	if (strcmp(r->kind, "address") != 0)
		return OK;
	if (!r->address || *r->address != '/' || r->address[1] == '/' ||
		strpbrk(r->address, "?#\\") ||
		strlen(r->address) > REDIRECT_PATH_MAX)
		return ERR_INVALID;
	if (!strcmp(r->address, r->path))
		return ERR_INVALID;
	int rc = redirect_find(cx, r->address, &to);
	if (rc == OK && !strcmp(to, r->path))
		return ERR_INVALID;
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int other_has(struct cx *cx, const struct redirect *r)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM redirect WHERE path = :path AND id <> :id");
	db_bind_text(q, ":path", r->path);
	db_bind_int(q, ":id", r->id);
	int rc = db_one(q);
	if (rc == OK)
		db_next_int(q);
	db_done(q);
	return rc == OK ? ERR_CONFLICT : rc == ERR_NOT_FOUND ? OK : rc;
}

static void bind_row(struct db_stmt *q, const struct redirect *r)
{
	db_bind_text(q, ":path", r->path);
	db_bind_text(q, ":kind", r->kind);
	db_bind_int(q, ":target", r->target);
	db_bind_text(q, ":address", r->address ? r->address : "");
}

static int write(struct cx *cx, struct redirect *r)
{
	struct db_stmt *q;
	if (!r->id) {
		q = DB_SQL(cx->db,
			"INSERT INTO redirect"
			" (path, kind, target, address, source, created_ms)"
			" VALUES (:path, :kind, :target, :address, '', :now)"
			" RETURNING id");
		bind_row(q, r);
		db_bind_int(q, ":now", cx->now);
		return db_insert(q, &r->id);
	}
	q = DB_SQL(cx->db, "UPDATE redirect SET path = :path, kind = :kind,"
			   " target = :target, address = :address, source = '',"
			   " rev = rev + 1 WHERE id = :id AND rev = :rev");
	bind_row(q, r);
	db_bind_int(q, ":id", r->id);
	db_bind_int(q, ":rev", r->rev);
	return db_exec_one(q);
}

int redirect_save(struct cx *cx, struct redirect *r)
{
	bool is_new = r->id == 0;
	const char *path = redirect_path(cx->arena, r->path);
	if (!path || !kind_is_known(r->kind))
		return ERR_INVALID;
	r->path = path;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = check(cx, r);
	if (rc == OK)
		rc = other_has(cx, r);
	if (rc == OK)
		rc = write(cx, r);
	if (rc == OK)
		rc = audit_add(cx, "redirect", r->id,
			is_new ? "create" : "save", NULL, r->path);
	return db_end(cx->db, rc);
}

int redirect_delete(struct cx *cx, int64_t id)
{
	struct redirect was;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = redirect_get(cx, id, &was);
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM redirect WHERE id = :id");
	db_bind_int(q, ":id", id);
	if (rc == OK)
		rc = db_exec_one(q);
	if (rc == OK)
		rc = audit_add(cx, "redirect", id, "delete", was.path, NULL);
	return db_end(cx->db, rc);
}
