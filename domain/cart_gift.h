#ifndef DOMAIN_CART_GIFT_H
#define DOMAIN_CART_GIFT_H

#include "lib/cx.h"

/* What the buyer of gift cards says about them while they are in the cart. */
struct cart_gift {
	const char *email; /* "": to the buyer */
	const char *recipient, *message;
};
enum { GIFT_NAME_MAX = 100, GIFT_MESSAGE_MAX = 500 };

/* Of a variant in the session's cart; said again: instead. */
int cart_gift_set(struct cx *cx, const char *session, int64_t variant,
	const struct cart_gift *gift);
/* ERR_NOT_FOUND: nothing was said. */
int cart_gift_get(
	struct cx *cx, int64_t cart, int64_t variant, struct cart_gift *out);

/* Gift cards lie on no shelf: the variants of such a product are not counted.
 * Nothing for other products. */
int gift_card_uncount(struct cx *cx, int64_t product);

#endif
