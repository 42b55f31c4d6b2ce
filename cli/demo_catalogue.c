/* The demo's categories and products. */
#include <string.h>

#include "cli/demo_goods.h"
#include "domain/cart_gift.h"
#include "domain/category.h"
#include "domain/media.h"
#include "domain/product_edit.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { CATEGORIES_MAX = 64 };

/* ---- categories ---- */

static int category_words(struct demo *d, const json_t *o, int64_t id)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && tr_langs[i].code; i++) {
		const json_t *t = demo_words(o, tr_langs[i].code);
		const char *title = demo_str(t, "seo_title");
		const char *text = demo_str(t, "seo_text");
		if (*title || *text)
			rc = category_set_seo(
				d->cx, id, tr_langs[i].code, title, text);
	}
	return rc;
}

static int category_rule_make(struct demo *d, const json_t *o, int64_t id)
{
	const json_t *rule = json_object_get(o, "rule");
	if (!json_is_object(rule))
		return OK;
	return category_set_rule(d->cx, id,
		(struct category_rule){category_rule_of(demo_str(rule, "kind")),
			demo_number(rule, "days")});
}

static int category_make(struct goods *g, const json_t *o)
{
	struct demo *d = g->d;
	struct category_text words[TR_LANGS];
	size_t n = 0;
	int64_t media = 0, id = 0;
	const char *stem = demo_str(o, "picture");
	int rc = *stem ? demo_goods_picture(d, stem, &media) : OK;
	for (size_t i = 0; tr_langs[i].code; i++) {
		const json_t *t = demo_words(o, tr_langs[i].code);
		if (t)
			words[n++] = (struct category_text){
				.locale = tr_langs[i].code,
				.name = demo_str(t, "name"),
				.description = demo_str(t, "description"),
				.slug = demo_str(t, "slug")};
	}
	if (rc == OK)
		rc = category_save(d->cx, &id,
			names_find(&g->categories, demo_str(o, "parent")),
			(int64_t)g->categories.n, media, words, n);
	if (rc == OK)
		rc = category_words(d, o, id);
	if (rc == OK)
		rc = category_rule_make(d, o, id);
	names_add(d, &g->categories, demo_str(o, "slug"), id);
	return rc;
}

/* ---- products ---- */

static int product_words_make(struct demo *d, const json_t *o, int64_t product)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && tr_langs[i].code; i++) {
		const json_t *t = demo_words(o, tr_langs[i].code);
		if (!t)
			continue;
		struct product_words w = {.name = demo_str(t, "name"),
			.summary = demo_str(t, "summary"),
			.description = demo_str(t, "description"),
			.facts = demo_str(t, "facts"),
			.safety = demo_str(t, "safety"),
			.seo_title = demo_str(t, "seo_title"),
			.seo_text = demo_str(t, "seo_text"),
			.slug = demo_str(t, "slug"),
			.repair = demo_str(t, "repair")};
		rc = product_set_words(d->cx, product, tr_langs[i].code, &w);
	}
	return rc;
}

static int product_places(struct goods *g, const json_t *o, int64_t product)
{
	int64_t ids[CATEGORIES_MAX];
	size_t i, n = 0;
	json_t *slug;
	json_array_foreach(json_object_get(o, "categories"), i, slug)
	{
		int64_t id = names_find(
			&g->categories, json_string_value(slug));
		if (!id || n == CATEGORIES_MAX)
			return ERR_INVALID;
		ids[n++] = id;
	}
	return product_set_categories(g->d->cx, product, ids, n);
}

static int product_pictures(struct demo *d, const json_t *o, int64_t product)
{
	size_t i;
	json_t *p;
	json_array_foreach(json_object_get(o, "pictures"), i, p)
	{
		int64_t media;
		int rc = demo_goods_picture(d, demo_str(p, "file"), &media);
		if (rc == OK && !media)
			continue;
		for (size_t l = 0; rc == OK && tr_langs[l].code; l++)
			rc = media_set_alt(d->cx, media, tr_langs[l].code,
				demo_text(json_object_get(p, "alt"),
					tr_langs[l].code));
		if (rc == OK)
			rc = media_attach(d->cx, product, media);
		if (rc < 0)
			return rc;
	}
	return OK;
}

static int product_files(struct demo *d, const json_t *o, int64_t product)
{
	size_t i;
	json_t *f;
	int rc = OK;
	json_array_foreach(json_object_get(o, "files"), i, f)
	{
		if (rc == OK)
			rc = demo_file(d, f, product);
	}
	return rc;
}

static int product_head_make(struct goods *g, const json_t *o, int64_t *id)
{
	const json_t *maker = json_object_get(o, "maker");
	const json_t *there = json_object_get(o, "responsible");
	const json_t *years = json_object_get(o, "spare_part_years");
	const char *brand = demo_str(o, "brand");
	int64_t guide = names_find(&g->guides, demo_str(o, "size_guide"));
	int64_t months = demo_number(o, "guarantee_months");
	int64_t parts = years ? json_integer_value(years) : -1;
	int64_t until = demo_number(o, "update_until_day");
	struct product_head head = {.kind = demo_str(o, "kind"),
		.status = demo_str(o, "state"),
		.tax_class = demo_str(o, "tax_class"),
		.maker_name = demo_str(maker, "name"),
		.maker_address = demo_str(maker, "address"),
		.maker_email = demo_str(maker, "email"),
		.brand = *brand ? brand : demo_str(maker, "name"),
		.tags = "",
		.responsible_name = demo_str(there, "name"),
		.responsible_address = demo_str(there, "address"),
		.responsible_email = demo_str(there, "email"),
		.repair_score = demo_str(o, "repair_score"),
		.size_guide = &guide,
		.guarantee_months = &months,
		.spare_part_years = &parts,
		.update_until_day = &until};
	if (!guide && *demo_str(o, "size_guide"))
		return ERR_INVALID;
	return product_create(g->d->cx, &head, id);
}

/* Words last: they write the search index, which holds all the others. */
static int product_fill(struct goods *g, const json_t *o, int64_t id)
{
	struct demo *d = g->d;
	int64_t days = demo_number(o, "publish_in_days");
	int rc = product_pictures(d, o, id);
	if (rc == OK && days)
		rc = product_set_publish(
			d->cx, id, d->today_ms + days * MS_DAY, 0);
	if (rc == OK)
		rc = demo_variants(g, o, id);
	if (rc == OK)
		rc = gift_card_uncount(d->cx, id);
	if (rc == OK)
		rc = demo_attributes(g, o, id);
	if (rc == OK)
		rc = product_files(d, o, id);
	if (rc == OK)
		rc = product_places(g, o, id);
	return rc == OK ? product_words_make(d, o, id) : rc;
}

static int product_make(struct goods *g, const json_t *o)
{
	struct cx *cx = g->d->cx;
	const json_t *new = json_object_get(o, "new_days_ago");
	int64_t id = 0, now = cx->now;
	if (new)
		cx->now = g->d->today_ms - json_integer_value(new) * MS_DAY;
	int rc = product_head_make(g, o, &id);
	if (rc == OK)
		rc = product_fill(g, o, id);
	cx->now = now;
	names_add(g->d, &g->products, demo_str(o, "slug"), id);
	if (rc < 0)
		cli_fail("demo", "the product %s was refused",
			demo_str(o, "slug"));
	return rc;
}

int demo_catalogue(struct demo *d, const json_t *catalogue)
{
	struct goods g = {.d = d, .catalogue = catalogue};
	const json_t *products = json_object_get(catalogue, "products");
	size_t i;
	json_t *o;
	int rc = demo_shared(&g);
	json_array_foreach(json_object_get(catalogue, "categories"), i, o)
	{
		if (rc == OK)
			rc = category_make(&g, o);
	}
	json_array_foreach((json_t *)products, i, o)
	{
		d->cx->now += MS_HOUR; /* "new" is an order, too */
		if (rc == OK)
			rc = product_make(&g, o);
	}
	json_array_foreach((json_t *)products, i, o)
	{
		if (rc == OK)
			rc = demo_ties(&g, o);
	}
	return rc;
}
