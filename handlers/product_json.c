/* What js/product.js needs to show a choice without a round trip. */
#include "handlers/product_page.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/setting.h"
#include "lib/image.h"
#include "lib/json.h"
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

/* What its picture's addresses have in them. */
static const char *stem_of(
	struct req *r, const struct product *p, int64_t media)
{
	for (size_t i = 0; i < p->n_pictures; i++)
		if (p->pictures[i].id == media && p->pictures[i].sha256)
			return image_stem(r->cx.arena, p->pictures[i].sha256);
	return "";
}

static json_t *variant_json(
	struct req *r, const struct product *p, const struct variant *v)
{
	const char *currency = setting_get(&r->cx, "shop.currency");
	struct arena *a = r->cx.arena;
	return json_pack(
		"{s:o, s:s, s:s, s:s, s:s, s:b, s:s, s:i, s:s, s:I, s:s, s:s, s:b, s:s}",
		"choice", choice_json(p, v->option_key), "sku", v->sku, "label",
		v->label, "price",
		money_format(a, r->cx.locale, currency, v->price.amount),
		"prior",
		v->price.reduced ? money_format(a, r->cx.locale, currency,
					   v->price.prior)
				 : "",
		"can", variant_can_buy(v), "stock", product_stock_words(r, v),
		"off", (int)v->price.percent_off, "picture",
		stem_of(r, p, v->media), "max", (json_int_t)product_max(v),
		"per", product_per_words(r, v), "note",
		product_stock_note(r, v), "here", v->stock.sent > 0, "places",
		product_places_words(r, v));
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
	const char *safe = json_script(r->cx.arena, all);
	return safe ? safe : "{}";
}
