#ifndef DOMAIN_PRICE_H
#define DOMAIN_PRICE_H

#include <stdbool.h>

#include "lib/cx.h"
#include "lib/money.h"

/* What is asked for one unit now, VAT included. */
struct price_now {
	struct money amount;
	struct money prior;  /* lowest of the 30 days before the reduction */
	int64_t percent_off; /* from prior, rounded down; 0: not shown */
	bool reduced;        /* amount < prior, a sale is on */
};

/*
 * The lowest sale in force if below the regular one, else the regular one.
 * prior after Directive 98/6/EC Art. 6a (Omnibus): the minimum of all
 * amounts in force at any moment of [s - 30 days, s), s being when the
 * current amount began.  ERR_NOT_FOUND: no price.
 */
int price_now(struct cx *cx, int64_t variant, struct price_now *out);

/*
 * Ask amount from cx->now on.  kind "regular" or "sale"; a sale ends at to_ms
 * (0: open).  Closes the row of the kind in force, writes price_log when what
 * is asked changes, touches the catalogue.  The same amount and end again:
 * nothing.  ERR_INVALID: below 0, too much, or an end that has passed.
 */
int price_set(struct cx *cx, int64_t variant, const char *kind,
	struct money amount, int64_t to_ms);

/*
 * What is not on offer (a draft, an archived variant) asks no price, and a
 * price that nobody was asked is no prior price.  Call before and after a
 * variant, or its product, goes on offer or off, in that transaction.
 */
int price_offer_log(struct cx *cx, int64_t variant);

/* End a sale now. */
int price_sale_end(struct cx *cx, int64_t variant);

/* The regular and the sale price in force (sale < 0: none): for forms. */
int price_both(struct cx *cx, int64_t variant, struct money *regular,
	struct money *sale);

/* When the sale in force ends; 0: it is open, or there is none. */
int price_sale_until(struct cx *cx, int64_t variant, int64_t *to_ms);

#endif
