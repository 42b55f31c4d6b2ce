#ifndef DOMAIN_DOCUMENT_H
#define DOMAIN_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"
#include "lib/money.h"

/*
 * Invoices and credit notes: unbroken numbers per year from a counter in the
 * transaction of the fact, full content as JSON, never changed.  The PDF is
 * made of the content when it is asked for (domain/paper.h).
 *
 * What an invoice must hold: arvonlisäverolaki (1501/1993) 209 e §; that a
 * credit note names its invoice: 209 f §.
 */
struct document {
	int64_t id, number, order, invoice, credit, day;
	const char *kind, *series, *locale, *content;
	const char *label; /* "2026-17", of a credit note "H2026-3" */
	struct money gross;
};

/* The order's invoice, made when it has none; inside a transaction.  out may
 * be NULL. */
int document_invoice(struct cx *cx, int64_t order, struct document *out);
/* The credit note of a credit, naming its invoice; the same again gives the
 * same.  Id 0 and OK when the order was never invoiced: then there is nothing
 * to correct.  out may be NULL. */
int document_credit_note(struct cx *cx, int64_t credit, struct document *out);

/*
 * The machine's hook, in the transaction of the move: an order that is paid,
 * or delivered first against an invoice, gets its invoice.  Others OK: one
 * that waits for its transfer may be let go, and each would cost a number and
 * a credit note.
 */
int document_confirmed(struct cx *cx, int64_t order);

/*
 * After lines of an invoiced order were changed, in that transaction and after
 * the credits of reason "changed": a further invoice for what was added, a
 * credit note for what was taken off and is in no credit.  Nothing changed,
 * or not invoiced: OK.
 */
int document_after_change(struct cx *cx, int64_t order);

int document_get(struct cx *cx, int64_t id, struct document *out);
/* By "2026-17" or "H2026-3".  ERR_NOT_FOUND */
int document_by_label(struct cx *cx, const char *label, struct document *out);
int document_list(
	struct cx *cx, int64_t order, struct document **out, size_t *n);

#endif
