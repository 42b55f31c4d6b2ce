#ifndef DOMAIN_UNIT_PRICE_H
#define DOMAIN_UNIT_PRICE_H

#include <stdbool.h>

#include "lib/money.h"

/*
 * The price of one kilogram, litre, metre, square metre, cubic metre or piece
 * (decree 553/2013 on telling prices of consumer goods).  A deposit counts in
 * the selling price and not in the unit price.
 */

/* NULL terminated: "kg", "l", "m", "m2", "m3", "pc". */
extern const char *const unit_price_units[];

/* How a unit is written in the language in use: "m²", "kpl"; NULL: no such
 * unit. */
const char *unit_price_unit(const char *code);

/*
 * (price - deposit) of content_milli thousandths of a unit, for one of it,
 * half up to the cent.  False: the content is not known (0), or the deposit
 * is more than the price.
 */
bool unit_price(struct money price, int64_t deposit_minor,
	int64_t content_milli, struct money *out);

#endif
