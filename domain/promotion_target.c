/* What a promotion can be for: found by name, named by code. */
#include <stdlib.h>
#include <string.h>

#include "domain/promotion_desk.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

enum { FOUND_MAX = 60, EACH = 20 };

static int read_found(struct cx *cx, struct db_stmt *q, const char *kind,
	struct promotion_target *out, size_t *n)
{
	int rc = OK;
	while (*n < FOUND_MAX && (rc = db_step(q)) > 0) {
		struct promotion_target *t = &out[(*n)++];
		t->kind = kind;
		t->id = db_next_int(q);
		t->name = db_next_text(q, cx->arena);
		t->code = arena_printf(
			cx->arena, "%s/%lld", kind, (long long)t->id);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

static void bind_words(struct cx *cx, struct db_stmt *q, const char *words)
{
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	db_bind_text(q, ":find", text_lower(cx->arena, words));
	db_bind_text(q, ":typed", words);
	db_bind_int(q, ":limit", EACH);
}

#define NAME_HOLDS                                             \
	" (replace(lower(t.name), :find, '') <> lower(t.name)" \
	" OR replace(t.name, :typed, '') <> t.name"

int promotion_targets_find(struct cx *cx, const char *words,
	struct promotion_target **out, size_t *n)
{
	*n = 0;
	*out = ARENA_ARRAY(cx->arena, struct promotion_target, FOUND_MAX);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT c.id, min(t.name) AS name FROM category c"
		" JOIN category_text t ON t.category = c.id"
		"  AND t.locale IN (:locale, :root)"
		" WHERE c.archived_ms IS NULL AND" NAME_HOLDS ")"
		" GROUP BY c.id ORDER BY name, c.id LIMIT :limit");
	bind_words(cx, q, words);
	int rc = read_found(cx, q, "category", *out, n);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db, "SELECT t.id, t.name FROM brand t"
			   " WHERE t.archived_ms IS NULL AND" NAME_HOLDS ")"
			   " AND :locale <> '' AND :root <> ''"
			   " ORDER BY t.name_key, t.id LIMIT :limit");
	bind_words(cx, q, words);
	rc = read_found(cx, q, "brand", *out, n);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db,
		"SELECT p.id, min(t.name) AS name FROM product p"
		" JOIN product_text t ON t.product = p.id"
		"  AND t.locale IN (:locale, :root)"
		" WHERE p.status <> 'archived' AND p.kind <> 'gift_card'"
		" AND" NAME_HOLDS
		" OR EXISTS (SELECT 1 FROM variant v WHERE v.product = p.id"
		"  AND v.archived_ms IS NULL AND (v.gtin = :typed"
		"  OR upper(v.sku) = upper(:typed))))"
		" GROUP BY p.id ORDER BY name, p.id LIMIT :limit");
	bind_words(cx, q, words);
	return read_found(cx, q, "product", *out, n);
}

static struct db_stmt *name_query(struct cx *cx, const char *kind)
{
	if (strcmp(kind, "product") == 0)
		return DB_SQL(cx->db,
			"SELECT coalesce(nullif(t.name, ''), r.name, '')"
			" FROM product p LEFT JOIN product_text t"
			"  ON t.product = p.id AND t.locale = :locale"
			" LEFT JOIN product_text r"
			"  ON r.product = p.id AND r.locale = :root"
			" WHERE p.id = :id");
	if (strcmp(kind, "category") == 0)
		return DB_SQL(cx->db,
			"SELECT coalesce(nullif(t.name, ''), r.name, '')"
			" FROM category c LEFT JOIN category_text t"
			"  ON t.category = c.id AND t.locale = :locale"
			" LEFT JOIN category_text r"
			"  ON r.category = c.id AND r.locale = :root"
			" WHERE c.id = :id");
	if (strcmp(kind, "brand") == 0)
		return DB_SQL(cx->db, "SELECT name FROM brand WHERE id = :id"
				      " AND :locale <> '' AND :root <> ''");
	return NULL;
}

int promotion_target_get(
	struct cx *cx, const char *code, struct promotion_target *out)
{
	const char *slash = strchr(code, '/');
	if (!slash || !slash[1] || strlen(slash) > 16 ||
		strspn(slash + 1, "0123456789") != strlen(slash + 1))
		return ERR_NOT_FOUND;
	out->code = code;
	out->kind = arena_strndup(cx->arena, code, (size_t)(slash - code));
	out->id = strtoll(slash + 1, NULL, 10);
	struct db_stmt *q = name_query(cx, out->kind);
	if (!q)
		return ERR_NOT_FOUND;
	db_bind_int(q, ":id", out->id);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc = db_one(q);
	if (rc == OK)
		out->name = db_next_text(q, cx->arena);
	db_done(q);
	return rc;
}
