#ifndef DOMAIN_WISHLIST_IN_H
#define DOMAIN_WISHLIST_IN_H

#include "domain/wishlist.h"

/* What the parts of lists share; only domain/wishlist*.c include it. */

int wishlist_find(struct cx *cx, const struct wisher *who, int64_t *id);
int wishlist_count(struct cx *cx, int64_t list, int64_t *n);
/* A list to come may have the number of one that is gone, but was not made in
 * the same moment. */
const char *wishlist_token(
	struct cx *cx, int64_t list, int64_t created_ms, int64_t nth);

#endif
