#ifndef DOMAIN_ORDER_PLACING_H
#define DOMAIN_ORDER_PLACING_H

/* An order on its way; for order_place.c and order_snapshot.c alone. */
#include "domain/cart.h"
#include "domain/order.h"
#include "domain/quote.h"

struct placing {
	const struct order_draft *draft;
	struct buyer buyer;
	struct cart cart;
	struct quote quote;
	const char *delivery; /* kind of the way chosen, "none" */
	const char *payment;  /* the way to pay; "gift_card": nothing due */
	bool first;           /* it is delivered before it is paid */
	int64_t location;     /* where it is taken from */
	struct delivery_point point;
	int64_t *line_ids;  /* of quote.lines */
	int64_t *cart_ids;  /* of cart.lines; 0: not in the order */
	int64_t due_ms;     /* when it is let go, or has to be paid */
	int64_t expires_ms; /* of its holds; 0: never */
	struct order_placed *out;
	const char **why;
};

/* Its head, with a number that no order has. */
int order_insert_head(struct cx *cx, struct placing *p);
/* Copies of everything it must remember: addresses, lines, adjustments, VAT.
 * ERR_INTERNAL: they do not add up. */
int order_snapshot(struct cx *cx, struct placing *p);

#endif
