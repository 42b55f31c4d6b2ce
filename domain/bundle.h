#ifndef DOMAIN_BUNDLE_H
#define DOMAIN_BUNDLE_H

#include <stddef.h>

#include "lib/cx.h"

enum { BUNDLE_PARTS_MAX = 20, BUNDLE_QTY_MAX = 999 };

/*
 * Sets: a variant that is other variants together, at a price of its own.  It
 * has no stock: what can be sold is the fewest sets that its parts make
 * (stock_now tells it), and an order's line of it holds and takes the parts.
 */
struct bundle_part {
	int64_t part, qty;                     /* a variant, units in one set */
	const char *sku, *name, *label, *path; /* in cx->locale, for pages */
};

/* In order; n 0: not a bundle. */
int bundle_parts(
	struct cx *cx, int64_t variant, struct bundle_part **out, size_t *n);

/* All parts anew (part and qty are read); n 0 makes it a plain variant again.
 * ERR_INVALID: itself, a bundle as a part, a double, a part of a bundle made
 * a bundle, or quantities out of range.  Joins the caller's transaction,
 * touches the catalogue. */
int bundle_set_parts(struct cx *cx, int64_t variant,
	const struct bundle_part *parts, size_t n);

/* How a variant is called, in cx->locale: for lists of parts to choose from.
 * ERR_NOT_FOUND. */
int variant_words(struct cx *cx, int64_t variant, const char **sku,
	const char **name, const char **label);

/* Bundles that a variant is a part of. */
int bundle_of_part(struct cx *cx, int64_t part, int64_t **bundles, size_t *n);

#endif
