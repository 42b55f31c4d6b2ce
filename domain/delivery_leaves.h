#ifndef DOMAIN_DELIVERY_LEAVES_H
#define DOMAIN_DELIVERY_LEAVES_H

#include "domain/delivery.h"

struct delivery_table;

/* The two halves of delivery_when, of which the first is the same for every
 * method: when what is ordered now leaves the shop, and how it travels. */
struct delivery_leaves {
	int64_t day;
	int64_t until; /* ms: when that changes */
};
void delivery_leaves(struct cx *cx, const struct delivery_table *t,
	struct delivery_leaves *out);
void delivery_travel(const struct delivery_leaves *leaves, int64_t days_min,
	int64_t days_max, struct delivery_when *out);

#endif
