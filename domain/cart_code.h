#ifndef DOMAIN_CART_CODE_H
#define DOMAIN_CART_CODE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

enum { CART_CODES_MAX = 10, CART_CODE_TYPED_MAX = 60 };

/* A code that a cart carries; whether it gives something is the quote's to
 * say (quote.savings, quote.cards, quote.idle). */
struct cart_code {
	const char *kind; /* "coupon" "gift_card" */
	int64_t target;
	const char *text; /* "WELCOME-10"; of a gift card its tail */
};

struct cart_code_try {
	const char *session, *remote; /* who tries: both are counted */
	bool limits;                  /* off in a demo */
	const char *typed;
};

/*
 * Put what was typed in the session's cart: a coupon's code or a gift card's,
 * however it is written; makes the cart.  The same again is OK.
 * ERR_NOT_FOUND: not a code that can be used, with the same work and the same
 * answer whether it is unknown, archived, blocked, used up or over; counted.
 * ERR_TOO_MANY: "codes.tries" wrong ones this hour, of the visitor or of the
 * network; a right one is refused then, too.  ERR_TOO_LARGE: the cart carries
 * CART_CODES_MAX.  Not inside a transaction: a failure must be kept.
 */
int cart_code_add(struct cx *cx, const struct cart_code_try *t);

/* Take one out; none there is OK. */
int cart_code_remove(
	struct cx *cx, const char *session, const char *kind, int64_t target);

/* In the order they were added. */
int cart_codes(struct cx *cx, int64_t cart, struct cart_code **out, size_t *n);

/* "WELCOME10" of what is typed: capitals, digits and other letters alone;
 * coupon.code_norm. */
const char *coupon_norm(struct arena *a, const char *typed);

#endif
