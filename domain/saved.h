#ifndef DOMAIN_SAVED_H
#define DOMAIN_SAVED_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

/*
 * What a customer has the shop remember: sizes, chosen first where a product
 * comes in them, and the store where they fetch things.  Sizes are names, as
 * the shop's root language has them, folded: so "M" of one product is "M" of
 * the next.
 */
enum { SAVED_SIZES_MAX = 30 };

struct saved_size {
	const char *option, *value; /* "size", "m" */
	const char *label;          /* "Size: M", as it was seen */
};
/* The newest first. */
int saved_sizes(
	struct cx *cx, int64_t customer, struct saved_size **out, size_t *n);

/* A value of a product's option that is a size. */
struct saved_value {
	int64_t option, value;
	const char *option_name, *value_name; /* folded */
	const char *label, *shown; /* "Size: M", "M", in cx->locale */
	size_t rank; /* in saved_sizes: 0 is the newest; SIZE_MAX none */
};
/* All of a product, in its order, with their ranks for that customer. */
int saved_values(struct cx *cx, int64_t customer, int64_t product,
	struct saved_value **out, size_t *n);

/* Their ranks, of values that were read for another (customer 0: for nobody).
 */
int saved_ranks(
	struct cx *cx, int64_t customer, struct saved_value *values, size_t n);

/* Keep one; the same again is the newest.  Of more than SAVED_SIZES_MAX the
 * oldest goes. */
int saved_size_keep(
	struct cx *cx, int64_t customer, const struct saved_value *v);
/* None there is OK. */
int saved_size_remove(
	struct cx *cx, int64_t customer, const char *option, const char *value);

/* The store that is still one where things are fetched; *location 0: none. */
int saved_store(struct cx *cx, int64_t customer, int64_t *location);
/* 0: none.  ERR_NOT_FOUND: nothing is fetched there. */
int saved_store_set(struct cx *cx, int64_t customer, int64_t location);

#endif
