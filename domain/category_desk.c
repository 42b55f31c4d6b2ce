#include "domain/category_desk.h"

#include <inttypes.h>
#include <stdlib.h>

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "domain/search.h"
#include "lib/db.h"
#include "lib/err.h"

int category_words(struct cx *cx, int64_t id, const char *locale,
	struct category_text *out)
{
	*out = (struct category_text){locale, "", "", "", "", ""};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT t.name, t.description, coalesce(s.slug, ''),"
		" t.seo_title, t.seo_text"
		" FROM category_text t"
		" LEFT JOIN slug s ON s.kind = 'category'"
		"  AND s.locale = t.locale AND s.target = t.category"
		"  AND s.current = 1"
		" WHERE t.category = :id AND t.locale = :locale");
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":locale", locale);
	int rc = db_one(q);
	if (rc == OK) {
		out->name = db_next_text(q, cx->arena);
		out->description = db_next_text(q, cx->arena);
		out->slug = db_next_text(q, cx->arena);
		out->seo_title = db_next_text(q, cx->arena);
		out->seo_text = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

int category_position(struct cx *cx, int64_t id, int64_t *out)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT position FROM category WHERE id = :id");
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK)
		*out = db_next_int(q);
	db_done(q);
	return rc;
}

int category_ties(struct cx *cx, int64_t id, struct category_ties *out)
{
	*out = (struct category_ties){0, 0};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*), coalesce(CAST(sum(CASE WHEN EXISTS"
		"  (SELECT 1 FROM product_category o"
		"   JOIN category c ON c.id = o.category"
		"    AND c.archived_ms IS NULL"
		"   WHERE o.product = p.id AND o.category <> pc.category)"
		"  THEN 0 ELSE 1 END) AS BIGINT), 0)"
		" FROM product_category pc JOIN product p ON p.id = pc.product"
		"  AND p.status <> 'archived' WHERE pc.category = :id");
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK) {
		out->products = db_next_int(q);
		out->only_here = db_next_int(q);
	}
	db_done(q);
	return rc;
}

static int retire(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE category SET archived_ms = :now, rev = rev + 1"
		" WHERE id = :id AND archived_ms IS NULL");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", id);
	return db_exec_one(q);
}

static int move_children_up(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE category SET rev = rev + 1, parent ="
		" (SELECT c.parent FROM category c WHERE c.id = :id)"
		" WHERE parent = :id AND archived_ms IS NULL");
	db_bind_int(q, ":id", id);
	return db_exec(q, NULL);
}

/* Its products are not found by its name any more. */
static int index_anew(struct cx *cx, int64_t id)
{
	enum { LOCALES_MAX = 8 };
	const char *locale[LOCALES_MAX];
	size_t n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT locale FROM category_text WHERE category = :id");
	db_bind_int(q, ":id", id);
	int rc = OK;
	while (n < LOCALES_MAX && (rc = db_step(q)) > 0)
		locale[n++] = db_next_text(q, cx->arena);
	db_done(q);
	for (size_t i = 0; rc >= 0 && i < n; i++)
		rc = search_index_category(cx, id, locale[i]);
	return rc < 0 ? rc : OK;
}

/* {"below":"3.5"}: what stands below a category, for its way back. */
static int below_json(struct cx *cx, int64_t id, const char **out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM category WHERE parent = :id"
		" AND archived_ms IS NULL ORDER BY id");
	db_bind_int(q, ":id", id);
	int64_t *ids;
	size_t n;
	int rc = db_ints(q, cx->arena, &ids, &n);
	const char *list = "";
	for (size_t i = 0; rc == OK && i < n; i++)
		list = arena_printf(
			cx->arena, "%s%s%" PRId64, list, i ? "." : "", ids[i]);
	*out = audit_json(cx->arena, "below", list, NULL);
	return rc;
}

int category_archive(struct cx *cx, int64_t id)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	const char *below = NULL;
	rc = below_json(cx, id, &below);
	if (rc == OK)
		rc = retire(cx, id);
	/* while what is below it still stands there */
	if (rc == OK)
		rc = index_anew(cx, id);
	if (rc == OK)
		rc = move_children_up(cx, id);
	if (rc == OK)
		rc = audit_add(cx, "category", id, "archive", below, NULL);
	if (rc == OK)
		rc = catalogue_touch(cx);
	return db_end(cx->db, rc);
}

/* Below it again, unless somebody has moved it elsewhere meanwhile. */
static int move_child_back(struct cx *cx, int64_t id, int64_t child)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE category SET rev = rev + 1, parent = :id"
		" WHERE id = :child AND archived_ms IS NULL"
		" AND coalesce(parent, 0) = (SELECT coalesce(c.parent, 0)"
		"  FROM category c WHERE c.id = :id)");
	db_bind_int(q, ":id", id);
	db_bind_int(q, ":child", child);
	return db_exec(q, NULL);
}

static int move_children_back(struct cx *cx, int64_t id)
{
	const char *before;
	int rc = audit_before(cx, "category", id, "archive", &before);
	if (rc < 0)
		return rc == ERR_NOT_FOUND ? OK : rc;
	const char *list = audit_value(cx->arena, before, "below");
	while (rc == OK && *list) {
		char *end;
		int64_t child = strtoll(list, &end, 10);
		if (end == list)
			break;
		rc = move_child_back(cx, id, child);
		list = *end ? end + 1 : end;
	}
	return rc;
}

/* Its parent may have left the shop meanwhile: then it stands at the top. */
static int bring_back(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE category SET archived_ms = NULL, rev = rev + 1,"
		" parent = (SELECT p.id FROM category c JOIN category p"
		"  ON p.id = c.parent AND p.archived_ms IS NULL"
		"  WHERE c.id = :id)"
		" WHERE id = :id AND archived_ms IS NOT NULL");
	db_bind_int(q, ":id", id);
	return db_exec_one(q);
}

int category_restore(struct cx *cx, int64_t id)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = bring_back(cx, id);
	if (rc == OK)
		rc = move_children_back(cx, id);
	if (rc == OK)
		rc = index_anew(cx, id);
	if (rc == OK)
		rc = audit_add(cx, "category", id, "restore", NULL, NULL);
	if (rc == OK)
		rc = catalogue_touch(cx);
	return db_end(cx->db, rc);
}

int category_is_archived(struct cx *cx, int64_t id, bool *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT CASE WHEN archived_ms IS NULL THEN 0 ELSE 1 END"
		" FROM category WHERE id = :id");
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK)
		*out = db_next_int(q);
	db_done(q);
	return rc;
}
