#ifndef TESTS_WORLD_H
#define TESTS_WORLD_H

/*
 * Two customers who have one of everything, a guest and nobody; for tests of
 * who may open what.  Every text of Aino's has WORLD_MARK in it.
 */
#include "tests/shop.h"

#define WORLD_MARK "zzaino"

enum { WORLD_AINO, WORLD_ONNI, WORLD_CUSTOMERS };

struct world_one {
	int64_t customer, order;
	const char *cookie; /* of a browser that is logged in */
	/* what stands in addresses and forms, by name; {NULL} ended */
	struct {
		const char *name, *value;
	} values[48];
	size_t n;
};
struct world {
	struct world_one who[WORLD_CUSTOMERS];
	const char *guest; /* the cookie of a browser with a cart of its own */
};

/* In a fresh database; after shop_init and shop_fresh. */
void world_make(struct cx *cx, struct world *w);

/* "/order/{order}" with a person's values in place of the names; aborts when
 * there is no such name. */
const char *world_fill(
	struct cx *cx, const struct world_one *one, const char *text);
const char *world_value(const struct world_one *one, const char *name);

/*
 * All rows that hang on a customer, over every table that refers to one
 * directly or by way of another: equal texts, nothing of theirs has changed.
 */
const char *world_rows_of(struct cx *cx, int64_t customer);
/* Of all tables; traces of work alone are left out. */
const char *world_rows(struct cx *cx);

#endif
