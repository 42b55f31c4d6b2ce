#include "domain/export_product.h"

#include <stdlib.h>
#include <string.h>

#include "domain/category.h"
#include "domain/slug.h"
#include "lib/csv.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/tr.h"

/* The only text of a query; "" when there is no row. */
static int only_text(struct cx *cx, struct db_stmt *q, const char **out)
{
	int rc = db_one(q);
	const char *text = rc == OK ? db_next_text(q, cx->arena) : NULL;
	db_done(q);
	*out = text ? text : "";
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* ---- words ---- */

enum { HEAD_CELLS = 8, WORD_CELLS = 7 };

static int slug_in(
	struct cx *cx, int64_t product, const char *locale, const char **out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT slug FROM slug WHERE kind = 'product'"
		" AND target = :product AND locale = :locale AND current = 1");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":locale", locale);
	return only_text(cx, q, out);
}

static int add_words(
	struct cx *cx, int64_t product, const char *locale, struct buf *out)
{
	const char *slug, *word[WORD_CELLS];
	int rc = slug_in(cx, product, locale, &slug);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT name, summary, description, facts, safety, seo_title,"
		" seo_text FROM product_text"
		" WHERE product = :product AND locale = :locale");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":locale", locale);
	rc = db_one(q);
	for (int i = 0; i < WORD_CELLS; i++)
		word[i] = rc == OK ? db_next_text(q, cx->arena) : "";
	db_done(q);
	csv_cell(out, 0, slug);
	for (int i = 0; i < WORD_CELLS; i++)
		csv_cell(out, 0, word[i]);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* "Table > Mugs; Gifts" in the root language. */
static int add_categories(struct cx *cx, int64_t product, struct buf *out)
{
	int64_t *ids = NULL;
	size_t n = 0;
	const char *text = "";
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT pc.category FROM product_category pc"
		" JOIN category c ON c.id = pc.category"
		" WHERE pc.product = :product AND c.archived_ms IS NULL"
		" ORDER BY pc.position, pc.category");
	db_bind_int(q, ":product", product);
	int rc;
	while ((rc = db_step(q)) > 0) {
		ids = arena_grow(cx->arena, ids, n, sizeof(*ids));
		ids[n++] = db_next_int(q);
	}
	db_done(q);
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct category *chain = NULL;
		size_t k = 0;
		rc = category_chain(cx, ids[i], &chain, &k);
		for (size_t c = 0; rc == OK && c < k; c++)
			text = arena_printf(cx->arena, "%s%s%s", text,
				c > 0   ? " > "
				: i > 0 ? "; "
					: "",
				chain[c].name);
	}
	csv_cell(out, 0, text);
	return rc;
}

static int add_handle(struct cx *cx, int64_t product, struct buf *out)
{
	const char *key;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT external_key FROM origin"
		" WHERE kind = 'product' AND target = :product"
		" ORDER BY source, external_key LIMIT 1");
	db_bind_int(q, ":product", product);
	int rc = only_text(cx, q, &key);
	csv_cell(out, 0, strncmp(key, "product/", 8) ? key : key + 8);
	return rc;
}

int export_head(struct cx *cx, int64_t product, struct buf *out)
{
	const char *cell[HEAD_CELLS];
	struct cx root = *cx;
	root.locale = cx->root;
	const char *slug = slug_of(&root, "product", product);
	csv_cell(out, 1,
		slug ? slug
		     : arena_printf(cx->arena, "p%lld", (long long)product));
	int rc = add_handle(cx, product, out);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT status, kind, tax_class, coalesce((SELECT b.name"
		" FROM brand b WHERE b.id = product.brand), ''), tags,"
		" maker_name,"
		" maker_address, maker_email FROM product WHERE id = :id");
	db_bind_int(q, ":id", product);
	if (rc == OK)
		rc = db_one(q);
	for (int i = 0; i < HEAD_CELLS && rc == OK; i++)
		cell[i] = db_next_text(q, cx->arena);
	db_done(q);
	for (int i = 0; i < HEAD_CELLS && rc == OK; i++) {
		if (i == 5)
			rc = add_categories(&root, product, out);
		csv_cell(out, 0, cell[i]);
	}
	for (size_t l = 0; rc == OK && tr_langs[l].code; l++)
		rc = add_words(cx, product, tr_langs[l].code, out);
	return rc;
}

/* ---- options ---- */

int export_value(
	struct cx *cx, int64_t value, int64_t *option, const char **swatch)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT option, swatch FROM option_value WHERE id = :id");
	db_bind_int(q, ":id", value);
	int rc = db_one(q);
	if (rc == OK) {
		*option = db_next_int(q);
		*swatch = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

int export_value_words(struct cx *cx, int64_t option, int64_t value,
	const char *locale, const char **name, const char **word)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT name FROM option_text"
		" WHERE option = :option AND locale = :locale");
	db_bind_int(q, ":option", option);
	db_bind_text(q, ":locale", locale);
	int rc = only_text(cx, q, name);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db, "SELECT name FROM option_value_text"
			   " WHERE option_value = :value AND locale = :locale");
	db_bind_int(q, ":value", value);
	db_bind_text(q, ":locale", locale);
	return only_text(cx, q, word);
}

/* ---- pictures ---- */

int export_picture(struct cx *cx, int64_t media, const char **out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT CASE WHEN source_url <> '' THEN source_url"
		" ELSE coalesce(sha256, '') END FROM media WHERE id = :id");
	db_bind_int(q, ":id", media);
	return only_text(cx, q, out);
}

static int alt_in(
	struct cx *cx, int64_t media, const char *locale, const char **out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT alt FROM media_text"
		" WHERE media = :media AND locale = :locale");
	db_bind_int(q, ":media", media);
	db_bind_text(q, ":locale", locale);
	return only_text(cx, q, out);
}

static int picture_ids(struct cx *cx, int64_t product, int64_t **ids, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT media FROM product_media WHERE product = :product"
		" ORDER BY position, media");
	db_bind_int(q, ":product", product);
	int rc;
	*ids = NULL;
	*n = 0;
	while ((rc = db_step(q)) > 0) {
		*ids = arena_grow(cx->arena, *ids, *n, sizeof(**ids));
		(*ids)[(*n)++] = db_next_int(q);
	}
	db_done(q);
	return rc;
}

/* One a line: addresses hold no line end, and texts hardly any comma. */
int export_pictures(struct cx *cx, int64_t product, struct buf *out)
{
	int64_t *ids;
	size_t n;
	const char *text = "", *one;
	int rc = picture_ids(cx, product, &ids, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		rc = export_picture(cx, ids[i], &one);
		text = arena_printf(
			cx->arena, "%s%s%s", text, i ? "\n" : "", one);
	}
	csv_cell(out, 0, text);
	for (size_t l = 0; rc == OK && tr_langs[l].code; l++) {
		text = "";
		for (size_t i = 0; rc == OK && i < n; i++) {
			rc = alt_in(cx, ids[i], tr_langs[l].code, &one);
			text = arena_printf(
				cx->arena, "%s%s%s", text, i ? "\n" : "", one);
		}
		csv_cell(out, 0, text[strspn(text, "\n")] ? text : "");
	}
	return rc;
}
