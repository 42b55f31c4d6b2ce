#include "domain/export.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "domain/export_product.h"
#include "domain/price.h"
#include "lib/csv.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/money.h"
#include "lib/tr.h"

/* ---- the header ---- */

static const char *const head_columns[] = {"slug", "origin", "status", "kind",
	"tax_class", "brand", "tags", "categories", "category_slugs",
	"maker_name", "maker_address", "maker_email", "responsible_name",
	"responsible_address", "responsible_email", "size_guide",
	"guarantee_months", "repair_score", "exemption", "spare_part_years",
	"update_until", "publish_from", "publish_to", "created", "sold",
	"attributes", "goes_with", "similar", "accessory", "spare_part",
	"files", "old_addresses", NULL};
static const char *const word_columns[] = {"slug", "old_slugs", "name",
	"summary", "description", "facts", "safety", "seo_title", "seo_text",
	"repair", NULL};
static const char *const variant_columns[] = {"sku", "gtin", "variant_origin",
	"variant_status", "price", "sale_price", "sale_until", "price_plan",
	"compare_note", "tracked", "stock", "backorder", "restock", "weight_g",
	"content", "content_unit", "deposit", "bundle_parts", "variant_picture",
	"pictures", NULL};

void export_header(struct cx *cx, struct buf *out)
{
	for (size_t i = 0; head_columns[i]; i++)
		csv_cell(out, i == 0, head_columns[i]);
	for (size_t l = 0; tr_langs[l].code; l++)
		for (size_t i = 0; word_columns[i]; i++)
			csv_cell(out, 0,
				arena_printf(cx->arena, "%s_%s",
					word_columns[i], tr_langs[l].code));
	for (int o = 1; o <= EXPORT_OPTIONS; o++) {
		csv_cell(out, 0, arena_printf(cx->arena, "option%d_code", o));
		csv_cell(out, 0,
			arena_printf(cx->arena, "option%d_value_code", o));
		csv_cell(out, 0, arena_printf(cx->arena, "option%d_place", o));
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
	int64_t id, weight_g, tracked, backorder, media, restock_day;
	int64_t content_milli, deposit_minor;
	const char *sku, *gtin, *key, *note, *content_unit;
	bool archived;
};

static void add_number(struct cx *cx, struct buf *out, int64_t n)
{
	csv_cell(out, 0, arena_printf(cx->arena, "%lld", (long long)n));
}

static int add_option(struct cx *cx, int64_t value, struct buf *out)
{
	struct export_value v = {.code = "", .option_code = "", .swatch = ""};
	int rc = value ? export_value(cx, value, &v) : OK;
	csv_cell(out, 0, v.option_code);
	csv_cell(out, 0, v.code);
	if (value)
		add_number(cx, out, v.position);
	else
		csv_cell(out, 0, "");
	csv_cell(out, 0, v.swatch);
	for (size_t l = 0; rc == OK && tr_langs[l].code; l++) {
		const char *name = "", *word = "";
		if (value)
			rc = export_value_words(cx, v.option, value,
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

static void add_amount(struct cx *cx, struct buf *out, struct money m)
{
	csv_cell(out, 0, m.minor < 0 ? "" : money_plain(cx->arena, m));
}

static int add_prices(struct cx *cx, const struct row *v, struct buf *out)
{
	struct money regular, sale;
	int64_t until = 0;
	const char *plan = "";
	int rc = price_both(cx, v->id, &regular, &sale);
	if (rc == OK && sale.minor >= 0)
		rc = price_sale_until(cx, v->id, &until);
	if (rc == OK || rc == ERR_NOT_FOUND)
		rc = export_price_plan(cx, v->id, &plan);
	if (rc < 0)
		return rc;
	add_amount(cx, out, regular);
	add_amount(cx, out, sale);
	csv_cell(out, 0, export_time(cx->arena, until));
	csv_cell(out, 0, plan);
	csv_cell(out, 0, v->note);
	return OK;
}

/* A bundle has no stock of its own. */
static int add_stock(
	struct cx *cx, const struct row *v, bool bundle, struct buf *out)
{
	int64_t on_hand = 0;
	int rc = export_on_hand(cx, v->id, &on_hand);
	if (rc < 0)
		return rc;
	add_number(cx, out, v->tracked);
	if (v->tracked && !bundle)
		add_number(cx, out, on_hand);
	else
		csv_cell(out, 0, "");
	add_number(cx, out, v->backorder);
	csv_cell(out, 0, export_day(cx->arena, v->restock_day));
	add_number(cx, out, v->weight_g);
	csv_cell(out, 0, export_milli(cx->arena, v->content_milli));
	csv_cell(out, 0, v->content_unit);
	if (v->deposit_minor)
		add_amount(cx, out, money(v->deposit_minor));
	else
		csv_cell(out, 0, "");
	return OK;
}

static int add_variant(struct cx *cx, const struct row *v, struct buf *out)
{
	const char *origin, *parts = "", *picture = "";
	int rc = export_origin(cx, "variant", v->id, &origin);
	if (rc < 0)
		return rc;
	csv_cell(out, 0, v->sku);
	csv_cell(out, 0, v->gtin);
	csv_cell(out, 0, origin);
	csv_cell(out, 0, v->archived ? "archived" : "active");
	rc = add_prices(cx, v, out);
	if (rc == OK)
		rc = export_parts(cx, v->id, &parts);
	if (rc == OK)
		rc = add_stock(cx, v, *parts != 0, out);
	csv_cell(out, 0, parts);
	if (rc == OK && v->media)
		rc = export_picture(cx, v->media, &picture);
	csv_cell(out, 0, picture);
	return rc;
}

static int load_variants(
	struct cx *cx, int64_t product, struct row **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, weight_g, tracked, backorder, coalesce(media, 0),"
		" coalesce(restock_day, 0), content_milli, deposit_minor,"
		" sku, gtin, option_key, compare_note, content_unit,"
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
		v->restock_day = db_next_int(q);
		v->content_milli = db_next_int(q);
		v->deposit_minor = db_next_int(q);
		v->sku = db_next_text(q, cx->arena);
		v->gtin = db_next_text(q, cx->arena);
		v->key = db_next_text(q, cx->arena);
		v->note = db_next_text(q, cx->arena);
		v->content_unit = db_next_text(q, cx->arena);
		v->archived = db_next_int(q) != 0;
	}
	db_done(q);
	return rc;
}

/* A product without variants has a row all the same. */
int export_product(struct cx *cx, int64_t product, struct buf *out)
{
	struct row *all;
	size_t n;
	struct buf head = {0}, pictures = {0};
	int rc = export_head(cx, product, &head);
	if (rc == OK)
		rc = export_pictures(cx, product, &pictures);
	if (rc == OK)
		rc = load_variants(cx, product, &all, &n);
	for (size_t i = 0; rc == OK && i < (n ? n : 1); i++) {
		buf_add(out, head.p, head.len);
		rc = add_options(cx, n ? all[i].key : "", out);
		if (rc == OK && n)
			rc = add_variant(cx, &all[i], out);
		for (size_t c = 0; !n && variant_columns[c + 1]; c++)
			csv_cell(out, 0, "");
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
	export_header(cx, out);
	while ((rc = next_product(cx, &id)) == OK)
		if ((rc = export_product(cx, id, out)) < 0)
			break;
	db_read_end(cx->db);
	return rc == ERR_NOT_FOUND ? OK : rc;
}
