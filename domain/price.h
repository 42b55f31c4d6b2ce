#ifndef DOMAIN_PRICE_H
#define DOMAIN_PRICE_H

#include <stdbool.h>
#include <stddef.h>

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

/* When the clock changes that, or whether it is on offer; INT64_MAX: nothing is
 * foreseen. */
int price_until(struct cx *cx, int64_t variant, int64_t *until);

/*
 * Ask amount from cx->now on.  kind "regular" or "sale"; a sale ends at to_ms
 * (0: open).  Closes the row of the kind in force, writes price_log when what
 * is asked changes, touches the catalogue.  The same amount and end again:
 * nothing.  ERR_INVALID: below 0, too much, or an end that has passed.
 */
int price_set(struct cx *cx, int64_t variant, const char *kind,
	struct money amount, int64_t to_ms);

/*
 * What is not on offer (a draft, an archived variant, one that is not yet
 * published) asks no price, and a price that nobody was asked is no prior
 * price.  Call the first before and the second after a variant, or its
 * product, goes on offer or off or its publish dates change, in that
 * transaction.  What the clock publishes needs no call.
 */
int price_offer_log(struct cx *cx, int64_t variant);
int price_offer_changed(struct cx *cx, int64_t variant);

/* What will be asked at a moment to come, as far as it is foreseen. */
int price_at(
	struct cx *cx, int64_t variant, int64_t at_ms, struct price_now *out);

/*
 * Ask amount from from_ms on: a "sale" until to_ms (0: open), which may overlap
 * others (the lowest counts), or a "regular" price until the next one.  The
 * same one again is the same row.  ERR_INVALID: the amount, a beginning that
 * is not to come, an end before it, a regular price with an end.
 * ERR_CONFLICT: another regular price begins at that very moment.
 */
int price_schedule(struct cx *cx, int64_t variant, const char *kind,
	struct money amount, int64_t from_ms, int64_t to_ms, int64_t *id);

/* Take back what has not begun: no price that was asked is ever removed.
 * ERR_CONFLICT: it has begun, or is not there any more. */
int price_cancel(struct cx *cx, int64_t id);

/* What is foreseen for a product's variants, the next first. */
struct price_coming {
	int64_t id, variant, from_ms, to_ms; /* to_ms 0: open */
	const char *sku, *kind;
	struct money amount;
	struct price_now then; /* all that will be asked at from_ms */
};
int price_coming(
	struct cx *cx, int64_t product, struct price_coming **out, size_t *n);
int price_coming_find(
	struct cx *cx, int64_t id, struct price_coming *out, int64_t *product);

/* Write into the log what the clock has changed since the last call, at each
 * change's own time.  *n: rows of variants looked at. */
int price_sweep(struct cx *cx, int64_t *n);

/* End a sale now. */
int price_sale_end(struct cx *cx, int64_t variant);

/* The regular and the sale price in force (sale < 0: none): for forms. */
int price_both(struct cx *cx, int64_t variant, struct money *regular,
	struct money *sale);

/* When the sale in force ends; 0: it is open, or there is none. */
int price_sale_until(struct cx *cx, int64_t variant, int64_t *to_ms);

#endif
