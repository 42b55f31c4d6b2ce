#include "domain/quote.h"

#include <string.h>

#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"

static struct quote_tax *tax_row(struct quote *q, int64_t rate_bp)
{
	for (size_t i = 0; i < q->n_tax; i++)
		if (q->tax[i].rate_bp == rate_bp)
			return &q->tax[i];
	if (q->n_tax == QUOTE_RATES_MAX)
		return NULL;
	q->tax[q->n_tax].rate_bp = rate_bp;
	return &q->tax[q->n_tax++];
}

static int add_goods(struct cx *cx, const struct cart *cart,
	const char *country, struct quote *out)
{
	int64_t day = clock_day(cx->now);
	for (size_t i = 0; i < cart->n; i++) {
		const struct cart_line *l = &cart->lines[i];
		int64_t rate = 0;
		if (l->gone)
			continue;
		int rc = tax_rate_on(cx, l->tax_class, country, day, &rate);
		if (rc < 0)
			return rc;
		struct quote_tax *t = tax_row(out, rate);
		if (!t || !money_add(t->gross, l->sum, &t->gross))
			return ERR_INVALID;
	}
	return OK;
}

/* Delivery follows the goods: split over their rates by gross. */
static void add_delivery(struct quote *q)
{
	int64_t weight[QUOTE_RATES_MAX];
	struct money part[QUOTE_RATES_MAX];
	for (size_t i = 0; i < q->n_tax; i++)
		weight[i] = q->tax[i].gross.minor;
	money_split(q->delivery, weight, q->n_tax, part);
	for (size_t i = 0; i < q->n_tax; i++) {
		struct quote_tax *t = &q->tax[i];
		t->delivery = part[i];
		t->gross.minor += part[i].minor;
		if (t->rate_bp != RATE_OUTSIDE)
			t->vat = money_vat(t->gross, t->rate_bp);
	}
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

int quote_make(struct cx *cx, const struct quote_ask *ask, struct quote *out)
{
	const struct cart *cart = ask->cart;
	*out = (struct quote){.goods = cart->goods};
	int rc = tax_rule_of(cx, &ask->buyer, &out->tax_rule);
	if (rc == OK)
		rc = add_goods(cx, cart, out->tax_rule.country, out);
	struct delivery_load load = {
		.units = cart->units,
		.goods = cart->goods,
		.here = cart_is_here(cart),
	};
	if (rc == OK)
		rc = delivery_offers(
			cx, &ask->buyer, &load, &out->offers, &out->n_offers);
	if (rc < 0)
		return rc;

	out->offer = choose(out, ask);
	out->undelivered = !out->offer;
	if (out->offer && out->n_tax) {
		out->delivery = out->offer->cost;
		out->free_limit = out->offer->free_from;
		out->to_free = out->offer->to_free;
		add_delivery(out);
	}
	if (!money_add(out->goods, out->delivery, &out->total))
		return ERR_INVALID;
	out->due = out->total;
	return OK;
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
