/* What a product of Puoti's own CSV says of other things. */
#include <stdlib.h>
#include <string.h>

#include "domain/attribute.h"
#include "domain/bundle.h"
#include "domain/import_number.h"
#include "domain/import_puoti.h"
#include "domain/origin.h"
#include "domain/product_edit.h"
#include "domain/product_file.h"
#include "domain/redirect.h"
#include "domain/relation.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/json.h"
#include "lib/tr.h"

/* ---- attributes ---- */

static const char *text_of(json_t *j, const char *key)
{
	const char *s = json_string_value(json_object_get(j, key));
	return s ? s : "";
}

static int put_values(
	struct puoti_file *f, json_t *j, int64_t attribute, int64_t product)
{
	json_t *values = json_object_get(j, "values"), *one, *name;
	size_t n = json_array_size(values), i;
	int64_t *ids = ARENA_ARRAY(f->cx->arena, int64_t, n + 1);
	int rc = OK;
	json_array_foreach(values, i, one)
	{
		const char *locale;
		bool made = false;
		json_object_foreach(json_object_get(one, "names"), locale, name)
		{
			if (rc != OK || tr_lang_index(locale) < 0 ||
				!json_is_string(name))
				continue;
			rc = attribute_value_put(f->cx, attribute,
				text_of(one, "code"), text_of(one, "swatch"),
				locale, json_string_value(name), &ids[i]);
			made = true;
		}
		if (rc == OK && !made)
			rc = attribute_value_put(f->cx, attribute,
				text_of(one, "code"), text_of(one, "swatch"),
				f->cx->root, NULL, &ids[i]);
	}
	return rc == OK
		       ? attribute_set_values(f->cx, product, attribute, ids, n)
		       : rc;
}

static int put_fact(struct puoti_file *f, json_t *j, int kind,
	int64_t attribute, int64_t product)
{
	int64_t milli = 0;
	if (kind == ATTRIBUTE_TEXT || kind == ATTRIBUTE_COLOUR)
		return put_values(f, j, attribute, product);
	if (!import_decimal(text_of(j, "number"), 3, false, &milli))
		return ERR_INVALID;
	return kind == ATTRIBUTE_BOOL
		       ? attribute_set_bool(
				 f->cx, product, attribute, milli != 0)
		       : attribute_set_number(f->cx, product, attribute, milli);
}

/* Is it made of what attribute_put takes?  Its errors end a transaction. */
static int attribute_put_json(
	struct puoti_file *f, json_t *j, int *kind, int64_t *id)
{
	struct attribute_data d = {.code = text_of(j, "code"),
		.unit = text_of(j, "unit"),
		.facet = json_is_true(json_object_get(j, "facet")),
		.interest = json_is_true(json_object_get(j, "interest"))};
	struct attribute have;
	const char *locale;
	json_t *name;
	*kind = attribute_kind_of(text_of(j, "kind"));
	if (*kind < 0)
		return ERR_INVALID;
	d.kind = (enum attribute_kind) * kind;
	int rc = attribute_find(f->cx, d.code, &have);
	if (rc == OK) {
		/* the shop's own settings of it stay */
		*id = have.id;
		return (int)have.kind == *kind ? OK : ERR_INVALID;
	}
	if (rc != ERR_NOT_FOUND)
		return rc;
	rc = attribute_put(f->cx, &d, f->cx->root, NULL, id);
	json_object_foreach(json_object_get(j, "names"), locale, name)
	{
		if (rc == OK && tr_lang_index(locale) >= 0 &&
			json_is_string(name))
			rc = attribute_put(
				f->cx, &d, locale, json_string_value(name), id);
	}
	return rc;
}

static int attributes_clear(struct puoti_file *f, int64_t product)
{
	struct db_stmt *q = DB_SQL(f->cx->db,
		"DELETE FROM product_attribute WHERE product = :product");
	db_bind_int(q, ":product", product);
	return db_exec(q, NULL);
}

static void json_free(void *j)
{
	json_decref(j);
}

static json_t *json_cell(const struct puoti_file *f, const struct csv_row *row,
	const char *column)
{
	const char *cell = puoti_cell(f, row, column);
	json_t *list = cell && *cell ? json_loads(cell, 0, NULL) : NULL;
	if (list)
		arena_defer(f->cx->arena, json_free, list);
	if (cell && *cell && !json_is_array(list)) {
		puoti_bad(f, row, column, "a list in JSON");
		return NULL;
	}
	return list;
}

int puoti_attributes_apply(struct puoti_file *f, const struct puoti_product *p)
{
	json_t *list = json_cell(f, p->rows, "attributes"), *one;
	size_t i;
	if (!puoti_cell(f, p->rows, "attributes"))
		return OK;
	int rc = p->is_new ? OK : attributes_clear(f, p->id);
	json_array_foreach(list, i, one)
	{
		int kind;
		int64_t id = 0;
		if (rc != OK)
			break;
		rc = attribute_put_json(f, one, &kind, &id);
		if (rc == OK)
			rc = put_fact(f, one, kind, id, p->id);
		if (rc == ERR_INVALID)
			puoti_bad(f, p->rows, "attributes",
				"what the shop's attributes can be");
	}
	return rc;
}

/* ---- other products ---- */

static int relations_apply(
	struct puoti_file *f, const struct puoti_product *p, const char *kind)
{
	const char *cell = puoti_cell(f, p->rows, kind);
	size_t n, found = 0;
	const char **slugs = puoti_lines(f, cell, &n);
	int64_t *ids = ARENA_ARRAY(f->cx->arena, int64_t, n + 1);
	if (!cell || (!n && p->is_new))
		return OK;
	for (size_t i = 0; i < n; i++) {
		int rc = puoti_find(f, slugs[i], &ids[found]);
		if (rc < 0)
			return rc;
		if (ids[found])
			found++;
		else
			import_note(f->cx, f->report, p->rows->line,
				IMPORT_WARNING,
				"%s: %s: there is no product \"%.60s\"",
				puoti_cell(f, p->rows, "slug"), kind, slugs[i]);
	}
	return relation_set(f->cx, p->id, kind, ids, found);
}

static int parts_apply(struct puoti_file *f, const struct csv_row *row)
{
	const char *cell = puoti_cell(f, row, "bundle_parts");
	const char *sku = puoti_cell(f, row, "sku");
	size_t n, found = 0;
	const char **lines = puoti_lines(f, cell, &n);
	struct bundle_part *parts = ARENA_ARRAY(
		f->cx->arena, struct bundle_part, n + 1);
	int64_t bundle, product;
	if (!cell || !sku || !n ||
		variant_by_sku(f->cx, sku, &bundle, &product) != OK)
		return OK;
	for (size_t i = 0; i < n; i++) {
		char *end;
		parts[found].qty = strtoll(lines[i], &end, 10);
		if (*end == ' ' && variant_by_sku(f->cx, end + 1,
					   &parts[found].part, &product) == OK)
			found++;
		else
			puoti_bad(f, row, "bundle_parts",
				"a quantity and a SKU on each line");
	}
	if (found < n || n > BUNDLE_PARTS_MAX)
		return OK;
	int rc = bundle_set_parts(f->cx, bundle, parts, found);
	if (rc == ERR_INVALID)
		puoti_bad(f, row, "bundle_parts", "what a bundle may be of");
	return rc;
}

/* ---- documents ---- */

static int file_add(struct puoti_file *f, const struct puoti_product *p,
	json_t *j, size_t place)
{
	const char *kind = text_of(j, "kind"), *sha = text_of(j, "sha256");
	int64_t size = json_integer_value(json_object_get(j, "size"));
	bool known = false;
	for (size_t i = 0; product_file_kinds[i]; i++)
		known |= !strcmp(kind, product_file_kinds[i]);
	if (!known || size <= 0 || strlen(sha) != 64 ||
		strspn(sha, "0123456789abcdef") != 64) {
		puoti_bad(f, p->rows, "files", "documents as they are kept");
		return OK;
	}
	struct db_stmt *q = DB_SQL(f->cx->db,
		"INSERT INTO product_file"
		" (product, position, kind, locale, name, sha256, size)"
		" VALUES (:product, :place, :kind, :locale, :name, :sha,"
		" :size)");
	db_bind_int(q, ":product", p->id);
	db_bind_int(q, ":place", (int64_t)place);
	db_bind_text(q, ":kind", kind);
	db_bind_text(q, ":locale", text_of(j, "locale"));
	db_bind_text(q, ":name", text_of(j, "name"));
	db_bind_text(q, ":sha", sha);
	db_bind_int(q, ":size", size);
	return db_exec(q, NULL);
}

static int files_apply(struct puoti_file *f, const struct puoti_product *p)
{
	json_t *list = json_cell(f, p->rows, "files"), *one;
	size_t i;
	if (!puoti_cell(f, p->rows, "files") || (p->is_new && !list))
		return OK;
	struct db_stmt *q = DB_SQL(
		f->cx->db, "DELETE FROM product_file WHERE product = :product");
	db_bind_int(q, ":product", p->id);
	int rc = db_exec(q, NULL);
	json_array_foreach(list, i, one)
	{
		if (rc == OK)
			rc = file_add(f, p, one, i + 1);
	}
	return rc;
}

/* ---- addresses and origins ---- */

static int old_slugs(
	struct puoti_file *f, const struct puoti_product *p, const char *locale)
{
	size_t n;
	const char **all = puoti_lines(
		f, puoti_cell_in(f, p->rows, "old_slugs", locale), &n);
	int rc = OK;
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct db_stmt *q = DB_SQL(f->cx->db,
			"INSERT INTO slug (kind, locale, slug, target, current)"
			" VALUES ('product', :locale, :slug, :target, 0)"
			" ON CONFLICT (kind, locale, slug) DO NOTHING");
		db_bind_text(q, ":locale", locale);
		db_bind_text(q, ":slug", all[i]);
		db_bind_int(q, ":target", p->id);
		rc = db_exec(q, NULL);
	}
	return rc;
}

static int addresses_apply(struct puoti_file *f, const struct puoti_product *p)
{
	size_t n;
	const char **all = puoti_lines(
		f, puoti_cell(f, p->rows, "old_addresses"), &n);
	int rc = OK;
	for (size_t i = 0; rc == OK && i < n; i++) {
		const char *space = *all[i] == '/' ? NULL : strchr(all[i], ' ');
		struct redirect r = {.path = space ? space + 1 : all[i],
			.kind = "product",
			.target = p->id,
			.source = space ? arena_strndup(f->cx->arena, all[i],
						  (size_t)(space - all[i]))
					: ""};
		rc = redirect_put(f->cx, &r);
		f->report->addresses++;
	}
	return rc;
}

/* "shopify/mug": how that shop's next file finds it again. */
static int origins_apply(struct puoti_file *f, const struct csv_row *row,
	const char *column, const char *kind, int64_t target)
{
	size_t n;
	const char **all = puoti_lines(f, puoti_cell(f, row, column), &n);
	int rc = OK;
	for (size_t i = 0; rc == OK && i < n; i++) {
		const char *slash = strchr(all[i], '/');
		if (!slash || slash == all[i]) {
			puoti_bad(f, row, column, "a shop and a name in it");
			continue;
		}
		rc = origin_keep(f->cx,
			arena_strndup(
				f->cx->arena, all[i], (size_t)(slash - all[i])),
			arena_printf(f->cx->arena, "%s%s", kind, slash), kind,
			target, "");
	}
	return rc;
}

int puoti_links_apply(struct puoti_file *f, const struct puoti_product *p)
{
	int rc = origins_apply(f, p->rows, "origin", "product", p->id);
	for (size_t i = 0; rc == OK && relation_kinds[i]; i++)
		rc = relations_apply(f, p, relation_kinds[i]);
	if (rc == OK)
		rc = files_apply(f, p);
	for (size_t l = 0; rc == OK && tr_langs[l].code; l++)
		rc = old_slugs(f, p, tr_langs[l].code);
	if (rc == OK)
		rc = addresses_apply(f, p);
	for (size_t i = 0; rc == OK && i < p->n; i++) {
		int64_t variant, product;
		const char *sku = puoti_cell(f, &p->rows[i], "sku");
		rc = parts_apply(f, &p->rows[i]);
		if (rc == OK && sku &&
			variant_by_sku(f->cx, sku, &variant, &product) == OK)
			rc = origins_apply(f, &p->rows[i], "variant_origin",
				"variant", variant);
	}
	return rc;
}
