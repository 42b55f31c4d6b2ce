#ifndef DOMAIN_CATALOGUE_H
#define DOMAIN_CATALOGUE_H

#include "lib/cx.h"

/* The version that fragments are kept by: see docs/contributing.md. */
int catalogue_version(struct cx *cx, int64_t *out);

/* Inside the transaction of every write that a card, grid, menu or footer
 * shows. */
int catalogue_touch(struct cx *cx);

/*
 * When what the catalogue shows changes next by the clock alone: a price or a
 * product's publication begins or ends.  INT64_MAX: nothing is foreseen.
 * Every fragment that shows products ends then.
 */
int catalogue_until(struct cx *cx, int64_t *out);

/* Next value of a counter row ("order", "adjust"); inside a transaction. */
int counter_next(struct cx *cx, const char *series, int64_t *out);

#endif
