#ifndef DOMAIN_PRICE_ENGINE_H
#define DOMAIN_PRICE_ENGINE_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/promotion.h"
#include "domain/quote.h"
#include "lib/arena.h"
#include "lib/money.h"

/*
 * What a cart costs, calculated without the database.
 *
 * Promotions apply in their order; each sees what the earlier ones left of a
 * line.  Thresholds count its goods before any discount.  One that does not
 * stack is used alone, if it gives more than all stacking ones together.
 * Amounts off several lines are split by largest remainder over what is left
 * of them; no line falls below 0.  Gift cards are neither counted nor
 * discounted.  Delivery follows the VAT rates of the goods by their value.
 */
struct price_line {
	int64_t product, qty, rate_bp; /* RATE_OUTSIDE */
	struct money unit;
	bool on_sale, gift_card;
};

struct price_ask {
	const struct price_line *lines;
	size_t n_lines;
	const struct promotion *promotions; /* by position, id */
	size_t n_promotions;
	const char *tax_reason; /* of struct tax_rule; lines' rates are then
				   the shop's, taken off the prices */
	/* What delivery costs when goods come to so much after discounts;
	 * NULL: nothing. */
	struct money (*delivery)(void *arg, struct money goods);
	void *arg;
};

/*
 * Fills goods, discount, delivery, total, due, tax, lines, offs, savings and,
 * of promotions with a code, idle.  quote_line.of is the index in ask->lines.
 * ERR_INVALID: sums pass what an order may be, or too many VAT rates.
 */
int price_make(struct arena *a, const struct price_ask *ask, struct quote *out);

/* What one promotion takes off lines; part of price_make, in price_offs.c. */
struct price_left {
	const struct price_line *line;
	struct money left; /* after earlier promotions */
	struct money off;  /* of this one, 0 or more */
};
/* Fills off of each; the sum.  Not of free delivery. */
struct money price_promotion(struct arena *a, const struct promotion *p,
	struct price_left *lines, size_t n);
/* Its goods, before discounts: units and what they cost. */
bool price_applies(const struct promotion *p, const struct price_line *l);

/*
 * VAT of a credit at a rate: VAT(credited so far) - VAT(credited before), so
 * that slices end at exactly what was paid.  RATE_OUTSIDE: 0.
 */
struct money credit_vat(
	struct money before, struct money slice, int64_t rate_bp);

#endif
