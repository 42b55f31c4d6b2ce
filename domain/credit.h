#ifndef DOMAIN_CREDIT_H
#define DOMAIN_CREDIT_H

#include <stddef.h>

#include "lib/cx.h"
#include "lib/money.h"

/*
 * What was charged and is taken back, by line and unit.  The share of a
 * discount that a unit bears goes with it: a line's value is spread over its
 * units by largest remainder, so that slices add up to it exactly.  Only
 * domain/ includes this file.
 */

/* Of a value spread over units, the first k: 0 <= k <= units. */
struct money credit_slice(struct money value, int64_t units, int64_t k);

/* What is left of a line of an order, in the order of the lines. */
struct credit_left {
	int64_t line, rate_bp; /* rate_bp: RATE_OUTSIDE (-1) outside VAT */
	const char *kind;      /* "goods" "delivery" "fee" "gift_card"... */
	int64_t qty;           /* units that were not credited yet */
	struct money value;    /* what is left of their price, discounts off */
	int64_t credited_qty;
	struct money credited;
};
int credit_left(
	struct cx *cx, int64_t order, struct credit_left **out, size_t *n);

/* A credit of these parts, one per line; inside a transaction that has
 * guarded the order's rev.  *id: of credit. */
struct credit_part {
	const struct credit_left *left;
	int64_t qty;
	struct money gross;
};
int credit_add(struct cx *cx, int64_t order, const char *reason,
	const struct credit_part *parts, size_t n, int64_t *id);

/* A credit for people: what its mail and the order's page say. */
struct credit_row {
	int64_t id, order, at_ms, staff;
	const char *reason;
	struct money gross;
};
int credit_list(
	struct cx *cx, int64_t order, struct credit_row **out, size_t *n);

struct credit_line {
	int64_t line, qty; /* qty 0: an amount off the line */
	const char *kind, *name, *options;
	struct money gross, vat;
};
int credit_lines(
	struct cx *cx, int64_t credit, struct credit_line **out, size_t *n);

#endif
