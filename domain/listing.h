#ifndef DOMAIN_LISTING_H
#define DOMAIN_LISTING_H

#include <stdbool.h>

#include "lib/cx.h"

/*
 * What lists, sorts, counts and facets need of a product, computed once and
 * kept in the table listing.  Every write that changes it marks the product;
 * marked ones are computed anew before that transaction commits, so that the
 * table always is what listing_compute says at that moment.  What the clock
 * changes later is written by puoti worker; domain/shelf.h computes such rows
 * when it reads them.
 */
struct listing {
	int64_t product;
	int64_t langs; /* bit i: shown in tr_langs[i]; 0: not on sale */
	int64_t price_minor, percent_off; /* as the product's card says */
	bool reduced;
	bool available; /* can be bought, backorders included */
	bool in_stock;  /* on the shelf now */
	int64_t sold_qty;
	int64_t since_ms; /* created, or published if that is later */
	int64_t until_ms; /* the clock changes it then; INT64_MAX: never */
};

/* From prices, stock, dates and addresses as they are.  A product that is not
 * there at all is one that is not on sale. */
int listing_compute(struct cx *cx, int64_t product, struct listing *out);

/* Compute anew before the transaction ends; alone: at once.  Cheap, and
 * cheaper the second time. */
int listing_mark(struct cx *cx, int64_t product);
int listing_mark_variant(struct cx *cx, int64_t variant);
int listing_mark_order(struct cx *cx, int64_t order); /* all its goods */

/* Write what is still marked: after a migration. */
int listing_flush(struct cx *cx);

/* How many are marked: only a migration leaves any. */
int listing_pending(struct cx *cx, int64_t *n);

/* Inside a transaction; for domain/listing*.c. */
int listing_write(struct cx *cx, const struct listing *l);

/* Write at most limit rows that the clock has changed; *n: how many. */
int listing_due(struct cx *cx, int64_t limit, int64_t *n);

/*
 * Compare at most limit rows, of the products after *after, with what they
 * should be; *after becomes the last one seen, or 0 at the end.  *wrong
 * counts those that differ; mend writes them anew.
 */
int listing_verify(struct cx *cx, int64_t *after, int64_t limit, bool mend,
	int64_t *wrong);

#endif
