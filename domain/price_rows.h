#ifndef DOMAIN_PRICE_ROWS_H
#define DOMAIN_PRICE_ROWS_H

/* What price.c computes with and price_write.c writes. */
#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

enum { NO_PRICE = -1 }; /* not on offer */

/* One row of price; to_ms INT64_MAX: open. */
struct price_row {
	int64_t id, from_ms, to_ms, amount;
	bool sale;
};
struct price_rows {
	struct price_row *at;
	size_t n;
};

/* What was asked from a moment on, until the next span. */
struct price_span {
	int64_t from_ms, amount;
};
struct price_spans {
	struct price_span *at;
	size_t n;
};

/* When it is for sale: a draft asks nothing of anybody, nor does what is not
 * published. */
struct price_offer {
	bool active;
	int64_t from_ms, to_ms; /* INT64_MAX: open */
};

int price_rows_load(struct cx *cx, int64_t variant, struct price_rows *out);
int price_log_load(struct cx *cx, int64_t variant, struct price_spans *out);
int price_offer_find(struct cx *cx, int64_t variant, struct price_offer *out);

bool price_offered_at(const struct price_offer *offer, int64_t at_ms);

/* Amount of a kind in force at a moment, or NO_PRICE.  With several sales the
 * lowest counts; regular rows do not overlap. */
int64_t price_in_force(const struct price_rows *rows, bool sale, int64_t at_ms);
int64_t price_asked_at(const struct price_rows *rows, int64_t at_ms);

/* The first moment after a given one at which something begins or ends;
 * INT64_MAX: none. */
int64_t price_next_edge(const struct price_rows *rows,
	const struct price_offer *offer, int64_t after_ms);

/*
 * The log tells what was asked as far as it was written; what the clock has
 * changed since (a sale, a publication that began or ended at its time)
 * follows from the rows and the offer as they have been since.
 */
void price_extend(struct cx *cx, const struct price_rows *rows,
	const struct price_offer *offer, struct price_spans *s);

/* Write what the clock has done since the log was written (price_write.c). */
int price_log_clock(struct cx *cx, int64_t variant);

#endif
