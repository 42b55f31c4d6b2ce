#ifndef DOMAIN_DELIVERY_TABLE_H
#define DOMAIN_DELIVERY_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

/*
 * What the owner says of delivery: zones, methods, rates, closed days.  Kept
 * by the process (domain/kept.h): carts, checkouts and product pages ask for
 * it each time.
 */
struct delivery_area {
	int64_t zone;
	const char *country, *from, *to; /* postal codes; "" and "": all */
};

struct delivery_rate {
	int64_t upto, amount_minor;
};

struct delivery_words {
	const char *locale, *label, *help;
	struct delivery_words *next;
};

struct delivery_row {
	int64_t id, zone, location;
	const char *name, *kind, *carrier, *price_by;
	int64_t free_from; /* -1: never */
	int64_t parcel_g, parcel_units, most_g;
	int64_t days_min, days_max;
	bool open; /* false: of a pickup, no store is */
	struct delivery_words *words;
	struct delivery_rate *rates; /* ascending */
	size_t n_rates;
};

struct delivery_table {
	struct delivery_area *areas; /* in the owner's order */
	struct delivery_row *rows;   /* active ones, in the owner's order */
	int64_t *closed;             /* days, ascending */
	size_t n_areas, n_rows, n_closed;
};

int delivery_table(struct cx *cx, const struct delivery_table **out);

#endif
