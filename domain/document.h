#ifndef DOMAIN_DOCUMENT_H
#define DOMAIN_DOCUMENT_H

#include <stddef.h>

#include "lib/cx.h"
#include "lib/money.h"

/*
 * Invoices and credit notes: unbroken numbers per year from a counter in the
 * transaction of the fact, full content as JSON, never changed.  The PDF is
 * made of the content when it is asked for (doc/).
 */
struct document {
	int64_t id, number, order, invoice, credit, day;
	const char *kind, *series, *locale, *content;
	const char *label; /* "2026-17", of a credit note "H2026-3" */
	struct money gross;
};

/* The order's invoice, made when it has none; inside a transaction. */
int document_invoice(struct cx *cx, int64_t order, struct document *out);
/* The credit note of a credit, naming its invoice; NULL when the order was
 * never invoiced: then there is nothing to correct and OK. */
int document_credit_note(struct cx *cx, int64_t credit, struct document *out);

int document_get(struct cx *cx, int64_t id, struct document *out);
int document_list(
	struct cx *cx, int64_t order, struct document **out, size_t *n);

#endif
