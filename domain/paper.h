#ifndef DOMAIN_PAPER_H
#define DOMAIN_PAPER_H

#include <stddef.h>

#include "domain/document.h"
#include "lib/buf.h"
#include "lib/cx.h"

/* Papers as PDF, A4; made when they are asked for, by a child (lib/paper.h). */

/* An invoice or credit note, of its content alone, in its language. */
int paper_document(struct cx *cx, const struct document *d, struct buf *out);

/* More at once are left out: one print run. */
enum { PAPER_ORDERS_MAX = 100 };

enum paper_kind {
	PAPER_SLIP,         /* what is still to be packed, a sheet an order */
	PAPER_GIFT_RECEIPT, /* no prices, a sheet an order */
	PAPER_PICK_LIST,    /* of all these orders, by SKU; the owner's language
			     */
};

/* Slips and receipts are in each customer's language.  Orders that are not
 * there are left out.  ERR_NOT_FOUND: none was. */
int paper_orders(struct cx *cx, enum paper_kind kind, const int64_t *orders,
	size_t n, struct buf *out);

/* "2026-17.pdf" with the paper's name before it: "lasku-2026-17.pdf". */
const char *paper_name(struct cx *cx, const struct document *d);

#endif
