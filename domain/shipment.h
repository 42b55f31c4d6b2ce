#ifndef DOMAIN_SHIPMENT_H
#define DOMAIN_SHIPMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

/*
 * What leaves the shop, in one parcel or several: picking -> shipped ->
 * delivered; picking -> ready -> collected; picking, ready -> cancelled;
 * shipped -> lost.  Units in shipments never exceed what the order's lines
 * hold.  Goods leave the shelf when a parcel is shipped or collected.
 */
struct shipment_line {
	int64_t line, qty; /* line: order_line */
	const char *sku, *name, *options;
};

struct shipment {
	int64_t id, order, created_ms, shipped_ms, delivered_ms;
	const char *state, *carrier, *tracking;
	bool resent; /* lost, and its goods go in another */
	struct shipment_line *lines;
	size_t n_lines;
};

int shipment_list(
	struct cx *cx, int64_t order, struct shipment **out, size_t *n);

/* Units of an order's goods that are in no shipment yet, lines with some. */
int shipment_left(
	struct cx *cx, int64_t order, struct shipment_line **out, size_t *n);

struct shipment_want {
	int64_t line, qty;
};

struct shipment_ask {
	int64_t order;
	int64_t rev; /* of the order as it was shown; 0: any */
	const char *carrier, *tracking;
	const struct shipment_want *wants; /* n 0: all that is left */
	size_t n;
};

/*
 * Pack these (state "picking"), or send them at once.  ERR_CONFLICT: not in a
 * state to leave, more than is left, or not in stock.  ERR_INVALID: nothing.
 */
int shipment_pick(struct cx *cx, const struct shipment_ask *ask, int64_t *id);
int shipment_send(struct cx *cx, const struct shipment_ask *ask, int64_t *id);

/*
 * Move one along the table: "shipped" "delivered" "cancelled" "lost".  The
 * order moves with it.  carrier and tracking count with "shipped" alone.
 * ERR_CONFLICT: no such move from where it is.
 */
int shipment_to(struct cx *cx, int64_t id, const char *to, const char *carrier,
	const char *tracking);

/* Lost, and its goods are held once more to be sent again.  ERR_CONFLICT:
 * there are none. */
int shipment_again(struct cx *cx, int64_t id);

#endif
