#include "domain/feed.h"

#include <stdlib.h>
#include <string.h>

#include "domain/category.h"
#include "domain/product.h"
#include "domain/product_sql.h"
#include "domain/setting.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/image.h"
#include "lib/md.h"
#include "lib/text.h"
#include "lib/xml.h"

enum { TITLE_MAX = 150, TEXT_MAX = 5000, PICTURES_MAX = 10 };

struct feed {
	struct cx cx; /* its arena is of the product at hand */
	const char *base_url, *lang_prefix, *currency;
	struct xml *x;
};

static const char *picture_url(struct feed *f, const struct picture *p)
{
	const char *last = strrchr(p->widths, ' ');
	return arena_printf(f->cx.arena, "%s%s", f->base_url,
		image_url(f->cx.arena, p->sha256,
			strtoll(last ? last + 1 : p->widths, NULL, 10)));
}

static bool is_here(const struct picture *p)
{
	return p->sha256 && p->widths && *p->widths;
}

/* The variant's own picture first. */
static void add_pictures(
	struct feed *f, const struct product *p, const struct variant *v)
{
	const char *name = "g:image_link";
	int n = 0;
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < p->n_pictures; i++) {
			const struct picture *pic = &p->pictures[i];
			if ((pic->id == v->media) != (pass == 0) ||
				!is_here(pic) || n > PICTURES_MAX)
				continue;
			xml_text(f->x, name, picture_url(f, pic));
			name = "g:additional_image_link";
			n++;
		}
}

static void add_amount(struct feed *f, const char *name, struct money m)
{
	xml_text(f->x, name,
		arena_printf(f->cx.arena, "%s %s", money_plain(f->cx.arena, m),
			f->currency));
}

static void add_price(struct feed *f, const struct variant *v)
{
	bool reduced = v->price.reduced && v->price.percent_off > 0;
	add_amount(f, "g:price", reduced ? v->price.prior : v->price.amount);
	if (reduced)
		add_amount(f, "g:sale_price", v->price.amount);
	const char *stock = v->stock.sellable > 0 ? "in_stock"
			    : v->stock.backorder  ? "backorder"
						  : "out_of_stock";
	xml_text(f->x, "g:availability", stock);
}

/* Google's own names for what the options of clothes and goods are. */
static const char *google_option(const char *code)
{
	static const char *const names[][2] = {{"colour", "g:color"},
		{"color", "g:color"}, {"vari", "g:color"}, {"farg", "g:color"},
		{"size", "g:size"}, {"koko", "g:size"}, {"storlek", "g:size"},
		{"material", "g:material"}, {"pattern", "g:pattern"}};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(names[i][0], code) == 0)
			return names[i][1];
	return NULL;
}

/* What was chosen, and the address that opens with it. */
static const char *add_options(struct feed *f, const struct product *p,
	const struct variant *v, const char *url)
{
	const char *key = v->option_key, *sep = "?";
	for (size_t i = 0; i < p->n_options && *key; i++) {
		const struct option *o = &p->options[i];
		char *end;
		int64_t id = strtoll(key, &end, 10);
		key = *end == '.' ? end + 1 : end;
		for (size_t k = 0; k < o->n; k++) {
			if (o->values[k].id != id)
				continue;
			const char *name = google_option(o->code);
			if (name)
				xml_text(f->x, name, o->values[k].name);
			url = arena_printf(f->cx.arena, "%s%so-%s=%s", url, sep,
				o->code, o->values[k].code);
			sep = "&";
		}
	}
	return url;
}

static int add_place(struct feed *f, const struct product *p)
{
	struct category *chain;
	size_t n;
	const char *path = "";
	if (!p->category)
		return OK;
	int rc = category_chain(&f->cx, p->category, &chain, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		path = arena_printf(f->cx.arena, "%s%s%s", path, i ? " > " : "",
			chain[i].name);
	xml_text(f->x, "g:product_type", path);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static void add_identity(
	struct feed *f, const struct product *p, const struct variant *v)
{
	xml_text(f->x, "g:brand", p->brand);
	xml_text(f->x, "g:gtin", v->gtin);
	if (!*v->gtin && *p->brand)
		xml_text(f->x, "g:mpn", v->sku);
	if (!*v->gtin && !*p->brand)
		xml_text(f->x, "g:identifier_exists", "no");
	if (p->n_variants > 1)
		xml_text(f->x, "g:item_group_id",
			arena_printf(f->cx.arena, "P%lld", (long long)p->id));
	if (v->weight_g > 0)
		xml_text(f->x, "g:shipping_weight",
			arena_printf(
				f->cx.arena, "%lld g", (long long)v->weight_g));
}

static int add_item(
	struct feed *f, const struct product *p, const struct variant *v)
{
	struct arena *a = f->cx.arena;
	const char *url = arena_printf(
		a, "%s%s/p/%s", f->base_url, f->lang_prefix, p->slug);
	const char *text = *p->description
				   ? md_plain(a, p->description, TEXT_MAX)
				   : p->summary;
	const char *title = *v->label ? arena_printf(
						a, "%s, %s", p->name, v->label)
				      : p->name;
	xml_open(f->x, "item");
	xml_text(f->x, "g:id", v->sku);
	xml_text(f->x, "g:title", text_cut(a, title, TITLE_MAX));
	xml_text(f->x, "g:description", *text ? text : p->name);
	xml_text(f->x, "g:link", add_options(f, p, v, url));
	xml_text(f->x, "g:condition", "new");
	add_pictures(f, p, v);
	add_price(f, v);
	add_identity(f, p, v);
	int rc = add_place(f, p);
	xml_shut(f->x);
	return rc;
}

static int add_product(struct feed *f, int64_t id)
{
	struct product p;
	int rc = product_get(&f->cx, id, &p);
	if (rc == ERR_NOT_FOUND || rc == ERR_GONE)
		return OK;
	for (size_t i = 0; rc == OK && i < p.n_variants; i++)
		rc = add_item(f, &p, &p.variants[i]);
	return rc;
}

static int next_on_sale(struct cx *cx, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT p.id FROM product p WHERE p.id > :after AND" PRODUCT_ON_SALE
		" ORDER BY p.id LIMIT 1");
	db_bind_int(q, ":after", *id);
	db_bind_int(q, ":now", cx->now);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc = db_one(q);
	if (rc == OK)
		*id = db_next_int(q);
	db_done(q);
	return rc;
}

static int add_all(struct feed *f)
{
	int64_t id = 0;
	int rc = OK;
	while (rc == OK && (rc = next_on_sale(&f->cx, &id)) == OK) {
		rc = add_product(f, id);
		arena_clear(f->cx.arena);
	}
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static void add_head(struct feed *f)
{
	xml_open(f->x, "rss");
	xml_attribute(f->x, "version", "2.0");
	xml_attribute(f->x, "xmlns:g", "http://base.google.com/ns/1.0");
	xml_open(f->x, "channel");
	xml_text(f->x, "title", setting_get(&f->cx, "shop.name"));
	xml_text(f->x, "link",
		arena_printf(
			f->cx.arena, "%s%s/", f->base_url, f->lang_prefix));
	const char *about = setting_get(&f->cx, "shop.about");
	xml_text(f->x, "description",
		*about ? about : setting_get(&f->cx, "shop.name"));
}

int feed_google(struct cx *cx, const char *base_url, const char *lang_prefix,
	const char *path)
{
	struct feed f = {.cx = *cx,
		.base_url = base_url,
		.lang_prefix = lang_prefix,
		.currency = setting_get(cx, "shop.currency"),
		.x = xml_new(path)};
	if (!f.x)
		return ERR_INTERNAL;
	f.cx.arena = arena_new();
	add_head(&f);
	int rc = add_all(&f);
	xml_shut(f.x);
	xml_shut(f.x);
	arena_free(f.cx.arena);
	if (!xml_finish(f.x, rc == OK) && rc == OK)
		rc = ERR_INTERNAL;
	return rc;
}
