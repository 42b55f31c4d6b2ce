#ifndef DOMAIN_HEALTH_H
#define DOMAIN_HEALTH_H

#include "lib/cx.h"

/*
 * What must always hold, counted where it does not (0 is healthy).  Negative:
 * an error.
 */

/* Stock rows whose on_hand is not the sum of their movements. */
int64_t health_stock_sums(struct cx *cx);

/* Stock rows whose held is not the sum of their active holds. */
int64_t health_stock_holds(struct cx *cx);

/*
 * Rows that lie where they must not: units at a place that was archived,
 * holds of a pickup in another store than the order's, active holds of orders
 * that were cancelled.
 */
int64_t health_stock_places(struct cx *cx);

/* Products of which lists know something else than is so. */
int64_t health_listings(struct cx *cx);

/* Numbers of invoices and credit notes that are missing. */
int64_t health_documents(struct cx *cx);

/*
 * Orders whose total, lines, taxes, credits, payments, refunds and payment
 * state do not agree; an order counts once for each thing.
 */
int64_t health_orders(struct cx *cx);

/* Gift cards whose balance is not the sum of their moves, or that are worth
 * something though the order that sold them was cancelled. */
int64_t health_gift_cards(struct cx *cx);

/* Promotions and coupons whose count is not that of their uses. */
int64_t health_promotions(struct cx *cx);

/* Products whose stars are not those of their shown reviews, and reviews
 * whose count of votes is not that of their rows. */
int64_t health_reviews(struct cx *cx);

/* Jobs that have been due for a quarter of an hour: nobody does them. */
int64_t health_late_jobs(struct cx *cx);

/* Jobs that were given up: a person has to look at them. */
int64_t health_dead_letters(struct cx *cx);

#endif
