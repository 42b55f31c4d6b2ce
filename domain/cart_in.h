#ifndef DOMAIN_CART_IN_H
#define DOMAIN_CART_IN_H

#include "domain/cart.h"

/* What the parts of carts share; only domain/cart*.c includes it. */

/* How many of a variant a cart has; 0: none. */
int64_t cart_qty(struct cx *cx, int64_t cart, int64_t variant);

/* A line of so many, new or instead.  ERR_TOO_LARGE: CART_LINES_MAX. */
int cart_put_line(struct cx *cx, int64_t cart, int64_t variant, int64_t qty);

#endif
