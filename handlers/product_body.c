/* The content of the product page. */
#include "handlers/product_page.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/cart.h"
#include "domain/catalogue.h"
#include "domain/category.h"
#include "domain/delivery.h"
#include "domain/quote.h"
#include "domain/setting.h"
#include "handlers/card.h"
#include "lib/err.h"
#include "lib/frag.h"
#include "lib/image.h"
#include "lib/md.h"
#include "lib/tr.h"

enum { SIMILAR = 4 };

static const char GALLERY_SIZES[] =
	"(min-width: 64rem) 40rem, (min-width: 48rem) 50vw, 100vw";

static int64_t key_value(const char *key, size_t i)
{
	while (i-- && key) {
		key = strchr(key, '.');
		key = key ? key + 1 : NULL;
	}
	return key ? strtoll(key, NULL, 10) : 0;
}

static void value_show(struct tpl *t, struct req *r, const struct product *p,
	const char *key, size_t i, const struct option_value *v)
{
	struct tpl *s = tpl_section(t, "VALUE");
	tpl_text(s, "OPTION_CODE", p->options[i].code);
	tpl_text(s, "CODE", v->code);
	tpl_text(s, "LABEL", v->name);
	tpl_show_if(s, "ON", key_value(key, i) == v->id);
	if (*v->swatch)
		tpl_text(tpl_section(s, "SWATCH"), "COLOUR", v->swatch);
	const struct variant *with = product_variant(
		p, product_key_with(r, p, key, i, v->id));
	if (with && variant_can_buy(with))
		return;
	tpl_text(tpl_section(s, "OUT"), "WHY",
		with ? tr("sold out") : tr("not made"));
}

static void options_show(
	struct tpl *t, struct req *r, const struct product *p, const char *key)
{
	for (size_t i = 0; i < p->n_options; i++) {
		const struct option *o = &p->options[i];
		struct tpl *s = tpl_section(t, "OPTION");
		tpl_text(s, "NAME", o->name);
		for (size_t k = 0; k < o->n; k++)
			value_show(s, r, p, key, i, &o->values[k]);
	}
	tpl_show_if(t, "CHOOSE", p->n_variants > 1);
}

static bool is_few(const struct variant *v)
{
	return v->stock.tracked && v->stock.sellable <= STOCK_FEW;
}

int64_t product_max(const struct variant *v)
{
	return is_few(v) && v->stock.most > 0 &&
			       v->stock.most == v->stock.sellable
		       ? v->stock.sellable
		       : CART_QTY_MAX;
}

/* A number only where it is few: those are what the kept pages follow. */
const char *product_stock_words(struct req *r, const struct variant *v)
{
	long n = (long)v->stock.sellable;
	if (n <= 0)
		return v->stock.backorder ? tr("Made or ordered for you")
					  : tr("Sold out");
	if (!is_few(v))
		return tr("In stock");
	return arena_printf(
		r->cx.arena, tr_n("Only %ld left", "Only %ld left", n), n);
}

static void stock_show(
	struct tpl *t, struct req *r, const struct variant *v, int64_t *until)
{
	int64_t promise = delivery_promise(&r->cx, until);
	const char *place = setting_get(&r->cx, "shop.pickup");
	struct tpl *s;
	if (!v) {
		tpl_show(t, "NOT_MADE");
		return;
	}
	if (v->stock.sellable <= 0) {
		tpl_show(t, v->stock.backorder ? "ORDERED" : "SOLD_OUT");
	} else {
		s = tpl_section(t, is_few(v) ? "FEW" : "IN_STOCK");
		tpl_text(s, "STOCK", product_stock_words(r, v));
		tpl_time(s, "DAY", CLOCK_DATE_SHORT, promise);
	}
	if (*place && variant_can_buy(v))
		tpl_text(tpl_section(t, "PICKUP"), "PLACE", place);
}

static const char *setting_money(struct req *r, const char *key)
{
	return money_format(r->cx.arena, r->cx.locale,
		setting_get(&r->cx, "shop.currency"),
		money(setting_int(&r->cx, key)));
}

static const char *delivery_words(struct req *r)
{
	const char *price = setting_money(r, "delivery.price");
	if (setting_int(&r->cx, "delivery.price") <= 0)
		return tr("delivery is free");
	if (setting_int(&r->cx, "delivery.free_from") <= 0)
		return arena_printf(r->cx.arena, tr("delivery %s"), price);
	return arena_printf(r->cx.arena, tr("delivery %s, free from %s"), price,
		setting_money(r, "delivery.free_from"));
}

static int price_show(struct tpl *t, struct req *r, const struct product *p,
	const struct variant *v)
{
	tpl_money(t, "PRICE", v->price.amount);
	if (v->price.reduced) {
		struct tpl *s = tpl_section(t, "REDUCED");
		tpl_money(s, "PRIOR", v->price.prior);
		if (v->price.percent_off > 0)
			tpl_textf(tpl_section(s, "OFF"), "PERCENT",
				"−%" PRId64 " %%", v->price.percent_off);
	}
	int64_t rate = 0;
	int rc = tax_rate_on(&r->cx, p->tax_class,
		setting_get(&r->cx, "shop.country"), clock_day(r->cx.now),
		&rate);
	if (rc < 0)
		return rc;
	tpl_text(t, "VAT",
		rate < 0 ? tr("outside VAT")
			 : arena_printf(r->cx.arena, tr("incl. VAT %s"),
				   rate_format(
					   r->cx.arena, r->cx.locale, rate)));
	tpl_text(t, "DELIVERY", delivery_words(r));
	return OK;
}

/* A link to the widest rendition: js/gallery.js opens it in place. */
static void gallery_picture(
	struct tpl *t, struct req *r, const struct picture *pic, bool first)
{
	const struct picture_use use = {.sizes = GALLERY_SIZES, .first = first};
	struct tpl *s = tpl_section(t, pic->sha256 ? "PIC" : "NOPIC");
	picture_show(s, "PICTURE", r, pic, &use);
	if (!pic->sha256)
		return;
	const char *last = strrchr(pic->widths, ' ');
	tpl_text(s, "URL",
		image_url(r->cx.arena, pic->sha256,
			strtoll(last ? last + 1 : pic->widths, NULL, 10)));
}

static void pictures_show(struct tpl *t, struct req *r, const struct product *p,
	const struct variant *v)
{
	bool first = true;
	/* The chosen variant's own picture comes first. */
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < p->n_pictures; i++) {
			const struct picture *pic = &p->pictures[i];
			if ((pic->id == v->media) != (pass == 0))
				continue;
			struct picture named = *pic;
			if (!named.alt || !*named.alt)
				named.alt = p->name;
			gallery_picture(t, r, &named, first);
			first = false;
		}
	if (p->n_pictures == 0)
		picture_show(tpl_section(t, "NOPIC"), "PICTURE", r,
			&(struct picture){.alt = p->name},
			&(struct picture_use){.sizes = GALLERY_SIZES});
}

/* "Volume: 3.5 dl" a line. */
static void facts_show(struct tpl *t, struct req *r, const char *facts)
{
	while (*facts) {
		size_t n = strcspn(facts, "\n");
		const char *line = arena_strndup(r->cx.arena, facts, n);
		const char *colon = strchr(line, ':');
		facts += n + (facts[n] == '\n');
		if (!colon)
			continue;
		struct tpl *f = tpl_section(t, "FACT");
		tpl_text(f, "LABEL",
			arena_strndup(
				r->cx.arena, line, (size_t)(colon - line)));
		tpl_text(f, "TEXT", colon + 1 + strspn(colon + 1, " "));
	}
}

static void words_show(struct tpl *t, struct req *r, const struct product *p,
	const struct variant *v)
{
	if (*p->summary)
		tpl_text(tpl_section(t, "SUMMARY"), "TEXT", p->summary);
	if (*p->description) {
		const char *html = md_render(r->cx.arena, p->description);
		tpl_html(tpl_section(t, "ABOUT"), "HTML", html, strlen(html));
	}
	facts_show(t, r, p->facts);
	tpl_text(t, "SKU", v->sku);
	if (*v->gtin)
		tpl_text(tpl_section(t, "GTIN"), "CODE", v->gtin);
	if (!*p->maker_name && !*p->safety)
		return;
	struct tpl *s = tpl_section(t, "SAFETY");
	if (*p->safety)
		tpl_text(tpl_section(s, "WARNING"), "TEXT", p->safety);
	if (!*p->maker_name)
		return;
	struct tpl *m = tpl_section(s, "MAKER");
	tpl_text(m, "NAME", p->maker_name);
	if (*p->maker_address)
		tpl_text(tpl_section(m, "ADDRESS"), "TEXT", p->maker_address);
	if (*p->maker_email)
		tpl_text(tpl_section(m, "MAIL"), "TEXT", p->maker_email);
}

static int crumbs_show(struct tpl *t, struct req *r, int64_t category)
{
	struct category *chain;
	size_t n;
	int rc = category_chain(&r->cx, category, &chain, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct tpl *c = tpl_section(t, "CRUMB");
		tpl_text(c, "P", r->lang_prefix);
		tpl_text(c, "PATH", chain[i].path);
		tpl_text(c, "NAME", chain[i].name);
	}
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* The first of a category that can be bought, kept for all its products. */
static int shelf_ids(struct req *r, int64_t category, int64_t *pick, size_t *k)
{
	char key[40];
	int64_t *ids, until;
	size_t n, bytes;
	snprintf(key, sizeof(key), "shelf/%" PRId64, category);
	const char *kept = frag_find(key, r->version, r->cx.now, &bytes);
	*k = kept ? bytes / sizeof(*pick) : 0;
	if (kept && bytes)
		memcpy(pick, kept, bytes);
	if (kept)
		return OK;
	int rc = product_list(
		&r->cx, category, SORT_BEST, 0, PRODUCT_PAGE, &ids, &n, NULL);
	if (rc == OK)
		rc = catalogue_until(&r->cx, &until);
	for (size_t i = 0; rc == OK && i < n && *k < SIMILAR + 1; i++) {
		struct card c;
		if (product_card(&r->cx, ids[i], &c) == OK && !c.sold_out)
			pick[(*k)++] = ids[i];
	}
	if (rc == OK)
		frag_keep(key, r->version, until, (const char *)pick,
			*k * sizeof(*pick));
	return rc;
}

static int similar_show(struct tpl *t, struct req *r, const struct product *p)
{
	int64_t shelf[SIMILAR + 1], pick[SIMILAR];
	size_t n, k = 0;
	if (!p->category)
		return OK;
	int rc = shelf_ids(r, p->category, shelf, &n);
	for (size_t i = 0; rc == OK && i < n && k < SIMILAR; i++)
		if (shelf[i] != p->id)
			pick[k++] = shelf[i];
	if (rc < 0 || k == 0)
		return rc;
	struct buf *cards = page_buf(r);
	rc = cards_add(r, pick, k, cards);
	tpl_html(tpl_section(t, "SIMILAR"), "CARDS", cards->p, cards->len);
	return rc;
}

/* What is being looked at: a product with a choice of its options. */
struct look {
	const struct product *p;
	const char *key;
	const struct variant *made;  /* NULL: there is none like that */
	const struct variant *shown; /* that, else the default */
	const char *qty;             /* as typed, else "1" */
};

static void buy_show(struct tpl *t, const struct look *l)
{
	if (!variant_can_buy(product_default(l->p))) {
		tpl_show(t, "NOT_BUY");
		return;
	}
	struct tpl *b = tpl_section(t, "BUY");
	tpl_int(b, "MAX", product_max(l->shown));
	tpl_text(b, "QTY", l->qty);
	struct tpl *bar = tpl_section(t, "BAR");
	tpl_text(bar, "NAME", l->p->name);
	tpl_money(bar, "PRICE", l->shown->price.amount);
	tpl_text(bar, "CHOICE", l->shown->label);
}

static int body_fill(
	struct req *r, const struct look *l, struct tpl *t, int64_t *until)
{
	const struct product *p = l->p;
	tpl_text(t, "P", r->lang_prefix);
	tpl_text(t, "NAME", p->name);
	tpl_text(t, "SLUG", p->slug);
	options_show(t, r, p, l->key);
	pictures_show(t, r, p, l->shown);
	words_show(t, r, p, l->shown);
	stock_show(t, r, l->made, until);
	buy_show(t, l);
	const char *json = product_variants_json(r, p);
	tpl_html(t, "JSON", json, strlen(json));
	int rc = price_show(t, r, p, l->shown);
	if (rc == OK)
		rc = crumbs_show(t, r, p->category);
	return rc == OK ? similar_show(t, r, p) : rc;
}

int product_body(struct req *r, const struct product *p, const char *key,
	const char *qty, struct buf *out, int64_t *until)
{
	struct look l = {.p = p, .key = key, .qty = qty};
	int64_t catalogue;
	l.made = product_variant(p, key);
	l.shown = l.made ? l.made : product_default(p);
	struct tpl *t = tpl_new(&r->cx, "shop/product.tpl");
	int rc = body_fill(r, &l, t, until);
	if (rc == OK)
		rc = catalogue_until(&r->cx, &catalogue);
	if (rc == OK && catalogue < *until)
		*until = catalogue;
	return rc == OK ? tpl_render(t, out) : rc;
}
