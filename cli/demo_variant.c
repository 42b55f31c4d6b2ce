/* The demo's variants: options, prices, stock. */
#include <string.h>

#include "cli/demo_goods.h"
#include "domain/bundle.h"
#include "domain/price.h"
#include "domain/product_edit.h"
#include "domain/relation.h"
#include "domain/stock.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/tr.h"

static int product_options(struct demo *d, const json_t *o, int64_t product,
	int64_t *options, size_t *n)
{
	size_t i;
	json_t *option;
	*n = 0;
	json_array_foreach(json_object_get(o, "options"), i, option)
	{
		if (*n == 3)
			return ERR_INVALID;
		for (size_t l = 0; tr_langs[l].code; l++) {
			int rc = option_put(d->cx, product,
				demo_str(option, "code"), tr_langs[l].code,
				demo_text(json_object_get(option, "name"),
					tr_langs[l].code),
				&options[*n]);
			if (rc < 0)
				return rc;
		}
		(*n)++;
	}
	return OK;
}

/* The value of a code in every language; *id 0: the option has none such. */
static int value_make(struct demo *d, const json_t *option, int64_t option_id,
	const char *code, int64_t *id)
{
	size_t i;
	json_t *value;
	*id = 0;
	json_array_foreach(json_object_get(option, "values"), i, value)
	{
		if (strcmp(demo_str(value, "code"), code) != 0)
			continue;
		for (size_t l = 0; tr_langs[l].code; l++) {
			int rc = option_value_put(d->cx, option_id, code,
				demo_str(value, "swatch"), tr_langs[l].code,
				demo_text(json_object_get(value, "name"),
					tr_langs[l].code),
				id);
			if (rc < 0)
				return rc;
		}
	}
	return *id ? OK : ERR_INVALID;
}

/* Values first, in their own order, so that pages show them so. */
static int values_make(struct demo *d, const json_t *o, const int64_t *options)
{
	size_t i, k;
	json_t *option, *value;
	json_array_foreach(json_object_get(o, "options"), i, option)
	{
		json_array_foreach(json_object_get(option, "values"), k, value)
		{
			int64_t id;
			int rc = value_make(d, option, options[i],
				demo_str(value, "code"), &id);
			if (rc < 0)
				return rc;
		}
	}
	return OK;
}

static int option_key(struct demo *d, const json_t *o, const json_t *variant,
	const int64_t *options, const char **key)
{
	size_t i;
	json_t *code;
	*key = "";
	json_array_foreach(json_object_get(variant, "values"), i, code)
	{
		int64_t id;
		int rc = value_make(d,
			json_array_get(json_object_get(o, "options"), i),
			options[i], json_string_value(code), &id);
		if (rc < 0)
			return rc;
		*key = arena_printf(d->cx->arena, "%s%s%lld", *key,
			i ? "." : "", (long long)id);
	}
	return OK;
}

/* Sales of the past year, from and to so many days ago. */
static const struct {
	int64_t from, to;
} sales[] = {{318, 297}, {142, 121}};
enum { SALES = sizeof(sales) / sizeof(*sales), SALE_BP = 8000 };

/* Every third product was in them, of those that were there already. */
static bool was_reduced(const json_t *product)
{
	int64_t sum = 0;
	for (const char *c = demo_str(product, "slug"); *c; c++)
		sum += *c;
	return sum % 3 == 0 && !demo_number(product, "new_days_ago") &&
	       !demo_number(product, "publish_in_days");
}

int64_t demo_next_sale(int64_t days_ago)
{
	enum { NOW = 4 };
	for (size_t i = 0; i < SALES; i++)
		if (days_ago > sales[i].to + 1)
			return days_ago < sales[i].from ? days_ago
							: sales[i].from - 1;
	return days_ago < NOW ? days_ago : NOW;
}

bool demo_on_sale(const json_t *product, int64_t days_ago)
{
	size_t i;
	json_t *v;
	for (i = 0; i < SALES; i++)
		if (days_ago < sales[i].from && days_ago > sales[i].to)
			return was_reduced(product);
	json_array_foreach(json_object_get(product, "variants"), i, v)
	{
		const json_t *sale = json_object_get(v, "sale");
		if (json_is_object(sale) &&
			demo_number(sale, "days_ago") > days_ago)
			return true;
	}
	return false;
}

static int past_sales_make(struct demo *d, const json_t *o, int64_t variant)
{
	struct cx *cx = d->cx;
	int64_t now = cx->now, price = demo_number(o, "price");
	int rc = OK;
	for (size_t i = 0; rc == OK && i < SALES; i++) {
		cx->now = d->today_ms - sales[i].from * MS_DAY;
		rc = price_set(cx, variant, "sale",
			money(price * SALE_BP / 10000),
			d->today_ms - sales[i].to * MS_DAY);
	}
	cx->now = now;
	return rc;
}

/* The regular price from the product's first day, the sale since its day. */
static int prices_make(
	struct demo *d, const json_t *product, const json_t *o, int64_t variant)
{
	struct cx *cx = d->cx;
	const json_t *sale = json_object_get(o, "sale");
	int64_t now = cx->now, left = demo_number(sale, "days_left");
	int rc = price_set(
		cx, variant, "regular", money(demo_number(o, "price")), 0);
	if (rc == OK && was_reduced(product))
		rc = past_sales_make(d, o, variant);
	if (rc == OK && json_is_object(sale)) {
		cx->now = d->today_ms - demo_number(sale, "days_ago") * MS_DAY;
		rc = price_set(cx, variant, "sale",
			money(demo_number(sale, "price")),
			left ? d->today_ms + left * MS_DAY : 0);
		cx->now = now;
	}
	return rc;
}

/* A sale that is still to come. */
static int sale_next_make(struct demo *d, const json_t *o, int64_t variant)
{
	const json_t *next = json_object_get(o, "sale_next");
	int64_t id, from = d->today_ms + demo_number(next, "in_days") * MS_DAY;
	if (!json_is_object(next))
		return OK;
	return price_schedule(d->cx, variant, "sale",
		money(demo_number(next, "price")), from,
		from + demo_number(next, "days") * MS_DAY, &id);
}

/* Units of a SKU that past orders took in sets. */
static int64_t units_in_sets(const struct goods *g, const char *sku)
{
	size_t i, k, m;
	json_t *product, *variant, *part;
	int64_t units = 0;
	json_array_foreach(
		json_object_get(g->catalogue, "products"), i, product)
	{
		if (strcmp(demo_str(product, "kind"), "bundle") != 0)
			continue;
		json_array_foreach(
			json_object_get(product, "variants"), k, variant)
		{
			int64_t sets = demo_units(
				g->d, demo_str(variant, "sku"));
			json_array_foreach(
				json_object_get(variant, "parts"), m, part)
			{
				if (!strcmp(demo_str(part, "sku"), sku))
					units += sets *
						 demo_number(part, "qty");
			}
		}
	}
	return units;
}

/* What is on the shelf now, and what the past orders took. */
static int stock_make(struct goods *g, const json_t *v, int64_t variant)
{
	const char *sku = demo_str(v, "sku");
	int64_t units = demo_number(v, "stock") + demo_units(g->d, sku) +
			units_in_sets(g, sku);
	if (units <= 0 || json_object_get(v, "parts"))
		return OK;
	return stock_move(
		g->d->cx, variant, units, "initial", "demo", variant, "");
}

static int variant_make(struct goods *g, const json_t *o, const json_t *v,
	int64_t product, const int64_t *options)
{
	struct demo *d = g->d;
	const json_t *content = json_object_get(v, "content");
	int64_t days = demo_number(v, "restock_in_days"), variant;
	int64_t milli = demo_number(content, "milli"), day = 0;
	int64_t deposit = demo_number(v, "deposit");
	if (days)
		day = clock_day(d->today_ms + days * MS_DAY + 12 * MS_HOUR);
	struct variant_data data = {.sku = demo_str(v, "sku"),
		.gtin = demo_str(v, "gtin"),
		.weight_g = demo_number(v, "weight_g"),
		.tracked = 1,
		.backorder = json_is_true(json_object_get(v, "backorder")),
		.content_milli = &milli,
		.content_unit = demo_str(content, "unit"),
		.deposit_minor = &deposit,
		.restock_day = &day,
		.compare_note = ""};
	const char *stem = demo_str(v, "picture");
	int rc = option_key(d, o, v, options, &data.option_key);
	if (rc == OK && *stem)
		rc = demo_goods_picture(d, stem, &data.media);
	if (rc == OK)
		rc = variant_put(d->cx, product, &data, &variant, NULL);
	if (rc == OK)
		rc = prices_make(d, o, v, variant);
	if (rc == OK)
		rc = sale_next_make(d, v, variant);
	return rc == OK ? stock_make(g, v, variant) : rc;
}

int demo_variants(struct goods *g, const json_t *o, int64_t product)
{
	int64_t options[3] = {0};
	size_t n, i;
	json_t *v;
	int rc = product_options(g->d, o, product, options, &n);
	if (rc == OK)
		rc = values_make(g->d, o, options);
	json_array_foreach(json_object_get(o, "variants"), i, v)
	{
		if (rc == OK)
			rc = variant_make(g, o, v, product, options);
	}
	return rc;
}

/* ---- ties ---- */

static int parts_make(struct demo *d, const json_t *v)
{
	struct bundle_part parts[BUNDLE_PARTS_MAX];
	int64_t variant, product;
	size_t i, n = 0;
	json_t *part;
	int rc = variant_by_sku(d->cx, demo_str(v, "sku"), &variant, &product);
	json_array_foreach(json_object_get(v, "parts"), i, part)
	{
		if (n == BUNDLE_PARTS_MAX)
			return ERR_INVALID;
		if (rc == OK)
			rc = variant_by_sku(d->cx, demo_str(part, "sku"),
				&parts[n].part, &product);
		parts[n++].qty = demo_number(part, "qty");
	}
	if (rc == OK && n)
		rc = bundle_set_parts(d->cx, variant, parts, n);
	if (rc < 0)
		cli_fail("demo", "the set %s was refused", demo_str(v, "sku"));
	return rc;
}

static int relations_make(
	struct goods *g, const json_t *o, const char *kind, int64_t product)
{
	enum { MAX = 24 };
	int64_t targets[MAX];
	size_t i, n = 0;
	json_t *r;
	json_array_foreach(json_object_get(o, "relations"), i, r)
	{
		if (strcmp(demo_str(r, "kind"), kind) != 0)
			continue;
		int64_t id = names_find(&g->products, demo_str(r, "target"));
		if (!id || n == MAX) {
			cli_fail("demo", "%s: there is no product %s",
				demo_str(o, "slug"), demo_str(r, "target"));
			return ERR_INVALID;
		}
		targets[n++] = id;
	}
	return n ? relation_set(g->d->cx, product, kind, targets, n) : OK;
}

int demo_ties(struct goods *g, const json_t *o)
{
	int64_t product = names_find(&g->products, demo_str(o, "slug"));
	size_t i;
	json_t *v;
	int rc = OK;
	for (i = 0; rc == OK && relation_kinds[i]; i++)
		rc = relations_make(g, o, relation_kinds[i], product);
	json_array_foreach(json_object_get(o, "variants"), i, v)
	{
		if (rc == OK && json_object_get(v, "parts"))
			rc = parts_make(g->d, v);
	}
	return rc;
}
