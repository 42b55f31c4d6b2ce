/* The content of the product page.  In one file because its parts share the
 * look that is kept as one fragment. */
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
#include "domain/unit_price.h"
#include "handlers/card.h"
#include "handlers/said.h"
#include "lib/err.h"
#include "lib/frag.h"
#include "lib/image.h"
#include "lib/md.h"
#include "lib/tr.h"

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
	if (n > 0 && v->stock.sent <= 0 && !v->stock.backorder)
		return tr("Only in our stores: fetch it there");
	if (n <= 0)
		return v->stock.backorder ? tr("Made or ordered for you")
					  : tr("Sold out");
	if (!is_few(v))
		return tr("In stock");
	return arena_printf(
		r->cx.arena, tr_n("Only %ld left", "Only %ld left", n), n);
}

static const char *place_name(struct req *r, const struct stock_shelf *s)
{
	return *s->name ? s->name : setting_get(&r->cx, "shop.pickup");
}

/* Of several stores each says how many it has, as far as kept pages follow. */
static const char *place_words(
	struct req *r, const struct stock_shelf *s, bool several)
{
	long n = (long)s->free;
	struct arena *a = r->cx.arena;
	const char *name = place_name(r, s);
	if (!several || n <= 0)
		return name;
	if (n > STOCK_FEW)
		return arena_printf(a, tr("%s (in stock)"), name);
	return arena_printf(
		a, tr_n("%s (%ld left)", "%s (%ld left)", n), name, n);
}

const char *product_places_words(struct req *r, const struct variant *v)
{
	struct stock_shelf *s;
	size_t n, stores = 0;
	const char *out = "";
	if (!variant_can_buy(v) || stock_shelves(&r->cx, v->id, &s, &n) < 0)
		return "";
	for (size_t i = 0; i < n; i++)
		stores += s[i].pickup;
	for (size_t i = 0; i < n; i++) {
		if (!s[i].pickup || (s[i].free <= 0 && !s[i].waits) ||
			!*place_name(r, &s[i]))
			continue;
		const char *words = place_words(r, &s[i], stores > 1);
		out = *out ? arena_printf(r->cx.arena, "%s, %s", out, words)
			   : words;
	}
	return out;
}

/* When it comes again, while that day has not passed; NULL: not known. */
static const char *restock_words(struct req *r, const struct variant *v)
{
	int64_t end = v->restock_day ? clock_day_end(v->restock_day) : -1;
	if (end <= r->cx.now)
		return NULL;
	return clock_format(
		r->cx.arena, r->cx.locale, CLOCK_DATE_SHORT, end - MS_HOUR);
}

const char *product_stock_note(struct req *r, const struct variant *v)
{
	if (v->stock.sellable > 0)
		return "";
	const char *day = restock_words(r, v);
	if (day)
		return arena_printf(r->cx.arena,
			v->stock.backorder ? tr("It leaves around %s.")
					   : tr("Back around %s."),
			day);
	return v->stock.backorder ? ""
				  : tr("We do not have this one just now.");
}

/* The words above change when a day of theirs is over. */
static void restock_until(
	struct req *r, const struct product *p, int64_t *until)
{
	for (size_t i = 0; i < p->n_variants; i++) {
		int64_t day = p->variants[i].restock_day;
		int64_t end = day ? clock_day_end(day) : -1;
		if (end > r->cx.now && end < *until)
			*until = end;
	}
}

bool product_is_gift_card(const struct product *p)
{
	return strcmp(p->kind, "gift_card") == 0;
}

/* Who gets it: as typed, when the form comes back with a problem. */
static void gift_show(struct tpl *t, struct req *r)
{
	static const struct {
		const char *name, *value;
	} typed[] = {
		{"gift_email", "EMAIL"},
		{"gift_name", "RECIPIENT"},
		{"gift_message", "GREETING"},
	};
	struct tpl *s = tpl_section(t, "GIFT");
	for (size_t i = 0; i < sizeof(typed) / sizeof(*typed); i++) {
		const char *text = req_form_param(r, typed[i].name);
		tpl_text(s, typed[i].value, text ? text : "");
	}
}

static void stock_show(
	struct tpl *t, struct req *r, const struct variant *v, int64_t *until)
{
	const char *promise = delivery_promise_words(&r->cx, until);
	struct tpl *s;
	if (!v) {
		tpl_show(t, "NOT_MADE");
		return;
	}
	if (v->stock.sellable <= 0) {
		s = tpl_section(t, v->stock.backorder ? "ORDERED" : "SOLD_OUT");
		tpl_text(s, "NOTE", product_stock_note(r, v));
	} else {
		s = tpl_section(t, is_few(v) ? "FEW" : "IN_STOCK");
		tpl_text(s, "STOCK", product_stock_words(r, v));
	}
	s = tpl_section(t, "WHEN");
	tpl_text(s, "DAY", promise);
	tpl_show_if(s, "AWAY", v->stock.sent <= 0);
	const char *places = product_places_words(r, v);
	s = tpl_section(t, "PICKUP");
	tpl_text(s, "PLACE", places);
	tpl_show_if(s, "NOWHERE", !*places);
}

static const char *money_words(struct req *r, struct money m)
{
	return money_format(r->cx.arena, r->cx.locale,
		setting_get(&r->cx, "shop.currency"), m);
}

static const char *delivery_words(struct req *r)
{
	struct delivery_usual u;
	if (delivery_usual(&r->cx, &u) < 0 || !u.any)
		return tr("only fetched from us");
	if (u.cost.minor <= 0)
		return tr("delivery is free");
	const char *price = money_words(r, u.cost);
	if (u.free_from.minor <= 0)
		return arena_printf(r->cx.arena, tr("delivery %s"), price);
	return arena_printf(r->cx.arena, tr("delivery %s, free from %s"), price,
		money_words(r, u.free_from));
}

const char *product_per_words(struct req *r, const struct variant *v)
{
	struct money each;
	struct arena *a = r->cx.arena;
	const char *currency = setting_get(&r->cx, "shop.currency");
	const char *unit = unit_price_unit(v->content_unit), *out = "";
	if (unit && unit_price(v->price.amount, v->deposit_minor,
			    v->content_milli, &each))
		out = arena_printf(a, "%s / %s · ",
			money_format(a, r->cx.locale, currency, each), unit);
	if (v->deposit_minor <= 0)
		return out;
	const char *deposit = money_format(
		a, r->cx.locale, currency, money(v->deposit_minor));
	return arena_printf(a, "%s%s · ", out,
		arena_printf(a, tr("includes a deposit of %s"), deposit));
}

static void per_show(struct tpl *t, struct req *r, const struct product *p,
	const struct variant *v)
{
	for (size_t i = 0; i < p->n_variants; i++) {
		if (!*product_per_words(r, &p->variants[i]))
			continue;
		tpl_text(tpl_section(t, "EACH"), "TEXT",
			product_per_words(r, v));
		return;
	}
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
	per_show(t, r, p, v);
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
	tpl_text(t, "DELIVERY",
		product_is_gift_card(p) ? tr("sent by e-mail")
					: delivery_words(r));
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
	if (!variant_can_buy(product_default(l->p)))
		return;
	struct tpl *b = tpl_section(t, "BUY");
	tpl_int(b, "MAX", product_max(l->shown));
	tpl_text(b, "QTY", l->qty);
	struct tpl *bar = tpl_section(t, "BAR");
	tpl_text(bar, "NAME", l->p->name);
	tpl_money(bar, "PRICE", l->shown->price.amount);
	tpl_text(bar, "CHOICE", l->shown->label);
}

/* Kept for everybody: whether it is on a list is told by part/saved.tpl. */
static void keep_show(struct tpl *t, const struct look *l)
{
	if (product_is_gift_card(l->p))
		return;
	struct tpl *s = tpl_section(t, "TELL");
	tpl_show(s, variant_can_buy(l->shown) ? "PRICE_TOLD" : "STOCK_TOLD");
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
	if (product_is_gift_card(p))
		gift_show(t, r);
	else
		stock_show(t, r, l->made, until);
	restock_until(r, p, until);
	buy_show(t, l);
	keep_show(t, l);
	const char *json = product_variants_json(r, p);
	tpl_html(t, "JSON", json, strlen(json));
	int rc = price_show(t, r, p, l->shown);
	if (rc == OK)
		rc = crumbs_show(t, r, p->category);
	if (rc == OK)
		rc = product_words_show(t, r, p, l->shown);
	if (rc == OK)
		rc = product_said_show(t, r, p);
	return rc == OK ? product_shelves_show(t, r, p) : rc;
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
