#ifndef DOMAIN_PROVIDER_ROWS_H
#define DOMAIN_PROVIDER_ROWS_H

#include <stddef.h>

#include "domain/order.h"
#include "lib/arena.h"
#include "lib/money.h"

/* A row of what is paid, as providers want them: unit times units. */
struct provider_row {
	const char *name, *sku;
	struct money unit;      /* below 0: something taken off */
	int64_t units, rate_bp; /* RATE_OUTSIDE: outside VAT */
};

/*
 * The rows of an order, its lines as they are now, whose sum is exactly
 * amount: discounts are a row per VAT rate, what gift cards or earlier
 * payments pay is a row outside VAT.  ERR_INVALID: amount is more than the
 * order costs.
 */
int provider_rows(struct arena *a, const struct order *o, struct money amount,
	struct provider_row **out, size_t *n);

#endif
