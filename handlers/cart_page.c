/* The cart as a page. */
#include "handlers/cart_page.h"

#include "handlers/handlers.h"
#include "handlers/shop.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/cart.h"
#include "domain/cart_gift.h"
#include "domain/delivery.h"
#include "domain/product.h"
#include "domain/product_edit.h"
#include "domain/provider.h"
#include "domain/quote.h"
#include "domain/setting.h"
#include "domain/slug.h"
#include "handlers/card.h"
#include "handlers/product_page.h"
#include "handlers/rails.h"
#include "handlers/sums.h"
#include "lib/err.h"
#include "lib/form.h"
#include "lib/frag.h"
#include "lib/json.h"
#include "lib/text.h"
#include "lib/tr.h"

static const char LINE_SIZES[] = "6rem";

static void line_price(struct tpl *s, const struct cart_line *l)
{
	tpl_money(s, "SUM", l->gone ? money(0) : l->sum);
	if (*l->options)
		tpl_text(tpl_section(s, "OPTIONS"), "TEXT", l->options);
	bool told = *l->options;
	if (l->qty > 1 && !l->gone) {
		struct tpl *each = tpl_section(s, "EACH");
		tpl_show_if(each, "DOT", told);
		tpl_money(each, "UNIT", l->price.amount);
		told = true;
	}
	if (!l->price.reduced)
		return;
	struct tpl *red = tpl_section(s, "REDUCED");
	tpl_show_if(red, "DOT", told);
	if (l->price.percent_off > 0)
		tpl_textf(tpl_section(red, "OFF"), "PERCENT", "−%" PRId64 " %%",
			l->price.percent_off);
	tpl_money(red, "PRIOR", l->price.prior);
}

/* Where its code goes. */
static void gift_line(
	struct tpl *s, struct req *r, int64_t cart, const struct cart_line *l)
{
	struct cart_gift g;
	bool told = cart_gift_get(&r->cx, cart, l->variant, &g) == OK;
	if (!told || !*g.email) {
		tpl_show(s, "TO_YOU");
		return;
	}
	struct tpl *to = tpl_section(s, "TO");
	tpl_text(to, "WHO",
		*g.recipient ? arena_printf(r->cx.arena, "%s, %s", g.recipient,
				       g.email)
			     : g.email);
}

/* When a thing ordered now comes: the same for everyone, until it changes. */
static const char *promise(struct req *r)
{
	const char *key = arena_printf(r->cx.arena, "promise/%s", r->cx.locale);
	size_t n = 0;
	int64_t until = 0;
	const char *words = frag_find(key, r->version, r->cx.now, &n);
	if (words)
		return arena_strndup(r->cx.arena, words, n);
	words = delivery_promise_words(&r->cx, &until);
	frag_keep(key, r->version, until, words, strlen(words));
	return words;
}

static void line_state(
	struct tpl *s, struct req *r, int64_t cart, const struct cart_line *l)
{
	if (l->gone) {
		tpl_show(s, "GONE");
		return;
	}
	if (strcmp(l->kind, "gift_card") == 0) {
		gift_line(tpl_section(s, "GIFT"), r, cart, l);
	} else if (l->short_) {
		long n = (long)l->stock.sellable;
		tpl_text(tpl_section(s, "SHORT"), "TEXT",
			arena_printf(r->cx.arena,
				tr_n("Only %ld left: change the quantity.",
					"Only %ld left: change the quantity.",
					n),
				n));
	} else if (!cart_line_is_here(l)) {
		tpl_show(s, "ORDERED");
	} else {
		tpl_text(tpl_section(s, "OK"), "DAY", promise(r));
	}
	struct tpl *c = tpl_section(s, "CHANGE");
	tpl_int(c, "MAX",
		l->stock.most > CART_QTY_MAX ? CART_QTY_MAX : l->stock.most);
}

static void line_show(struct tpl *t, struct req *r, int64_t cart,
	const struct cart_line *l, size_t i)
{
	struct tpl *s = tpl_section(t, "LINE");
	tpl_int(s, "N", (int64_t)i + 1);
	tpl_int(s, "QTY", l->qty);
	tpl_text(s, "NAME", l->name);
	tpl_text(s, "SKU", l->sku);
	tpl_text(s, "P", r->lang_prefix);
	tpl_text(s, "TOKEN", req_csrf(r));
	if (l->path && !l->gone)
		tpl_text(tpl_section(s, "LINK"), "PATH", l->path);
	else
		tpl_show(s, "NOLINK");
	picture_show(s, "PICTURE", r, &l->picture,
		&(struct picture_use){.sizes = LINE_SIZES, .decorative = true});
	tpl_show_if(s, "LATER", l->on_sale);
	line_price(s, l);
	line_state(s, r, cart, l);
}

/* "Bank transfer, Card": the ways to pay for a parcel like this. */
static void ways_show(struct tpl *t, struct req *r, const struct quote *q)
{
	struct pay_way *ways;
	size_t n = 0;
	const char *names = "";
	struct pay_ask ask = {
		.delivery = "parcel",
		.country = setting_get(&r->cx, "shop.country"),
		.due = q->due,
	};
	if (pay_ways(&r->cx, &ask, &ways, &n) < 0 || !n || !q->due.minor)
		return;
	for (size_t i = 0; i < n; i++)
		names = arena_printf(r->cx.arena, "%s%s%s", names,
			i ? " · " : "", ways[i].label);
	tpl_text(tpl_section(t, "PAY"), "WAYS", names);
}

static void summary_show(struct tpl *t, struct req *r, const struct cart *c,
	const struct quote *q)
{
	sums_show(r, t, "SUMS",
		&(struct sums){.quote = q,
			.units = c->units,
			.delivery_name = tr("Delivery")});
	if (!q->n_offers && !q->undelivered) /* nothing is sent */
		tpl_show(t, "MAILED");
	else if (cart_is_here(c))
		tpl_text(tpl_section(t, "PROMISED"), "DAY", promise(r));
	else
		tpl_show(t, "LATER");
	ways_show(t, r, q);
	const char *place = setting_get(&r->cx, "shop.pickup");
	if (*place)
		tpl_text(tpl_section(t, "PICKUP"), "PLACE", place);
	if (q->to_free.minor > 0) {
		struct tpl *f = tpl_section(t, "TO_FREE");
		tpl_money(f, "MISSING", q->to_free);
		tpl_int(f, "LIMIT_MINOR", q->free_limit.minor);
		tpl_int(f, "GOODS_MINOR",
			q->free_limit.minor - q->to_free.minor);
	} else if (q->free_limit.minor > 0) {
		tpl_show(t, "IS_FREE");
	}
	tpl_show(t, c->blocked || !c->units ? "BLOCKED" : "GO");
}

int64_t cart_qty_read(const char *text, int64_t fallback)
{
	if (!text || !*text)
		return fallback;
	char *end;
	long long n = strtoll(text, &end, 10);
	return *end || n < 0 || n > CART_QTY_MAX ? -1 : n;
}

/* "X removed. Undo": what ?removed= names, once. */
static void undo_show(struct tpl *t, struct req *r)
{
	const char *saved = req_query_param(r, "saved");
	const char *sku = saved ? saved : req_query_param(r, "removed");
	int64_t qty = cart_qty_read(req_query_param(r, "qty"), 1);
	int64_t variant, product;
	struct product p;
	if (!sku || qty < 1 ||
		variant_by_sku(&r->cx, sku, &variant, &product) < 0 ||
		product_get(&r->cx, product, &p) < 0)
		return;
	struct tpl *u = tpl_section(t, "UNDO");
	tpl_text(u, "P", r->lang_prefix);
	tpl_text(u, "TOKEN", req_csrf(r));
	tpl_text(u, "NAME", p.name);
	tpl_text(u, "SKU", sku);
	tpl_int(u, "QTY", qty);
	tpl_show(u, saved ? "SAVED" : "GONE");
	tpl_show_if(u, "LATER", saved && req_query_param(r, "new"));
}

/* An empty cart has the shelf of the home page. */
static int rails_below(struct req *r, const struct cart *cart,
	const struct quote *quote, struct page *p)
{
	struct rails *rails;
	const struct rails_of of = {.missing_minor = quote->to_free.minor};
	int rc = rails_new(r, &rails);
	if (rc == OK)
		rc = rails_begin(rails, &of);
	if (rc == OK)
		rc = rails_put(
			rails, cart->n ? RAIL_ADDTO : RAIL_FOR_YOU, RAIL_BEST);
	p->after = rails_send;
	p->after_arg = rails;
	return rc;
}

int cart_page_with(struct req *r, const char *problem,
	const struct code_said *said, int status)
{
	struct cart cart;
	struct quote quote = {0};
	struct quote_ask ask = {
		.cart = &cart,
		.buyer = {.country = "",
			.postal = "",
			.email_norm = "",
			.vat_id = "",
			.customer = r->visitor->customer,
			.group = r->visitor->group},
		.kind = "parcel",
	};
	int rc = cart_load(&r->cx, r->visitor->cart, &cart);
	if (rc == OK)
		rc = quote_make(&r->cx, &ask, &quote);
	if (rc < 0)
		return rc;
	struct tpl *t = tpl_new(&r->cx, "shop/cart.tpl");
	struct tpl *s = tpl_section(t, cart.n ? "FULL" : "EMPTY");
	tpl_text(s, "P", r->lang_prefix);
	undo_show(s, r);
	if (problem)
		tpl_text(tpl_section(s, "PROBLEM"), "TEXT", problem);
	for (size_t i = 0; i < cart.n; i++)
		line_show(s, r, cart.id, &cart.lines[i], i);
	if (cart.n) {
		summary_show(s, r, &cart, &quote);
		tpl_text(s, "TOKEN", req_csrf(r));
		rc = codes_show(r, s, "CODES",
			&(struct codes){.cart = cart.id,
				.quote = &quote,
				.typed = said->typed,
				.problem = said->problem});
	}
	if (rc < 0)
		return rc;
	struct page p = {.title = tr("Cart"), .top = "cart", .noindex = true};
	rc = rails_below(r, &cart, &quote, &p);
	return rc < 0 ? rc : page_send(r, &p, t, status);
}

int cart_page(struct req *r, const char *problem, int status)
{
	return cart_page_with(r, problem, &(struct code_said){0}, status);
}
