/* What js/product.js needs to show a choice without a round trip. */
#include "handlers/product_page.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "domain/setting.h"
#include "lib/tr.h"

static json_t *choice_json(const struct product *p, const char *key)
{
	json_t *list = json_array();
	for (size_t i = 0; i < p->n_options; i++) {
		char *end;
		int64_t id = strtoll(key, &end, 10);
		for (size_t k = 0; k < p->options[i].n; k++)
			if (p->options[i].values[k].id == id)
				json_array_append_new(list,
					json_string(
						p->options[i].values[k].code));
		key = *end == '.' ? end + 1 : end;
	}
	return list;
}

static const char *sha_of(const struct product *p, int64_t media)
{
	for (size_t i = 0; i < p->n_pictures; i++)
		if (p->pictures[i].id == media && p->pictures[i].sha256)
			return p->pictures[i].sha256;
	return "";
}

static const char *stock_line(struct req *r, const struct variant *v)
{
	long n = (long)v->stock.sellable;
	if (n <= 0)
		return v->stock.backorder ? tr("Made or ordered for you")
					  : tr("Sold out");
	if (!v->stock.tracked)
		return tr("In stock");
	if (n <= STOCK_FEW)
		return arena_printf(r->cx.arena,
			tr_n("Only %ld left", "Only %ld left", n), n);
	return tr("In stock");
}

static json_t *variant_json(
	struct req *r, const struct product *p, const struct variant *v)
{
	const char *currency = setting_get(&r->cx, "shop.currency");
	struct arena *a = r->cx.arena;
	return json_pack("{s:o, s:s, s:s, s:s, s:s, s:b, s:s, s:i, s:s}",
		"choice", choice_json(p, v->option_key), "sku", v->sku, "label",
		v->label, "price",
		money_format(a, r->cx.locale, currency, v->price.amount),
		"prior",
		v->price.reduced ? money_format(a, r->cx.locale, currency,
					   v->price.prior)
				 : "",
		"can", variant_can_buy(v), "stock", stock_line(r, v), "off",
		(int)v->price.percent_off, "picture", sha_of(p, v->media));
}

/* "</script>" must not end the element: < > & become escapes of JSON. */
static const char *script_safe(struct arena *a, const char *json)
{
	size_t n = strlen(json);
	char *out = arena_alloc(a, n * 6 + 1), *to = out;
	for (const char *c = json; *c; c++) {
		if (*c == '<' || *c == '>' || *c == '&')
			to += snprintf(to, 7, "\\u%04x", (unsigned)*c);
		else
			*to++ = *c;
	}
	*to = '\0';
	return out;
}

const char *product_variants_json(struct req *r, const struct product *p)
{
	json_t *list = json_array();
	for (size_t i = 0; i < p->n_variants; i++)
		json_array_append_new(
			list, variant_json(r, p, &p->variants[i]));
	json_t *names = json_array();
	for (size_t i = 0; i < p->n_options; i++)
		json_array_append_new(names, json_string(p->options[i].code));
	json_t *all = json_pack("{s:o, s:o, s:s, s:s}", "options", names,
		"variants", list, "none", tr("This combination is not made."),
		"lowest",
		tr("Lowest price in the 30 days before the sale: %s"));
	char *text = json_dumps(all, JSON_COMPACT | JSON_ENSURE_ASCII);
	const char *safe = text ? script_safe(r->cx.arena, text) : "{}";
	free(text);
	json_decref(all);
	return safe;
}
