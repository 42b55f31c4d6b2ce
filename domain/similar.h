#ifndef DOMAIN_SIMILAR_H
#define DOMAIN_SIMILAR_H

#include <stdint.h>

#include "lib/cx.h"

/*
 * Which products are like which, without anybody's purchases: what they share
 * of attributes, categories, brand, options and words, each the more the fewer
 * products have it, how near their prices are, and who looked at both on one
 * day.  It is what a product without history is suggested by, and the shelf
 * "Similar" (docs/recommend.md).
 */
enum { SIMILAR_NEAR = 20 }; /* neighbours that are kept */

/*
 * Write the neighbours of kind 'similar' of every product on sale for a model
 * that is being made, in transactions of a bounded size: outside of any.
 * Nothing of sensitive categories; never a product's own bundles, parts,
 * spare parts and accessories.  The same shop gives the same rows.  Inverted
 * lists: time grows with the products, not their square.
 */
int similar_write(struct cx *cx, int64_t model);

#endif
