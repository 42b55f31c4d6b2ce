#ifndef DOMAIN_BOOKS_H
#define DOMAIN_BOOKS_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"
#include "lib/cx.h"
#include "lib/money.h"

/*
 * For bookkeeping: what was invoiced and credited (rows of document_tax, on
 * the document's day) and what was paid (rows of money_move, on the day of the
 * shop's zone), summed by day, rate and way.  Nothing is computed here that
 * those do not say.
 */
struct books_row {
	int64_t day;      /* YYYYMMDD; 0 in sums of the whole period */
	const char *what; /* "sale" "credit" "gift_card_sold"
			     "gift_card_credited" "payment" "refund"
			     "gift_card_used" "gift_card_returned" */
	const char *country, *reason; /* of sale and credit: whose VAT, why */
	int64_t rate_bp;              /* the same; -1: outside VAT */
	const char *way;              /* of payment, refund: the provider */
	struct money gross, vat;      /* credits and refunds are below 0 */
	int64_t n;                    /* documents' rows or moves */
};

/* Days from and to, both counted.  by_day false: one row for all days. */
int books_read(struct cx *cx, int64_t from, int64_t to, bool by_day,
	struct books_row **out, size_t *n);

/*
 * Distance sales under the One Stop Shop, per country and rate (Dir.
 * 2006/112/EC art. 369g).  A credit of an earlier quarter's invoice is a
 * correction of that quarter, as the return wants it.
 */
struct books_oss {
	const char *country;
	int64_t rate_bp;
	int64_t corrects; /* 20263 for the third quarter of 2026; 0 none */
	struct money net, vat;
};
/* quarter: 20264.  ERR_INVALID: none such. */
int books_oss_read(
	struct cx *cx, int64_t quarter, struct books_oss **out, size_t *n);

/* The same as CSV (UTF-8, comma, amounts as 12.90), with a head line. */
int books_csv(struct cx *cx, int64_t from, int64_t to, struct buf *out);
int books_documents_csv(
	struct cx *cx, int64_t from, int64_t to, struct buf *out);
int books_oss_csv(struct cx *cx, int64_t quarter, struct buf *out);

#endif
