#ifndef DOMAIN_ORDER_CHANGING_H
#define DOMAIN_ORDER_CHANGING_H

/* Between order_change.c and order_change_add.c. */
#include "domain/credit.h"
#include "domain/order_change.h"
#include "domain/shipment.h"

struct changing {
	const struct order_change *ask;
	struct order before;
	struct credit_left *left; /* of its lines, what is not credited */
	size_t n_left;
	struct shipment_line *unpacked; /* what is in no parcel */
	size_t n_unpacked, n_unpacked_after;
	int64_t sum_minor; /* of the changes made */
	size_t rows;
	struct order_changed *out;
	const char **why;
};

/* ERR_CONFLICT, for this reason. */
int change_refuse(struct changing *c, const char *why);

/* A row of line_change. */
int change_row(struct cx *cx, struct changing *c, int64_t line, int64_t delta,
	int64_t amount_minor);

/* The new things. */
int change_adds(struct cx *cx, struct changing *c);

/* A line of what the delivery costs at a rate. */
int change_add_cost(
	struct cx *cx, struct changing *c, int64_t rate_bp, struct money cost);

#endif
