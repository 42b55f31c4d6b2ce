/* The public product page: look at a product, choose a variant. */
#include "handlers/product_page.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "domain/category.h"
#include "domain/delivery.h"
#include "domain/quote.h"
#include "domain/setting.h"
#include "domain/slug.h"
#include "handlers/card.h"
#include "handlers/handlers.h"
#include "handlers/shop.h"
#include "lib/err.h"
#include "lib/frag.h"
#include "lib/md.h"
#include "lib/tr.h"

enum { SIMILAR = 4 };

static const char GALLERY_SIZES[] =
	"(min-width: 64rem) 40rem, (min-width: 48rem) 50vw, 100vw";

/* "12.17" with the value of option i replaced by id. */
static const char *key_with(struct req *r, const struct product *p,
	const char *key, size_t i, int64_t id)
{
	const char *out = "";
	for (size_t k = 0; k < p->n_options; k++) {
		char *end;
		int64_t v = strtoll(key, &end, 10);
		out = arena_printf(r->cx.arena, "%s%s%" PRId64, out,
			k ? "." : "", k == i ? id : v);
		key = *end == '.' ? end + 1 : end;
	}
	return out;
}

static int64_t key_value(const char *key, size_t i)
{
	while (i-- && key) {
		key = strchr(key, '.');
		key = key ? key + 1 : NULL;
	}
	return key ? strtoll(key, NULL, 10) : 0;
}

const char *product_chosen_key(struct req *r, const struct product *p,
	const char *(*param)(const struct req *r, const char *name))
{
	const struct variant *first = product_default(p);
	const char *key = first->option_key;
	for (size_t i = 0; i < p->n_options; i++) {
		const struct option *o = &p->options[i];
		const char *code = param(
			r, arena_printf(r->cx.arena, "o-%s", o->code));
		for (size_t k = 0; code && k < o->n; k++)
			if (strcmp(o->values[k].code, code) == 0)
				key = key_with(r, p, key, i, o->values[k].id);
	}
	return key;
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
		p, key_with(r, p, key, i, v->id));
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

static const char *stock_words(struct req *r, const struct variant *v)
{
	long n = (long)v->stock.sellable;
	if (!v->stock.tracked)
		return tr("In stock");
	if (n > STOCK_FEW)
		return arena_printf(r->cx.arena,
			tr_n("In stock, %ld piece", "In stock, %ld pieces",
				n > 20 ? 20 : n),
			n);
	return arena_printf(
		r->cx.arena, tr_n("Only %ld left", "Only %ld left", n), n);
}

static void stock_show(
	struct tpl *t, struct req *r, const struct variant *v, int64_t *until)
{
	int64_t promise = delivery_promise(&r->cx, until);
	const char *place = setting_get(&r->cx, "shop.pickup");
	struct tpl *s;
	if (v->stock.sellable <= 0) {
		tpl_show(t, v->stock.backorder ? "ORDERED" : "SOLD_OUT");
	} else {
		bool few = v->stock.tracked && v->stock.sellable <= STOCK_FEW;
		s = tpl_section(t, few ? "FEW" : "IN_STOCK");
		tpl_text(s, "STOCK", stock_words(r, v));
		tpl_time(s, "DAY", CLOCK_DATE_SHORT, promise);
	}
	if (*place && variant_can_buy(v))
		tpl_text(tpl_section(t, "PICKUP"), "PLACE", place);
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
	tpl_text(t, "DELIVERY",
		arena_printf(r->cx.arena, tr("delivery %s"),
			money_format(r->cx.arena, r->cx.locale,
				setting_get(&r->cx, "shop.currency"),
				money(setting_int(&r->cx, "delivery.price")))));
	return OK;
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
			picture_show(tpl_section(t, "PIC"), "PICTURE", r,
				&named,
				&(struct picture_use){.sizes = GALLERY_SIZES,
					.first = first});
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

static int similar_show(struct tpl *t, struct req *r, const struct product *p)
{
	int64_t *ids, total, pick[SIMILAR];
	size_t n, k = 0;
	if (!p->category)
		return OK;
	int rc = product_list(&r->cx, p->category, SORT_BEST, 0, PRODUCT_PAGE,
		&ids, &n, &total);
	for (size_t i = 0; rc == OK && i < n && k < SIMILAR; i++) {
		struct card c;
		if (ids[i] != p->id && product_card(&r->cx, ids[i], &c) == OK &&
			!c.sold_out)
			pick[k++] = ids[i];
	}
	if (rc < 0 || k == 0)
		return rc;
	struct buf *cards = page_buf(r);
	rc = cards_add(r, pick, k, cards);
	tpl_html(tpl_section(t, "SIMILAR"), "CARDS", cards->p, cards->len);
	return rc;
}

static int body_fill(struct req *r, const struct product *p,
	const struct variant *v, const char *key, struct tpl *t, int64_t *until)
{
	tpl_text(t, "P", r->lang_prefix);
	tpl_text(t, "NAME", p->name);
	tpl_text(t, "SLUG", p->slug);
	tpl_text(t, "CHOICE", v->label);
	options_show(t, r, p, key);
	pictures_show(t, r, p, v);
	words_show(t, r, p, v);
	stock_show(t, r, v, until);
	const struct variant *any = product_default(p);
	if (variant_can_buy(any)) {
		struct tpl *b = tpl_section(t, "BUY");
		tpl_int(b, "MAX",
			v->stock.tracked && v->stock.sellable > 0
				? v->stock.sellable
				: 99);
	} else {
		tpl_show(t, "NOT_BUY");
	}
	const char *json = product_variants_json(r, p);
	tpl_html(t, "JSON", json, strlen(json));
	int rc = price_show(t, r, p, v);
	if (rc == OK)
		rc = crumbs_show(t, r, p->category);
	if (rc == OK)
		rc = similar_show(t, r, p);
	return rc;
}

static int body_add(struct req *r, const struct product *p, const char *key,
	struct buf *out)
{
	const struct variant *v = product_variant(p, key);
	if (!v)
		v = product_default(p);
	int64_t until;
	size_t at = out->len;
	struct tpl *t = tpl_new(&r->cx, "shop/product.tpl");
	int rc = body_fill(r, p, v, key, t, &until);
	if (rc == OK)
		rc = tpl_render(t, out);
	if (rc == OK)
		frag_keep(product_frag_key(r, p->id, key), r->version, until,
			out->p + at, out->len - at);
	return rc;
}

const char *product_frag_key(struct req *r, int64_t id, const char *key)
{
	return arena_printf(r->cx.arena, "product/%s/%" PRId64 "/%s",
		r->cx.locale, id, key);
}

static const char *alternate(struct req *r, const char *locale, void *arg)
{
	struct cx cx = r->cx;
	cx.locale = locale;
	const char *slug = slug_of(&cx, "product", *(int64_t *)arg);
	return slug ? arena_printf(r->cx.arena, "/p/%s", slug) : NULL;
}

static int top_of(struct req *r, int64_t category, int64_t *top)
{
	struct category *chain;
	size_t n;
	*top = 0;
	if (!category)
		return OK;
	int rc = category_chain(&r->cx, category, &chain, &n);
	if (rc == OK && n)
		*top = chain[0].id;
	return rc == ERR_NOT_FOUND ? OK : rc;
}

int product_page(struct req *r, struct product *p, const char *key,
	const char *problem, int status)
{
	struct page page = {
		.title = p->name,
		.description = *p->summary ? p->summary
					   : md_plain(r->cx.arena,
						     p->description, 160),
		.canonical = arena_printf(r->cx.arena, "/p/%s", p->slug),
		.script = p->n_variants > 1 ? "js/product.js" : NULL,
		.alternate = alternate,
		.alternate_arg = &p->id,
	};
	int rc = top_of(r, p->category, &page.category);
	if (rc == OK)
		rc = page_head(r, &page);
	struct tpl *live = tpl_new(&r->cx, "shop/token.tpl");
	page_csrf(r, live);
	if (problem)
		tpl_text(tpl_section(live, "ERROR"), "TEXT", problem);
	if (rc == OK)
		rc = tpl_render(live, r->out);
	if (rc == OK && !frag_emit(r->out, product_frag_key(r, p->id, key),
				r->version, r->cx.now))
		rc = body_add(r, p, key, r->out);
	if (rc == OK)
		rc = page_foot(r, &page);
	return rc == OK ? resp_html(r, status) : rc;
}

/* GET /p/:slug */
int product_show(struct req *r)
{
	const char *asked = req_path_param(r, "slug");
	struct slug_hit hit;
	int rc = slug_find(&r->cx, "product", asked, &hit);
	if (rc < 0)
		return rc;
	struct product p;
	rc = product_get(&r->cx, hit.target, &p);
	if (rc < 0)
		return rc;
	if (strcmp(hit.current, asked) != 0)
		return resp_moved(
			r, arena_printf(r->cx.arena, "/p/%s", hit.current));
	return product_page(
		r, &p, product_chosen_key(r, &p, req_query_param), NULL, 200);
}
