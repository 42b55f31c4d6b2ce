/* The checkout's form, and what its choices mean for the cart. */
#include "handlers/checkout.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/saved.h"
#include "lib/country.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static void buyer_fill(struct req *r, struct checkout *c)
{
	struct arena *a = r->cx.arena;
	const struct checkout_form *f = &c->f;
	const char *postal = *f->postal ? postal_norm(a, f->country, f->postal)
					: "";
	const char *vat = *f->vat_id ? vat_id_norm(a, f->vat_id) : "";
	c->buyer = (struct buyer){
		.country = f->country,
		.postal = postal ? postal : "",
		.email_norm = email_is_plausible(f->email)
				      ? email_norm(a, f->email)
				      : "",
		.vat_id = vat ? vat : "",
		.customer = r->visitor->customer,
		.group = r->visitor->group,
	};
}

static int quote_ask_for(
	struct req *r, struct checkout *c, int64_t method, const char *kind)
{
	struct quote_ask ask = {
		.cart = &c->cart,
		.buyer = c->buyer,
		.method = method,
		.kind = kind,
	};
	return quote_make(&r->cx, &ask, &c->quote);
}

/* The way asked for, else home delivery, else the first that there is. */
static int way_choose(struct req *r, struct checkout *c)
{
	const char *asked = c->f.delivery;
	char *end;
	int64_t method = strtoll(asked, &end, 10);
	bool by_id = *asked && !*end && method > 0;
	int rc = quote_ask_for(r, c, by_id ? method : 0,
		by_id    ? ""
		: *asked ? asked
			 : "parcel");
	if (rc < 0 || c->quote.offer || !c->quote.n_offers)
		return rc;
	c->way_lost = *asked != '\0';
	return quote_ask_for(r, c, 0, "");
}

static int ways_load(struct req *r, struct checkout *c)
{
	const struct checkout_form *f = &c->f;
	struct pay_ask ask = {
		.delivery = c->kind,
		.country = f->country,
		.due = c->quote.due,
		.business = *f->company != '\0',
	};
	int rc = pay_ways(&r->cx, &ask, &c->ways, &c->n_ways);
	for (size_t i = 0; rc == OK && i < c->n_ways; i++)
		if (is(c->ways[i].code, f->payment))
			c->way = &c->ways[i];
	/* nothing is left to pay: there is nothing to choose */
	if (rc == OK && !c->way && c->n_ways == 1 && c->quote.due.minor == 0)
		c->way = &c->ways[0];
	if (rc == OK)
		checkout_card_choose(r, c);
	return rc;
}

/* The store that is chosen: as posted, else the customer's own, else the first
 * that has it all; but no order goes to a store that nobody chose. */
static int store_choose(struct req *r, struct checkout *c)
{
	int64_t mine = 0;
	if (*c->f.location && c->n_stores > 1)
		return OK;
	int rc = saved_store(&r->cx, r->visitor->customer, &mine);
	const struct delivery_store *best = NULL;
	size_t whole = 0;
	for (size_t i = 0; i < c->n_stores; i++) {
		const struct delivery_store *s = &c->stores[i];
		whole += s->has_all;
		if (s->has_all && (!best || s->location == mine))
			best = s;
	}
	const char *act = req_form_param(r, "do");
	bool looks = r->method == METHOD_GET ||
		     is(r->path, "/checkout/quote") ||
		     (act && *act && !is(act, "order"));
	if (best && (whole == 1 || r->method == METHOD_GET ||
			    (looks && best->location == mine)))
		c->f.location = arena_printf(
			r->cx.arena, "%" PRId64, best->location);
	return rc;
}

/* Where it can be fetched.  A carrier may have to be asked: not while a page
 * is read, which holds a transaction. */
static int places_load(struct req *r, struct checkout *c, bool may_ask)
{
	const struct delivery_offer *o = c->quote.offer;
	int rc = OK;
	if (is(c->kind, "pickup")) {
		rc = delivery_stores(&r->cx, &c->cart, o->location, &c->stores,
			&c->n_stores);
		if (rc == OK)
			rc = store_choose(r, c);
	}
	if (is(c->kind, "point") && *c->buyer.postal && may_ask)
		rc = delivery_points(&r->cx, o->carrier, c->f.country,
			c->buyer.postal, &c->points, &c->n_points);
	return rc;
}

static int all_load(struct req *r, struct checkout *c)
{
	struct cx *cx = &r->cx;
	int rc = cart_load(cx, r->visitor->cart, &c->cart);
	if (rc < 0)
		return rc;
	buyer_fill(r, c);
	rc = checkout_known_load(r, c);
	if (rc < 0)
		return rc;
	rc = delivery_countries(cx, &c->countries);
	if (rc == OK)
		rc = way_choose(r, c);
	if (rc < 0)
		return rc;
	if (c->quote.offer)
		c->kind = c->quote.offer->kind;
	else
		c->kind = c->quote.undelivered ? "" : "none";
	return ways_load(r, c);
}

/* What is read for a post is of one moment too, and takes the database's locks
 * once instead of for each question. */
int checkout_load(struct req *r, struct checkout *c, bool may_ask)
{
	bool alone = !db_is_busy(r->cx.db);
	int rc = alone ? db_read_begin(r->cx.db) : OK;
	if (rc < 0)
		return rc;
	rc = all_load(r, c);
	if (alone)
		db_read_end(r->cx.db);
	return rc == OK ? places_load(r, c, may_ask) : rc;
}

/* ---- an empty form ---- */

int checkout_fresh(struct req *r, struct checkout *c)
{
	checkout_read(r, c);
	c->errors.n = 0;
	return checkout_known_fill(r, &c->f);
}
