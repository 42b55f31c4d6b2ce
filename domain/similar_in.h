#ifndef DOMAIN_SIMILAR_IN_H
#define DOMAIN_SIMILAR_IN_H

/* The parts of domain/similar.h: what is read, and what is worked out. */
#include <stdbool.h>
#include <stddef.h>

#include "domain/similar.h"

/* Each kind of likeness is a cosine of its own. */
enum similar_side { SIMILAR_THING, SIMILAR_LOOKS, SIMILAR_SIDES };

/* That a product has a feature: a value, a category, a word, a day on which
 * one person looked at it.  Products are numbered by price. */
struct similar_has {
	uint64_t feature; /* a hash; its side in the lowest bit */
	uint32_t product;
	float weight; /* of its kind; the rarity is counted later */
};

struct similar_item {
	int64_t product, price_minor;
	bool left_out; /* of a sensitive category */
};

/* Products that are not alike but belong together, smaller number first. */
struct similar_pair {
	uint32_t a, b;
};

struct similar_data {
	struct similar_item *items; /* by price */
	uint32_t n;
	uint32_t *by_id; /* numbers of items in order of their product */
	struct similar_has *has;
	size_t n_has, has_max;
	struct similar_pair *pairs; /* sorted */
	size_t n_pairs, pairs_max;
};

/* Zeroed before; similar_free in any case. */
int similar_read(struct cx *cx, struct similar_data *d);
void similar_free(struct similar_data *d);

bool similar_apart(const struct similar_data *d, uint32_t a, uint32_t b);

struct similar_index;
struct similar_near {
	uint32_t item;
	float score; /* 0 to 1 */
};

/* Takes over d->has and sorts it. */
struct similar_index *similar_index_make(struct similar_data *d);
void similar_index_free(struct similar_index *x);

/* The nearest of one, the nearest first; at most SIMILAR_NEAR. */
size_t similar_of(struct similar_index *x, uint32_t item,
	struct similar_near out[SIMILAR_NEAR]);

#endif
