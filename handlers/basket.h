#ifndef HANDLERS_BASKET_H
#define HANDLERS_BASKET_H

#include <stdbool.h>

#include "domain/cart.h"
#include "domain/quote.h"
#include "lib/http.h"
#include "lib/tpl.h"

/* What the visitor is about to buy, and what it costs each way. */
struct basket {
	struct cart cart;
	struct quote flat, pickup;
};

int basket_load(struct req *r, struct basket *out);

/* True when there is a place to pick things up. */
bool basket_has_pickup(struct req *r);

/* Lines and sums as include name of t; the sums of the other delivery are
 * there too, hidden, for the script. */
void basket_show(struct req *r, struct tpl *t, const char *name,
	const struct basket *b, bool pickup);

/* "€4.90" or "Free". */
void basket_cost(struct tpl *t, const char *name, struct money cost);

#endif
