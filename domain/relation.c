#include "domain/relation.h"

#include <inttypes.h>
#include <string.h>

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "domain/product_sql.h"
#include "lib/db.h"
#include "lib/err.h"

const char *const relation_kinds[] = {
	"goes_with", "similar", "accessory", "spare_part", NULL};

static bool kind_ok(const char *kind)
{
	for (size_t i = 0; relation_kinds[i]; i++)
		if (strcmp(relation_kinds[i], kind) == 0)
			return true;
	return false;
}

static int clear(struct cx *cx, int64_t product, const char *kind)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM relation"
		" WHERE product = :product AND kind = :kind");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":kind", kind);
	return db_exec(q, NULL);
}

static int add(struct cx *cx, int64_t product, const char *kind, int64_t target,
	size_t position)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO relation (product, kind, target, position)"
		" VALUES (:product, :kind, :target, :position)"
		" ON CONFLICT (product, kind, target) DO NOTHING");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":kind", kind);
	db_bind_int(q, ":target", target);
	db_bind_int(q, ":position", (int64_t)position);
	return db_exec(q, NULL);
}

static const char *line_of(struct cx *cx, const int64_t *ids, size_t n)
{
	const char *line = "";
	for (size_t i = 0; i < n; i++)
		line = arena_printf(
			cx->arena, "%s%s%" PRId64, line, i ? "," : "", ids[i]);
	return line;
}

int relation_set(struct cx *cx, int64_t product, const char *kind,
	const int64_t *targets, size_t n)
{
	int64_t *was = NULL, *is = NULL;
	size_t n_was = 0, n_is = 0;
	if (!kind_ok(kind))
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = relation_list(cx, product, kind, false, &was, &n_was);
	if (rc == OK)
		rc = clear(cx, product, kind);
	for (size_t i = 0; rc == OK && i < n; i++)
		if (targets[i] != product)
			rc = add(cx, product, kind, targets[i], i);
	if (rc == OK)
		rc = relation_list(cx, product, kind, false, &is, &n_is);
	if (rc < 0)
		return db_end(cx->db, rc);
	const char *before = line_of(cx, was, n_was);
	const char *after = line_of(cx, is, n_is);
	if (strcmp(before, after) == 0)
		return db_end(cx->db, OK);
	if (cx->staff)
		rc = audit_add(cx, "product", product, "relation",
			audit_json(cx->arena, kind, before, NULL),
			audit_json(cx->arena, kind, after, NULL));
	if (rc == OK)
		rc = catalogue_touch(cx);
	return db_end(cx->db, rc);
}

static struct db_stmt *list_on_sale(struct cx *cx)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT r.target FROM relation r"
		" JOIN product p ON p.id = r.target"
		" WHERE r.product = :product AND r.kind = :kind"
		" AND" PRODUCT_ON_SALE " ORDER BY r.position, r.target");
	db_bind_int(q, ":now", cx->now);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	return q;
}

int relation_list(struct cx *cx, int64_t product, const char *kind,
	bool on_sale, int64_t **targets, size_t *n)
{
	*targets = NULL;
	*n = 0;
	struct db_stmt *q =
		on_sale ? list_on_sale(cx)
			: DB_SQL(cx->db,
				  "SELECT target FROM relation"
				  " WHERE product = :product AND kind = :kind"
				  " ORDER BY position, target");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":kind", kind);
	return db_ints(q, cx->arena, targets, n);
}

int relation_shown(
	struct cx *cx, int64_t product, struct relation **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT r.kind, r.target FROM relation r"
		" JOIN product p ON p.id = r.target"
		" WHERE r.product = :product AND" PRODUCT_ON_SALE
		" ORDER BY r.kind, r.position, r.target");
	db_bind_int(q, ":product", product);
	db_bind_int(q, ":now", cx->now);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct relation *at = &(*out)[(*n)++];
		at->kind = db_next_text(q, cx->arena);
		at->target = db_next_int(q);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}
