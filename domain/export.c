#include "domain/export.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "domain/export_product.h"
#include "domain/price.h"
#include "domain/stock.h"
#include "lib/csv.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/money.h"
#include "lib/tr.h"

/* ---- the header ---- */

static const char *const head_columns[] = {"slug", "handle", "status", "kind",
	"tax_class", "brand", "tags", "categories", "maker_name",
	"maker_address", "maker_email", NULL};
static const char *const word_columns[] = {"slug", "name", "summary",
	"description", "facts", "safety", "seo_title", "seo_text", NULL};
static const char *const variant_columns[] = {"sku", "gtin", "variant_status",
	"price", "sale_price", "compare_note", "tracked", "stock", "backorder",
	"weight_g", "variant_picture", "pictures", NULL};

static void header(struct cx *cx, struct buf *out)
{
	for (size_t i = 0; head_columns[i]; i++)
		csv_cell(out, i == 0, head_columns[i]);
	for (size_t l = 0; tr_langs[l].code; l++)
		for (size_t i = 0; word_columns[i]; i++)
			csv_cell(out, 0,
				arena_printf(cx->arena, "%s_%s",
					word_columns[i], tr_langs[l].code));
	for (int o = 1; o <= EXPORT_OPTIONS; o++) {
		csv_cell(out, 0, arena_printf(cx->arena, "option%d_swatch", o));
		for (size_t l = 0; tr_langs[l].code; l++) {
			const char *code = tr_langs[l].code;
			csv_cell(out, 0,
				arena_printf(cx->arena, "option%d_name_%s", o,
					code));
			csv_cell(out, 0,
				arena_printf(cx->arena, "option%d_value_%s", o,
					code));
		}
	}
	for (size_t i = 0; variant_columns[i]; i++)
		csv_cell(out, 0, variant_columns[i]);
	for (size_t l = 0; tr_langs[l].code; l++)
		csv_cell(out, 0,
			arena_printf(cx->arena, "picture_alts_%s",
				tr_langs[l].code));
	buf_adds(out, "\r\n");
}

/* ---- one row ---- */

struct row {
	int64_t id, weight_g, tracked, backorder, media;
	const char *sku, *gtin, *key, *note;
	bool archived;
};

static int add_option(struct cx *cx, int64_t value, struct buf *out)
{
	const char *swatch = "";
	int64_t option = 0;
	int rc = value ? export_value(cx, value, &option, &swatch) : OK;
	csv_cell(out, 0, swatch);
	for (size_t l = 0; rc == OK && tr_langs[l].code; l++) {
		const char *name = "", *word = "";
		if (value)
			rc = export_value_words(cx, option, value,
				tr_langs[l].code, &name, &word);
		csv_cell(out, 0, name);
		csv_cell(out, 0, word);
	}
	return rc;
}

static int add_options(struct cx *cx, const char *key, struct buf *out)
{
	int rc = OK;
	for (int o = 0; o < EXPORT_OPTIONS && rc == OK; o++) {
		char *end = (char *)key;
		int64_t value = strtoll(key, &end, 10);
		key = *end == '.' ? end + 1 : end;
		rc = add_option(cx, value, out);
	}
	return rc;
}

static void add_number(struct cx *cx, struct buf *out, int64_t n)
{
	csv_cell(out, 0, arena_printf(cx->arena, "%lld", (long long)n));
}

static void add_amount(struct cx *cx, struct buf *out, struct money m)
{
	csv_cell(out, 0, m.minor < 0 ? "" : money_plain(cx->arena, m));
}

static int add_variant(struct cx *cx, const struct row *v, struct buf *out)
{
	struct money regular, sale;
	struct stock_now stock;
	int rc = price_both(cx, v->id, &regular, &sale);
	if (rc < 0 && rc != ERR_NOT_FOUND)
		return rc;
	rc = stock_now(cx, v->id, &stock);
	if (rc < 0)
		return rc;
	csv_cell(out, 0, v->sku);
	csv_cell(out, 0, v->gtin);
	csv_cell(out, 0, v->archived ? "archived" : "active");
	add_amount(cx, out, regular);
	add_amount(cx, out, sale);
	csv_cell(out, 0, v->note);
	add_number(cx, out, v->tracked);
	if (v->tracked && stock.parts == 0)
		add_number(cx, out, stock.on_hand);
	else
		csv_cell(out, 0, "");
	add_number(cx, out, v->backorder);
	add_number(cx, out, v->weight_g);
	const char *picture = "";
	if (v->media)
		rc = export_picture(cx, v->media, &picture);
	csv_cell(out, 0, picture);
	return rc;
}

static int load_variants(
	struct cx *cx, int64_t product, struct row **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, weight_g, tracked, backorder, coalesce(media, 0),"
		" sku, gtin, option_key, compare_note,"
		" CASE WHEN archived_ms IS NULL THEN 0 ELSE 1 END"
		" FROM variant WHERE product = :product ORDER BY position, id");
	db_bind_int(q, ":product", product);
	int rc;
	*out = NULL;
	*n = 0;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct row *v = &(*out)[(*n)++];
		v->id = db_next_int(q);
		v->weight_g = db_next_int(q);
		v->tracked = db_next_int(q);
		v->backorder = db_next_int(q);
		v->media = db_next_int(q);
		v->sku = db_next_text(q, cx->arena);
		v->gtin = db_next_text(q, cx->arena);
		v->key = db_next_text(q, cx->arena);
		v->note = db_next_text(q, cx->arena);
		v->archived = db_next_int(q) != 0;
	}
	db_done(q);
	return rc;
}

static int add_product(struct cx *cx, int64_t product, struct buf *out)
{
	struct row *all;
	size_t n;
	struct buf head = {0}, pictures = {0};
	int rc = export_head(cx, product, &head);
	if (rc == OK)
		rc = export_pictures(cx, product, &pictures);
	if (rc == OK)
		rc = load_variants(cx, product, &all, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		buf_add(out, head.p, head.len);
		rc = add_options(cx, all[i].key, out);
		if (rc == OK)
			rc = add_variant(cx, &all[i], out);
		buf_add(out, pictures.p, pictures.len);
		buf_adds(out, "\r\n");
	}
	buf_release(&head);
	buf_release(&pictures);
	return rc;
}

static int next_product(struct cx *cx, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM product WHERE id > :after"
		" ORDER BY id LIMIT 1");
	db_bind_int(q, ":after", *id);
	int rc = db_one(q);
	if (rc == OK)
		*id = db_next_int(q);
	db_done(q);
	return rc;
}

int export_products(struct cx *cx, struct buf *out)
{
	int64_t id = 0;
	int rc = db_read_begin(cx->db);
	if (rc < 0)
		return rc;
	header(cx, out);
	while ((rc = next_product(cx, &id)) == OK)
		if ((rc = add_product(cx, id, out)) < 0)
			break;
	db_read_end(cx->db);
	return rc == ERR_NOT_FOUND ? OK : rc;
}
