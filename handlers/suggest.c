/* Suggestions while a search is being typed: static/js/suggest.js shows them.
 */
#include "handlers/handlers.h"
#include "handlers/shop.h"

#include <stdlib.h>
#include <string.h>

#include "domain/catalogue.h"
#include "domain/category.h"
#include "domain/product.h"
#include "domain/search.h"
#include "domain/setting.h"
#include "handlers/card.h"
#include "lib/err.h"
#include "lib/frag.h"
#include "lib/image.h"
#include "lib/json.h"
#include "lib/text.h"
#include "lib/tr.h"

enum {
	PRODUCTS = 5,
	CATEGORIES = 3,
	WORDS = 4,
	TYPED_MAX = 60, /* characters; longer ones get no suggestions */
};

static const char JSON_TYPE[] = "application/json; charset=utf-8";

static json_t *link_json(struct req *r, const char *name, const char *path)
{
	return json_pack("{s:s, s:s}", "name", name, "url",
		arena_printf(r->cx.arena, "%s%s", r->lang_prefix, path));
}

static int words_json(struct req *r, const char *typed, json_t *out)
{
	const char *list[WORDS];
	size_t n;
	int rc = search_complete(&r->cx, typed, WORDS, list, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		json_array_append_new(out,
			link_json(r, list[i],
				arena_printf(r->cx.arena, "/search?q=%s",
					url_encode(r->cx.arena, list[i]))));
	return rc;
}

static int categories_json(struct req *r, const char *typed, json_t *out)
{
	int64_t ids[CATEGORIES];
	size_t n;
	int rc = search_categories(&r->cx, typed, CATEGORIES, ids, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct category c;
		rc = category_get(&r->cx, ids[i], &c);
		if (rc == OK && c.products)
			json_array_append_new(
				out, link_json(r, c.name, c.path));
	}
	return rc;
}

static const char *price_words(struct req *r, const struct card *c)
{
	const char *price = money_format(r->cx.arena, r->cx.locale,
		setting_get(&r->cx, "shop.currency"), c->price.amount);
	return c->from ? arena_printf(r->cx.arena, tr("from %s"), price)
		       : price;
}

static int products_json(struct req *r, const char *typed, json_t *out,
	struct search_found *found)
{
	struct search_ask ask = {.typed = typed, .unfinished = true};
	int rc = search_run(&r->cx, &ask, found);
	for (size_t i = 0; rc == OK && i < found->n && i < PRODUCTS; i++) {
		struct card c;
		rc = product_card(&r->cx, found->ids[i], &c);
		if (rc == ERR_NOT_FOUND || rc == ERR_GONE) {
			rc = OK;
			continue;
		}
		if (rc < 0)
			break;
		json_t *p = link_json(r, c.name, c.path);
		json_object_set_new(
			p, "price", json_string(price_words(r, &c)));
		json_object_set_new(p, "image",
			json_string(c.picture.sha256
					    ? image_url(r->cx.arena,
						      c.picture.sha256,
						      strtoll(c.picture.widths,
							      NULL, 10))
					    : ""));
		json_object_set_new(p, "sold", json_boolean(c.sold_out));
		json_array_append_new(out, p);
	}
	return rc;
}

static int suggest(
	struct req *r, const char *typed, const char **out, bool *keep)
{
	struct search_found found = {.n = 0};
	json_t *words = json_array(), *cats = json_array(),
	       *products = json_array();
	int rc = words_json(r, typed, words);
	if (rc == OK)
		rc = categories_json(r, typed, cats);
	if (rc == OK)
		rc = products_json(r, typed, products, &found);
	json_t *all = json_pack("{s:o, s:o, s:o, s:s, s:s}", "words", words,
		"categories", cats, "products", products, "said",
		arena_printf(r->cx.arena,
			tr_n("%ld product", "%ld products", (long)found.n),
			(long)found.n),
		"all", tr("All results"));
	*out = json_script(r->cx.arena, all);
	/* only words of the shop: nothing personal */
	*keep = found.n && found.how == SEARCH_ALL;
	return rc < 0 ? rc : *out ? OK : ERR_INTERNAL;
}

static int send(struct req *r, const char *json)
{
	resp_header(r, "Cache-Control", "private, max-age=120");
	resp_header(r, "X-Robots-Tag", "noindex");
	return resp_text(r, 200, JSON_TYPE, json);
}

/* GET /search/suggest?q= */
int search_suggest(struct req *r)
{
	const char *q = req_query_param(r, "q"), *json;
	const char *typed = text_trim(r->cx.arena, q ? q : "");
	int64_t until;
	size_t n;
	bool keep = false;
	if (!*typed || utf8_length(typed) > TYPED_MAX ||
		setting_bool(&r->cx, "shop.closed"))
		return send(r, "{}");
	const char *key = arena_printf(
		r->cx.arena, "suggest/%s/%s", r->cx.locale, typed);
	json = frag_find(key, r->version, r->cx.now, &n);
	if (json)
		return send(r, arena_strndup(r->cx.arena, json, n));
	int rc = suggest(r, typed, &json, &keep);
	if (rc == OK)
		rc = catalogue_until(&r->cx, &until);
	if (rc < 0)
		return rc;
	if (keep)
		frag_keep(key, r->version, until, json, strlen(json));
	return send(r, json);
}
