#ifndef DOMAIN_ORDER_PARTS_H
#define DOMAIN_ORDER_PARTS_H

#include "domain/order.h"

/* Copy what is in the bundle that a line sells; nothing for others. */
int order_parts_copy(struct cx *cx, int64_t line, int64_t variant, int64_t qty);

/* Read them into lines[].parts. */
int order_parts_read(struct cx *cx, struct order *o);

#endif
