#ifndef DOMAIN_PRODUCT_MORE_H
#define DOMAIN_PRODUCT_MORE_H

#include "domain/product_edit.h"

/* The second half of writing a head, for product_edit.c alone: people in
 * charge, promises of durability, size guide. */
int product_write_more(
	struct cx *cx, int64_t id, const struct product_head *head);

/* The same of a variant: content, deposit, restock date. */
int variant_write_more(struct cx *cx, int64_t id, const struct variant_data *d);

#endif
