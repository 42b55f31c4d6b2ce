#ifndef DOMAIN_CUSTOMER_VALUE_H
#define DOMAIN_CUSTOMER_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

/*
 * What a customer has been worth to the shop and how they buy, of every
 * account with orders: the table customer_value.  Cancelled orders count
 * nothing, what was credited is taken off.  Who objected to the use of their
 * history (consent "history") has no row; products of sensitive categories
 * say nothing of price level, discounts and favourite categories.
 *
 * Method.  Recency, frequency and money in quintiles as in direct marketing:
 * A. M. Hughes, Strategic Database Marketing (1994); J. R. Miglautsch,
 * Thoughts on RFM scoring, Journal of Database Marketing 8 (2000), whose
 * point is what to do with ties: most customers of most shops bought once.
 * Here equal customers have equal quintiles: the middle of the ranks that
 * they share (the fractional rank of statistics) decides.  5 is the best.
 *
 * Price level: where in the prices of its own category a product stands
 * (price_place), averaged over the units bought, in five equal steps, 5 the
 * dearest; 3 when nothing is known.  Historic value, not a forecast.
 */
struct customer_value {
	int64_t customer;
	int64_t last_day, orders, spent_minor;
	int64_t recency, frequency, money; /* 1 to 5 */
	int64_t price_level;               /* 1 to 5 */
	int64_t discount_bp;               /* units bought reduced, or with a
					      promotion on their line */
	int64_t category, category2;       /* favourite: by units; 0 none */
	int64_t at_ms;
};

/* ERR_NOT_FOUND: no orders, or they objected. */
int customer_value_get(
	struct cx *cx, int64_t customer, struct customer_value *out);

/* To be made anew by the worker, within a second, with the profile's orders and
 * the segments: in the caller's transaction, with every write of what a rule
 * of a segment can ask.  customer 0, an order of a guest: nothing. */
int customer_value_stale(struct cx *cx, int64_t customer);
int customer_value_stale_order(struct cx *cx, int64_t order);
/* Whoever has that address, or the letters that go to it. */
int customer_value_stale_email(struct cx *cx, const char *email_norm);

/* Forget at once, segments too: they objected. */
int customer_value_forget(struct cx *cx, int64_t customer);

/* One customer, now, quintiles among the others as they stand. */
int customer_value_refresh(struct cx *cx, int64_t customer);

/* The next step customers above *after, in one transaction; *after 0: that
 * was all.  Quintiles are left as they were: customer_value_rank follows. */
int customer_value_step(struct cx *cx, int64_t *after, int64_t step);

/* Quintiles of all, written where they changed, some at a time. */
int customer_value_rank(struct cx *cx);

/* Where in its categories each product's price stands; some at a time. */
int price_place_refresh(struct cx *cx);

/* Those that were marked, oldest first, at most max; segments too. */
int customer_value_work(struct cx *cx, int64_t max, int64_t *n);

#endif
