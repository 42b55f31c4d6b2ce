#ifndef DOMAIN_PROMOTION_H
#define DOMAIN_PROMOTION_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/buyer.h"
#include "lib/cx.h"
#include "lib/money.h"

/*
 * What is taken off, when and for whom.  This file knows the rows; what they
 * take off a cart is calculated in price_engine.c, without the database.
 */
enum promotion_kind {
	PROMOTION_PERCENT,       /* off its goods */
	PROMOTION_AMOUNT,        /* off its goods together, once */
	PROMOTION_BUY_GET,       /* buy n, get m of the cheapest for less */
	PROMOTION_FREE_DELIVERY, /* of the method chosen */
};

struct promotion {
	int64_t id, coupon; /* coupon: whose code opened it, or 0 */
	enum promotion_kind kind;
	const char *label; /* in cx->locale */
	const char *code;  /* of the coupon, as the owner writes it; "" */
	int64_t percent_bp, amount_minor, buy_qty, get_qty;
	int64_t min_minor, min_qty; /* of its goods, before discounts */
	bool sale_too, stacks;
	int64_t position;
	const int64_t *products; /* ascending; NULL: all goods */
	size_t n_products;       /* brands and categories resolved */
};

/*
 * The promotions a buyer has now: active, in time, of the group and the
 * segment (domain/segment.h), not used up,
 * by code only those whose coupon the cart carries (cart 0: none); sorted by
 * position, id.  products is resolved over those in the cart alone.
 */
int promotions_in_force(struct cx *cx, const struct buyer *buyer, int64_t cart,
	struct promotion **out, size_t *n);
/* The next moment at which one begins or ends; INT64_MAX: none. */
int promotions_until(struct cx *cx, int64_t *until);

/*
 * Count a use, inside the order's transaction: limits in all, of the coupon
 * and per buyer are guarded writes.  ERR_CONFLICT: used up meanwhile; the
 * order is refused ("coupon_gone").
 */
int promotion_use(struct cx *cx, const struct promotion *p,
	const struct buyer *buyer, int64_t order, struct money amount);
/* Give all uses of an order back; once.  Inside its cancelling. */
int promotion_release(struct cx *cx, int64_t order);
/* Count them again for an order that comes back with late money.
 * ERR_CONFLICT: used up meanwhile; what was counted has to be undone with the
 * transaction or given back. */
int promotion_again(struct cx *cx, int64_t order);

#endif
