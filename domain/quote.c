/* What a cart would cost: everything the price engine has to know, read. */
#include "domain/quote.h"

#include <string.h>

#include "domain/price_engine.h"
#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"

struct quoting {
	struct cx *cx;
	const struct quote_ask *ask;
	struct quote *out;
	struct buyer buyer;
	struct price_line *lines;
	size_t *of; /* lines[i] is cart->lines[of[i]] */
	size_t n;
	struct promotion *promotions;
	size_t n_promotions;
	struct delivery_load load;
	bool asked, sent;
	int rc; /* of offers asked for within the calculation */
};

static bool is_kind(const struct cart_line *l, const char *kind)
{
	return strcmp(l->kind, kind) == 0;
}

static const struct delivery_offer *choose(
	const struct quote *q, const struct quote_ask *ask)
{
	for (size_t i = 0; i < q->n_offers; i++) {
		const struct delivery_offer *o = &q->offers[i];
		if (ask->method ? o->method == ask->method
				: !*ask->kind || !strcmp(o->kind, ask->kind))
			return o;
	}
	return NULL;
}

/* What can be had when the goods come to so much. */
static struct money ask_offers(void *arg, struct money goods)
{
	struct quoting *q = arg;
	struct quote *out = q->out;
	if (!q->sent || q->rc < 0)
		return money(0);
	if (!q->asked || q->load.goods.minor != goods.minor) {
		q->asked = true;
		q->load.goods = goods;
		q->rc = delivery_offers(q->cx, &q->buyer, &q->load,
			&out->offers, &out->n_offers);
		if (q->rc < 0)
			return money(0);
		out->offer = choose(out, q->ask);
	}
	return out->offer ? out->offer->cost : money(0);
}

static void add_line(struct quoting *q, size_t of, const struct cart_line *l)
{
	struct price_line *p = &q->lines[q->n];
	q->of[q->n++] = of;
	*p = (struct price_line){
		.product = l->product,
		.qty = l->qty,
		.unit = l->price.amount,
		.on_sale = l->price.reduced,
		.gift_card = is_kind(l, "gift_card"),
	};
	if (p->gift_card || is_kind(l, "service"))
		return;
	q->load.units += l->qty;
	q->load.weight_g += l->weight_g * l->qty;
	q->load.here = q->load.here && l->stock.sent >= l->qty;
}

static int read_lines(struct quoting *q)
{
	const struct cart *cart = q->ask->cart;
	struct money goods = money(0);
	q->lines = ARENA_ARRAY(q->cx->arena, struct price_line, cart->n + 1);
	q->of = ARENA_ARRAY(q->cx->arena, size_t, cart->n + 1);
	q->load.here = true;
	for (size_t i = 0; i < cart->n; i++) {
		const struct cart_line *l = &cart->lines[i];
		if (l->gone)
			continue;
		add_line(q, i, l);
		if (!is_kind(l, "gift_card") &&
			!money_add(goods, l->sum, &goods))
			return ERR_INVALID;
	}
	q->sent = cart_is_sent(cart);
	q->load.stores_only = cart_is_in_stores(cart);
	(void)ask_offers(q, goods);
	return q->rc;
}

/* Whose VAT: of what is handed over here, or not sent at all, the shop's. */
static int read_rule(struct quoting *q)
{
	struct quote *out = q->out;
	bool leaves = q->sent && out->offer &&
		      strcmp(out->offer->kind, "pickup") != 0;
	struct buyer here = q->buyer;
	here.country = here.postal = here.vat_id = "";
	return tax_rule_of(q->cx,
		leaves || (q->sent && !out->offer) ? &q->buyer : &here,
		&out->tax_rule);
}

/* A rate that nobody has entered is never guessed: the sums shown are then
 * with the shop's own, and the order is refused. */
static int read_rate(struct quoting *q, const char *tax_class, int64_t *rate)
{
	struct quote *out = q->out;
	int64_t day = clock_day(q->cx->now);
	int rc = tax_rate_on(
		q->cx, tax_class, out->tax_rule.country, day, rate);
	if (rc != ERR_NOT_FOUND || strcmp(out->tax_rule.reason, "oss") != 0)
		return rc;
	out->no_tax_rate = true;
	return tax_rate_on(q->cx, tax_class, setting_get(q->cx, "shop.country"),
		day, rate);
}

static int read_rates(struct quoting *q)
{
	const struct cart *cart = q->ask->cart;
	int rc = OK;
	for (size_t i = 0; rc == OK && i < q->n; i++) {
		struct price_line *p = &q->lines[i];
		const char *class = cart->lines[q->of[i]].tax_class;
		size_t same = 0;
		while (same < i &&
			(q->lines[same].gift_card ||
				strcmp(class,
					cart->lines[q->of[same]].tax_class) !=
					0))
			same++;
		if (p->gift_card)
			p->rate_bp = RATE_OUTSIDE;
		else if (same < i)
			p->rate_bp = q->lines[same].rate_bp;
		else
			rc = read_rate(q, class, &p->rate_bp);
	}
	return rc;
}

static int calculate(struct quoting *q)
{
	struct quote *out = q->out;
	struct price_ask ask = {
		.lines = q->lines,
		.n_lines = q->n,
		.promotions = q->promotions,
		.n_promotions = q->n_promotions,
		.tax_reason = out->tax_rule.reason,
		.delivery = ask_offers,
		.arg = q,
	};
	int rc = price_make(q->cx->arena, &ask, out);
	for (size_t i = 0; i < out->n_lines; i++)
		if (strcmp(out->lines[i].kind, "delivery") != 0)
			out->lines[i].of = q->of[out->lines[i].of];
	if (rc == OK)
		rc = q->rc;
	out->undelivered = q->sent && !out->offer;
	if (out->offer) {
		out->free_limit = out->offer->free_from;
		out->to_free = out->offer->to_free;
	}
	return rc;
}

/* Gift cards pay for everything but gift cards. */
static int pay_by_cards(struct quoting *q)
{
	struct quote *out = q->out;
	struct gift_card *cards;
	size_t n;
	int rc = gift_cards_of_cart(q->cx, q->ask->cart->id, &cards, &n);
	if (rc < 0)
		return rc;
	struct money left = out->total;
	for (size_t i = 0; i < out->n_lines; i++)
		if (strcmp(out->lines[i].kind, "gift_card") == 0)
			left.minor -= out->lines[i].gross.minor;
	out->cards = ARENA_ARRAY(q->cx->arena, struct gift_card, n + 1);
	out->card_parts = ARENA_ARRAY(q->cx->arena, struct money, n + 1);
	for (size_t i = 0; i < n && left.minor > 0; i++) {
		struct money part = cards[i].balance.minor < left.minor
					    ? cards[i].balance
					    : left;
		if (part.minor <= 0)
			continue;
		out->cards[out->n_cards] = cards[i];
		out->card_parts[out->n_cards++] = part;
		out->gift.minor += part.minor;
		left.minor -= part.minor;
	}
	out->due = money(out->total.minor - out->gift.minor);
	return OK;
}

int quote_make(struct cx *cx, const struct quote_ask *ask, struct quote *out)
{
	*out = (struct quote){0};
	struct quoting q = {
		.cx = cx, .ask = ask, .out = out, .buyer = ask->buyer};
	int rc = read_lines(&q);
	if (rc == OK)
		rc = read_rule(&q);
	if (rc == OK)
		rc = read_rates(&q);
	if (rc == OK)
		rc = promotions_in_force(cx, &q.buyer, ask->cart->id,
			&q.promotions, &q.n_promotions);
	if (rc == OK)
		rc = calculate(&q);
	if (rc == OK && ask->cart->id)
		rc = pay_by_cards(&q);
	if (rc == OK && ask->cart->id)
		rc = quote_idle_codes(cx, ask, out);
	return rc;
}

int quote_of(struct cx *cx, const struct cart *cart, const char *kind,
	struct quote *out)
{
	struct quote_ask ask = {
		.cart = cart,
		.buyer = {.country = "",
			.postal = "",
			.email_norm = "",
			.vat_id = ""},
		.kind = kind,
	};
	return quote_make(cx, &ask, out);
}
