#ifndef DOMAIN_QUOTE_H
#define DOMAIN_QUOTE_H

#include <stddef.h>

#include "domain/cart.h"
#include "lib/cx.h"
#include "lib/money.h"

enum { QUOTE_RATES_MAX = 8, RATE_OUTSIDE = -1 };

struct quote_tax {
	int64_t rate_bp;                   /* RATE_OUTSIDE: outside VAT */
	struct money gross, delivery, vat; /* delivery: its part of gross */
};

/* What a cart would cost: shown in cart and checkout, charged by the order. */
struct quote {
	struct money goods, delivery, total;
	struct money free_limit; /* 0: none set */
	struct money to_free;    /* missing for free delivery; 0: reached */
	struct quote_tax tax[QUOTE_RATES_MAX];
	size_t n_tax;
};

/* delivery: "flat" or "pickup".  country: whose VAT (the shop's, so far).
 * Delivery follows the goods' rates, split by gross, largest remainder. */
int quote_make(struct cx *cx, const struct cart *cart, const char *delivery,
	const char *country, struct quote *out);

/* VAT rate of a class on a day.  ERR_NOT_FOUND: none entered. */
int tax_rate_on(struct cx *cx, const char *tax_class, const char *country,
	int64_t day, int64_t *rate_bp);

#endif
