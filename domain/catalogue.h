#ifndef DOMAIN_CATALOGUE_H
#define DOMAIN_CATALOGUE_H

#include "lib/cx.h"

/* The version that fragments are kept by: see docs/contributing.md. */
int catalogue_version(struct cx *cx, int64_t *out);

/* Inside the transaction of every write that a card, grid, menu or footer
 * shows. */
int catalogue_touch(struct cx *cx);

/* Next value of a counter row ("order", "adjust"); inside a transaction. */
int counter_next(struct cx *cx, const char *series, int64_t *out);

#endif
