#include "domain/export_product.h"

#include <stdlib.h>
#include <string.h>

#include "domain/category.h"
#include "domain/relation.h"
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

enum { HEAD_CELLS = 15, WORD_CELLS = 8 };

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

static int old_slugs(
	struct cx *cx, int64_t product, const char *locale, const char **out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT slug FROM slug WHERE kind = 'product'"
		" AND target = :product AND locale = :locale AND current = 0"
		" ORDER BY slug");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":locale", locale);
	int rc;
	*out = "";
	while ((rc = db_step(q)) > 0)
		export_line(cx, out, db_next_text(q, cx->arena));
	db_done(q);
	return rc;
}

static int add_words(
	struct cx *cx, int64_t product, const char *locale, struct buf *out)
{
	const char *slug, *old, *word[WORD_CELLS];
	int rc = slug_in(cx, product, locale, &slug);
	if (rc == OK)
		rc = old_slugs(cx, product, locale, &old);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT name, summary, description, facts, safety, seo_title,"
		" seo_text, repair FROM product_text"
		" WHERE product = :product AND locale = :locale");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":locale", locale);
	rc = db_one(q);
	for (int i = 0; i < WORD_CELLS; i++)
		word[i] = rc == OK ? db_next_text(q, cx->arena) : "";
	db_done(q);
	csv_cell(out, 0, slug);
	csv_cell(out, 0, old);
	for (int i = 0; i < WORD_CELLS; i++)
		csv_cell(out, 0, word[i]);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* A name in "Table > Mugs; Gifts": a backslash before each of \ > ; */
static const char *escaped(struct arena *a, const char *name)
{
	struct buf b = {0};
	for (; *name; name++) {
		if (strchr("\\>;", *name))
			buf_addc(&b, '\\');
		buf_addc(&b, *name);
	}
	const char *out = arena_strndup(a, b.p ? b.p : "", b.len);
	buf_release(&b);
	return out;
}

static int category_ids(
	struct cx *cx, int64_t product, int64_t **ids, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT pc.category FROM product_category pc"
		" JOIN category c ON c.id = pc.category"
		" WHERE pc.product = :product AND c.archived_ms IS NULL"
		" ORDER BY pc.position, pc.category");
	db_bind_int(q, ":product", product);
	return db_ints(q, cx->arena, ids, n);
}

/* The ways in the root language, and the slugs at their ends. */
static int add_categories(struct cx *cx, int64_t product, struct buf *out)
{
	int64_t *ids;
	size_t n;
	const char *text = "", *slugs = "";
	int rc = category_ids(cx, product, &ids, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct category *chain = NULL;
		size_t k = 0;
		rc = category_chain(cx, ids[i], &chain, &k);
		for (size_t c = 0; rc == OK && c < k; c++)
			text = arena_printf(cx->arena, "%s%s%s", text,
				c > 0   ? " > "
				: i > 0 ? "; "
					: "",
				escaped(cx->arena, chain[c].name));
		const char *slug = slug_of(cx, "category", ids[i]);
		export_line(cx, &slugs, slug ? slug : "-");
	}
	csv_cell(out, 0, text);
	csv_cell(out, 0, slugs);
	return rc;
}

/* ---- the head ---- */

static int add_numbers(struct cx *cx, int64_t product, struct buf *out)
{
	enum { NUMBERS = 6 };
	int64_t n[NUMBERS] = {0};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(spare_part_years, -1),"
		" coalesce(update_until_day, 0), coalesce(publish_from_ms, 0),"
		" coalesce(publish_to_ms, 0), created_ms, sold_qty"
		" FROM product WHERE id = :id");
	db_bind_int(q, ":id", product);
	int rc = db_one(q);
	for (int i = 0; rc == OK && i < NUMBERS; i++)
		n[i] = db_next_int(q);
	db_done(q);
	if (rc < 0)
		return rc;
	struct arena *a = cx->arena;
	csv_cell(out, 0, n[0] < 0 ? "" : arena_printf(a, "%d", (int)n[0]));
	csv_cell(out, 0, export_day(a, n[1]));
	for (int i = 2; i < 5; i++)
		csv_cell(out, 0, export_time(a, n[i]));
	csv_cell(out, 0, arena_printf(a, "%lld", (long long)n[5]));
	return OK;
}

static int add_links(struct cx *cx, int64_t product, struct buf *out)
{
	const char *text = "";
	int rc = export_attributes(cx, product, &text);
	csv_cell(out, 0, text);
	for (size_t i = 0; rc == OK && relation_kinds[i]; i++) {
		rc = export_relations(cx, product, relation_kinds[i], &text);
		csv_cell(out, 0, text);
	}
	if (rc == OK)
		rc = export_files(cx, product, &text);
	csv_cell(out, 0, text);
	if (rc == OK)
		rc = export_addresses(cx, product, &text);
	csv_cell(out, 0, text);
	return rc;
}

int export_head(struct cx *cx, int64_t product, struct buf *out)
{
	const char *cell[HEAD_CELLS], *origin = "";
	struct cx root = *cx;
	root.locale = cx->root;
	const char *slug = slug_of(&root, "product", product);
	csv_cell(out, 1,
		slug ? slug
		     : arena_printf(cx->arena, "p%lld", (long long)product));
	int rc = export_origin(cx, "product", product, &origin);
	csv_cell(out, 0, origin);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT p.status, p.kind, p.tax_class, coalesce(b.name, ''),"
		" p.tags, p.maker_name, p.maker_address, p.maker_email,"
		" p.responsible_name, p.responsible_address,"
		" p.responsible_email, coalesce(g.name, ''),"
		" CAST(p.guarantee_months AS TEXT), p.repair_score,"
		" p.exemption"
		" FROM product p LEFT JOIN brand b ON b.id = p.brand"
		" LEFT JOIN size_guide g ON g.id = p.size_guide"
		" WHERE p.id = :id");
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
	if (rc == OK)
		rc = add_numbers(cx, product, out);
	if (rc == OK)
		rc = add_links(&root, product, out);
	for (size_t l = 0; rc == OK && tr_langs[l].code; l++)
		rc = add_words(cx, product, tr_langs[l].code, out);
	return rc;
}

/* ---- options ---- */

int export_value(struct cx *cx, int64_t value, struct export_value *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT v.option, v.position, o.code, v.code, v.swatch"
		" FROM option_value v JOIN option o ON o.id = v.option"
		" WHERE v.id = :id");
	db_bind_int(q, ":id", value);
	int rc = db_one(q);
	if (rc == OK) {
		out->option = db_next_int(q);
		out->position = db_next_int(q);
		out->option_code = db_next_text(q, cx->arena);
		out->code = db_next_text(q, cx->arena);
		out->swatch = db_next_text(q, cx->arena);
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
		"SELECT coalesce(sha256, '') || CASE WHEN source_url = ''"
		" THEN '' WHEN sha256 IS NULL THEN source_url"
		" ELSE ' ' || source_url END FROM media WHERE id = :id");
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
		"SELECT pm.media FROM product_media pm"
		" JOIN media m ON m.id = pm.media WHERE pm.product = :product"
		/* what could never be read is nothing */
		" AND (m.sha256 IS NOT NULL OR m.source_url <> '')"
		" ORDER BY pm.position, pm.media");
	db_bind_int(q, ":product", product);
	return db_ints(q, cx->arena, ids, n);
}

/* One a line, and the alt texts on the same lines. */
int export_pictures(struct cx *cx, int64_t product, struct buf *out)
{
	int64_t *ids;
	size_t n;
	const char *text = "", *one;
	int rc = picture_ids(cx, product, &ids, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		if ((rc = export_picture(cx, ids[i], &one)) == OK)
			export_line(cx, &text, one);
	csv_cell(out, 0, text);
	for (size_t l = 0; rc == OK && tr_langs[l].code; l++) {
		text = "";
		for (size_t i = 0; rc == OK && i < n; i++) {
			rc = alt_in(cx, ids[i], tr_langs[l].code, &one);
			text = arena_printf(cx->arena, "%s%s%s", text,
				i ? "\n" : "", export_escape(cx->arena, one));
		}
		csv_cell(out, 0, text[strspn(text, "\n")] ? text : "");
	}
	return rc;
}
