#ifndef DOMAIN_CATALOGUE_H
#define DOMAIN_CATALOGUE_H

#include "lib/cx.h"

/* The version that fragments are kept by: see docs/contributing.md. */
int catalogue_version(struct cx *cx, int64_t *out);

/* Inside the transaction of every write that a card, grid, menu or footer
 * shows. */
int catalogue_touch(struct cx *cx);

/* The same, and what lists and facets know of the product, or of a variant's
 * product (and of the bundles that it is a part of), is computed anew before
 * the transaction ends: for every write that changes what is said of one. */
int catalogue_touch_product(struct cx *cx, int64_t product);
int catalogue_touch_variant(struct cx *cx, int64_t variant);

/*
 * When what the catalogue shows changes next by the clock alone: a price or a
 * product's publication begins or ends, a product is not new any more.
 * INT64_MAX: nothing is foreseen.
 * Every fragment that shows products ends then.
 */
int catalogue_until(struct cx *cx, int64_t *out);
/* The same without what is new: when prices and publications change. */
int catalogue_clock(struct cx *cx, int64_t *out);

/* Next value of a counter row ("order", "adjust"); inside a transaction. */
int counter_next(struct cx *cx, const char *series, int64_t *out);

#endif
