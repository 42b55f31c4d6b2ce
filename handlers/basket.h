#ifndef HANDLERS_BASKET_H
#define HANDLERS_BASKET_H

#include "domain/cart.h"
#include "domain/quote.h"
#include "lib/http.h"
#include "lib/tpl.h"

/* What the visitor is about to buy: lines and sums as include name of t. */
void basket_show(struct req *r, struct tpl *t, const char *name,
	const struct cart *cart, const struct quote *q);

/* "€4.90" or "Free". */
void basket_cost(struct tpl *t, const char *name, struct money cost);

#endif
