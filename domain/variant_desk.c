/* The variants that a product's options allow. */
#include "domain/product_desk.h"

#include <stdlib.h>
#include <string.h>

#include "domain/price.h"
#include "domain/product.h"
#include "domain/stock.h"
#include "lib/db.h"
#include "lib/err.h"

static size_t key_parts(const char *key)
{
	size_t n = *key ? 1 : 0;
	for (; *key; key++)
		n += *key == '.';
	return n;
}

static const char *key_with(struct arena *a, const char *key, int64_t value)
{
	return arena_printf(
		a, "%s%s%lld", key, *key ? "." : "", (long long)value);
}

/* A variant from before an option was added belongs to its first value. */
static int complete_keys(struct cx *cx, struct product *p)
{
	for (size_t i = 0; i < p->n_variants; i++) {
		struct variant *v = &p->variants[i];
		size_t have = key_parts(v->option_key);
		if (have >= p->n_options)
			continue;
		for (size_t k = have; k < p->n_options; k++)
			if (p->options[k].n)
				v->option_key = key_with(cx->arena,
					v->option_key,
					p->options[k].values[0].id);
		struct db_stmt *q = DB_SQL(cx->db,
			"UPDATE variant SET option_key = :key WHERE id = :id");
		db_bind_text(q, ":key", v->option_key);
		db_bind_int(q, ":id", v->id);
		int rc = db_exec_one(q);
		if (rc < 0)
			return rc;
	}
	return OK;
}

/* OK: there is one, taken away or not. */
static int key_known(struct cx *cx, int64_t product, const char *key)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM variant"
		" WHERE product = :product AND option_key = :key");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":key", key);
	int rc = db_one(q);
	if (rc == OK)
		db_next_int(q);
	db_done(q);
	return rc;
}

/* Price and weight of the others, so that only the odd one needs typing. */
static int fresh_defaults(struct cx *cx, const struct product *p,
	const struct desk_fresh *fresh, struct desk_fresh *out)
{
	*out = *fresh;
	if (!p->n_variants)
		return OK;
	struct money sale;
	out->weight_g = p->variants[0].weight_g;
	out->on_hand = 0;
	int rc = price_both(cx, p->variants[0].id, &out->price, &sale);
	if (rc == ERR_NOT_FOUND)
		out->price = fresh->price;
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int variant_make(struct cx *cx, int64_t product, const char *key,
	const struct desk_fresh *fresh)
{
	struct variant_data d = {
		.sku = fresh->sku,
		.option_key = key,
		.gtin = fresh->gtin,
		.weight_g = fresh->weight_g,
		.tracked = 1,
	};
	int64_t id;
	bool changed;
	int rc = variant_put(cx, product, &d, &id, &changed);
	if (rc == OK && fresh->price.minor >= 0)
		rc = price_set(cx, id, "regular", fresh->price, 0);
	if (rc == OK && fresh->on_hand > 0)
		rc = stock_move(
			cx, id, fresh->on_hand, "initial", "variant", id, "");
	return rc;
}

static const char *sku_with(struct arena *a, const char *sku, const char *code)
{
	char *out = arena_printf(a, "%s-%s", sku, code);
	for (char *c = out + strlen(sku); *c; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	return out;
}

/* The i-th combination, the last option turning fastest: its key, and the
 * SKU with the values' codes when one was wished for. */
static const char *combination(
	struct arena *a, const struct product *p, int64_t i, const char **sku)
{
	int64_t at[PRODUCT_OPTIONS_MAX] = {0};
	for (size_t k = p->n_options; k-- > 0;) {
		int64_t n = (int64_t)p->options[k].n;
		at[k] = i % n;
		i /= n;
	}
	const char *key = "";
	for (size_t k = 0; k < p->n_options; k++) {
		const struct option_value *v = &p->options[k].values[at[k]];
		key = key_with(a, key, v->id);
		if (*sku && **sku)
			*sku = sku_with(a, *sku, v->code);
	}
	return key;
}

static int make_missing(struct cx *cx, const struct product *p,
	const struct desk_fresh *fresh, int64_t *made)
{
	int64_t total = 1;
	for (size_t k = 0; k < p->n_options; k++) {
		total *= (int64_t)p->options[k].n;
		if (total > DESK_VARIANTS_MAX)
			return ERR_INVALID;
	}
	for (int64_t i = 0; i < total; i++) {
		struct desk_fresh one = *fresh;
		const char *key = combination(cx->arena, p, i, &one.sku);
		if (product_variant(p, key))
			continue;
		int rc = fresh->again ? ERR_NOT_FOUND
				      : key_known(cx, p->id, key);
		if (rc == OK)
			continue;
		if (rc == ERR_NOT_FOUND)
			rc = variant_make(cx, p->id, key, &one);
		if (rc < 0)
			return rc;
		(*made)++;
	}
	return OK;
}

int desk_variants_make(struct cx *cx, int64_t product,
	const struct desk_fresh *fresh, int64_t *made)
{
	*made = 0;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct product p;
	struct desk_fresh with;
	rc = product_get_any(cx, product, &p);
	if (rc == OK)
		rc = complete_keys(cx, &p);
	if (rc == OK)
		rc = fresh_defaults(cx, &p, fresh, &with);
	if (rc == OK)
		rc = make_missing(cx, &p, &with, made);
	return db_end(cx->db, rc);
}
