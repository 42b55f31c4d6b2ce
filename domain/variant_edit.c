/* Writing variants: SKUs are given and kept apart here. */
#include "domain/product_edit.h"

#include <ctype.h>
#include <string.h>

#include "domain/catalogue.h"
#include "domain/price.h"
#include "domain/product.h"
#include "domain/product_more.h"
#include "domain/search.h"
#include "domain/slug.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

enum { SKU_TRIES = 10000 };

int variant_by_sku(
	struct cx *cx, const char *sku, int64_t *variant, int64_t *product)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT id, product FROM variant WHERE sku = :sku");
	db_bind_text(q, ":sku", sku);
	int rc = db_one(q);
	if (rc == OK) {
		*variant = db_next_int(q);
		*product = db_next_int(q);
	}
	db_done(q);
	return rc;
}

static int by_key(
	struct cx *cx, int64_t product, const char *key, int64_t *variant)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM variant"
		" WHERE product = :product AND option_key = :key");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":key", key);
	int rc = db_one(q);
	if (rc == OK)
		*variant = db_next_int(q);
	db_done(q);
	return rc;
}

/* "HANDLE-VALUE-VALUE" from the slug and the values' codes. */
static const char *sku_made(struct cx *cx, int64_t product, const char *key)
{
	const char *slug = slug_of(cx, "product", product);
	char *sku = arena_printf(cx->arena, "%s", slug ? slug : "");
	if (!*sku)
		sku = arena_printf(cx->arena, "p%lld", (long long)product);
	while (*key) {
		char *end;
		int64_t id = strtoll(key, &end, 10);
		if (end == key)
			break;
		struct db_stmt *q = DB_SQL(
			cx->db, "SELECT code FROM option_value WHERE id = :id");
		db_bind_int(q, ":id", id);
		if (db_one(q) == OK)
			sku = arena_printf(cx->arena, "%s-%s", sku,
				db_next_text(q, cx->arena));
		db_done(q);
		key = *end == '.' ? end + 1 : end;
	}
	for (char *c = sku; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	return sku;
}

/* wish, or wish-2, wish-3... when another variant has it. */
static int sku_free(
	struct cx *cx, const char *wish, int64_t self, const char **out)
{
	*out = wish;
	for (int i = 2; i < SKU_TRIES; i++) {
		int64_t owner, product;
		int rc = variant_by_sku(cx, *out, &owner, &product);
		if (rc == ERR_NOT_FOUND || (rc == OK && owner == self))
			return OK;
		if (rc < 0)
			return rc;
		*out = arena_printf(cx->arena, "%s-%d", wish, i);
	}
	return ERR_CONFLICT;
}

static void bind_data(
	struct db_stmt *q, const struct variant_data *d, const char *sku)
{
	db_bind_text(q, ":sku", sku);
	db_bind_text(q, ":gtin", d->gtin ? d->gtin : "");
	db_bind_int(q, ":weight", d->weight_g);
	db_bind_int(q, ":tracked", d->tracked);
	db_bind_int(q, ":backorder", d->backorder);
	db_bind_or_null(q, ":media", d->media);
	db_bind_text(q, ":note", d->compare_note ? d->compare_note : "");
}

static int insert(struct cx *cx, int64_t product, const struct variant_data *d,
	const char *sku, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO variant (product, sku, option_key, gtin,"
		" position, weight_g, tracked, backorder, media, compare_note)"
		" SELECT CAST(:product AS BIGINT), CAST(:sku AS TEXT),"
		" CAST(:key AS TEXT), CAST(:gtin AS TEXT),"
		" coalesce(max(position), 0) + 1, CAST(:weight AS BIGINT),"
		" CAST(:tracked AS BIGINT), CAST(:backorder AS BIGINT),"
		" CAST(:media AS BIGINT), CAST(:note AS TEXT)"
		" FROM variant WHERE product = :product RETURNING id");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":key", d->option_key ? d->option_key : "");
	bind_data(q, d, sku);
	return db_insert(q, id);
}

static int update(struct cx *cx, int64_t id, const struct variant_data *d,
	const char *sku)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE variant SET sku = :sku, gtin = :gtin,"
		" weight_g = :weight, tracked = :tracked,"
		" backorder = :backorder, media = :media,"
		" compare_note = :note, archived_ms = NULL WHERE id = :id");
	db_bind_int(q, ":id", id);
	bind_data(q, d, sku);
	return db_exec_one(q);
}

int variant_put(struct cx *cx, int64_t product, const struct variant_data *d,
	int64_t *variant, bool *sku_changed)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	const char *key = d->option_key ? d->option_key : "";
	bool is_new = false;
	rc = by_key(cx, product, key, variant);
	if (rc == ERR_NOT_FOUND) {
		*variant = 0;
		is_new = true;
		rc = OK;
	}
	const char *wish = d->sku && *d->sku ? d->sku
					     : sku_made(cx, product, key);
	const char *sku = wish;
	if (rc == OK)
		rc = sku_free(cx, wish, *variant, &sku);
	if (rc == OK && !is_new)
		rc = price_offer_log(cx, *variant);
	if (rc == OK)
		rc = is_new ? insert(cx, product, d, sku, variant)
			    : update(cx, *variant, d, sku);
	if (rc == OK)
		rc = variant_write_more(cx, *variant, d);
	if (rc == OK && !is_new)
		rc = price_offer_changed(cx, *variant);
	if (rc == OK && sku_changed)
		*sku_changed = strcmp(sku, wish) != 0;
	if (rc == OK)
		rc = search_index_all(cx, product);
	if (rc == OK)
		rc = catalogue_touch_product(cx, product);
	return db_end(cx->db, rc);
}

/* Its number is not to be found any more. */
static int index_by_variant(struct cx *cx, int64_t variant)
{
	int64_t product = 0;
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT product FROM variant WHERE id = :id");
	db_bind_int(q, ":id", variant);
	int rc = db_one(q);
	if (rc == OK)
		product = db_next_int(q);
	db_done(q);
	return rc == OK ? search_index_all(cx, product) : rc;
}

int variant_archive(struct cx *cx, int64_t variant)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = price_offer_log(cx, variant);
	if (rc < 0)
		return db_end(cx->db, rc);
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE variant SET archived_ms = :now"
		" WHERE id = :id AND archived_ms IS NULL");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", variant);
	rc = db_exec_one(q);
	if (rc == OK)
		rc = price_offer_changed(cx, variant);
	if (rc == OK)
		rc = index_by_variant(cx, variant);
	if (rc == OK)
		rc = catalogue_touch_variant(cx, variant);
	return db_end(cx->db, rc);
}
