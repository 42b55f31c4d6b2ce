#include "domain/search.h"

#include <string.h>

#include "domain/product_sql.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/fts.h"
#include "lib/text.h"

enum { SEARCH_MAX = 1000 };

static int doc_id(
	struct cx *cx, int64_t product, const char *locale, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO search_doc (product, locale)"
		" VALUES (:product, :locale) ON CONFLICT (product, locale)"
		" DO UPDATE SET locale = excluded.locale RETURNING id");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":locale", locale);
	return db_insert(q, id);
}

/* SKUs and GTINs. */
static int codes(struct cx *cx, int64_t product, const char **out)
{
	*out = "";
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT sku, gtin FROM variant"
		" WHERE product = :product AND archived_ms IS NULL");
	db_bind_int(q, ":product", product);
	int rc;
	while ((rc = db_step(q)) > 0) {
		const char *sku = db_next_text(q, cx->arena);
		const char *gtin = db_next_text(q, cx->arena);
		*out = arena_printf(cx->arena, "%s %s %s", *out, sku, gtin);
	}
	db_done(q);
	return rc;
}

/* Names of the options' values: "sea", "meri". */
static int values(
	struct cx *cx, int64_t product, const char *locale, const char **out)
{
	*out = "";
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT t.name FROM option o"
		" JOIN option_value v ON v.option = o.id"
		" JOIN option_value_text t ON t.option_value = v.id"
		" WHERE o.product = :product AND t.locale = :locale");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":locale", locale);
	int rc;
	while ((rc = db_step(q)) > 0)
		*out = arena_printf(
			cx->arena, "%s %s", *out, db_next_text(q, cx->arena));
	db_done(q);
	return rc;
}

/* Where it stands: the categories' names. */
static int places(
	struct cx *cx, int64_t product, const char *locale, const char **out)
{
	*out = "";
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT t.name FROM product_category pc"
		" JOIN category c ON c.id = pc.category"
		"  AND c.archived_ms IS NULL"
		" JOIN category_text t ON t.category = pc.category"
		" WHERE pc.product = :product AND t.locale = :locale");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":locale", locale);
	int rc;
	while ((rc = db_step(q)) > 0)
		*out = arena_printf(
			cx->arena, "%s %s", *out, db_next_text(q, cx->arena));
	db_done(q);
	return rc;
}

int search_index(struct cx *cx, int64_t product, const char *locale)
{
	const char *name = NULL, *body = NULL;
	const char *code = "", *more = "", *where = "";
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT t.name, t.summary, t.description, coalesce((SELECT"
		" b.name FROM brand b WHERE b.id = p.brand), ''), p.tags"
		" FROM product p JOIN product_text t ON t.product = p.id"
		" WHERE p.id = :product AND t.locale = :locale"
		" AND p.status = 'active'");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":locale", locale);
	int rc = db_one(q);
	if (rc == OK) {
		name = db_next_text(q, cx->arena);
		const char *summary = db_next_text(q, cx->arena);
		const char *text = db_next_text(q, cx->arena);
		const char *brand = db_next_text(q, cx->arena);
		const char *tags = db_next_text(q, cx->arena);
		body = arena_printf(
			cx->arena, "%s %s %s %s", summary, text, brand, tags);
	}
	db_done(q);
	if (rc < 0 && rc != ERR_NOT_FOUND)
		return rc;

	int64_t id = 0;
	rc = doc_id(cx, product, locale, &id);
	if (rc == OK)
		rc = codes(cx, product, &code);
	if (rc == OK)
		rc = values(cx, product, locale, &more);
	if (rc == OK)
		rc = places(cx, product, locale, &where);
	if (rc < 0)
		return rc;
	if (!name || !*name)
		return fts_put(cx->db, id, NULL, NULL, NULL);
	return fts_put(cx->db, id, name, code,
		arena_printf(cx->arena, "%s %s %s", body, more, where));
}

int search_index_all(struct cx *cx, int64_t product)
{
	const char *locale[8];
	size_t n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT locale FROM product_text WHERE product = :product");
	db_bind_int(q, ":product", product);
	int rc;
	while ((rc = db_step(q)) > 0 && n < 8)
		locale[n++] = db_next_text(q, cx->arena);
	db_done(q);
	for (size_t i = 0; rc >= 0 && i < n; i++)
		rc = search_index(cx, product, locale[i]);
	return rc;
}

int search_index_category(struct cx *cx, int64_t category, const char *locale)
{
	int64_t *ids = NULL;
	size_t n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT product FROM product_category"
		" WHERE category = :category ORDER BY product");
	db_bind_int(q, ":category", category);
	int rc;
	while ((rc = db_step(q)) > 0) {
		ids = arena_grow(cx->arena, ids, n, sizeof(*ids));
		ids[n++] = db_next_int(q);
	}
	db_done(q);
	for (size_t i = 0; rc >= 0 && i < n; i++)
		rc = search_index(cx, ids[i], locale);
	return rc < 0 ? rc : OK;
}

/* A product by its exact SKU or GTIN. */
static int64_t by_code(struct cx *cx, const char *typed)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT v.product FROM variant v"
		" JOIN product p ON p.id = v.product AND" PRODUCT_ON_SALE
		" WHERE (v.sku IN (:code, :upper) OR v.gtin = :code)"
		" AND v.archived_ms IS NULL"
		" ORDER BY CASE WHEN v.sku = :code THEN 0"
		" WHEN v.sku = :upper THEN 1 ELSE 2 END, v.id LIMIT 1");
	db_bind_text(q, ":code", typed);
	db_bind_text(q, ":upper", text_upper(cx->arena, typed));
	db_bind_int(q, ":now", cx->now);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int64_t product = db_one(q) == OK ? db_next_int(q) : 0;
	db_done(q);
	return product;
}

/* All that match the words, best first. */
static int by_words(struct cx *cx, const char *typed, int64_t *ids, size_t *n)
{
	int64_t total = 0;
	const char *query = fts_query(cx->arena, typed);
	*n = 0;
	if (!query)
		return OK;
	struct fts_range range = {.locale = cx->locale,
		.root = cx->root,
		.now = cx->now,
		.limit = SEARCH_MAX};
	int rc = fts_find(cx->db, query, &range, ids, n, &total);
	/* Perhaps it was typed in the other language. */
	range.locale = cx->root;
	if (rc == OK && *n == 0 && strcmp(cx->locale, cx->root) != 0)
		rc = fts_find(cx->db, query, &range, ids, n, &total);
	return rc;
}

int search_find(struct cx *cx, const char *typed, int64_t offset, int64_t limit,
	int64_t **ids, size_t *n, int64_t *total)
{
	int64_t *all = ARENA_ARRAY(cx->arena, int64_t, SEARCH_MAX + 1);
	int64_t exact = *typed ? by_code(cx, typed) : 0;
	size_t found, k = 0;
	*n = 0;
	*total = 0;
	*ids = all;
	int rc = by_words(cx, typed, all + 1, &found);
	if (rc < 0)
		return rc;
	if (exact)
		all[k++] = exact;
	for (size_t i = 1; i <= found; i++)
		if (all[i] != exact)
			all[k++] = all[i];
	*total = (int64_t)k;
	if (offset < 0 || offset >= *total)
		return OK;
	*ids = all + offset;
	*n = (size_t)(*total - offset < limit ? *total - offset : limit);
	return OK;
}
