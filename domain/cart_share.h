#ifndef DOMAIN_CART_SHARE_H
#define DOMAIN_CART_SHARE_H

#include "domain/cart.h"

/* A line wants more than the most that can be had: none left, it is gone. */
void cart_line_short(struct cart_line *l, int64_t most);

/* Bundles and their parts in one cart live off the same shelves: a line that
 * finds too little after those above it is short. */
int cart_share(struct cx *cx, struct cart *cart);

#endif
