#ifndef DOMAIN_DOCUMENT_PARTS_H
#define DOMAIN_DOCUMENT_PARTS_H

#include <jansson.h>

#include "domain/document.h"

/* Between the files of document*.c. */

enum { DOCUMENT_RATES_MAX = 16 };

struct document_off {
	const char *label;
	struct money amount; /* signed */
};

struct document_line {
	int64_t line, qty, rate_bp; /* line: order_line; rate -1: outside */
	const char *kind, *sku, *name, *options;
	struct money unit, gross; /* gross: unit * qty and offs */
	struct document_off *offs;
	size_t n_offs;
};

struct document_tax {
	int64_t rate_bp; /* -1: outside VAT */
	const char *country;
	struct money gross, vat;
};

struct document_draft {
	int64_t order, invoice, credit;
	const char *kind;   /* "invoice" "credit_note" */
	const char *reason; /* of a credit note; "" */
	struct document_line *lines;
	size_t n_lines;
	struct document_tax taxes[DOCUMENT_RATES_MAX];
	size_t n_taxes;
	struct money gross;
	bool further; /* an invoice after the first */
};

/* The order's lines as they are now, changes and discounts included. */
int document_lines(
	struct cx *cx, int64_t order, struct document_line **out, size_t *n);

/* Whose rates an order bears. */
int document_country(struct cx *cx, int64_t order, const char **out);

/* Add to the tax row of a rate, made when it is not there.  ERR_INTERNAL: too
 * many. */
int document_tax_add(struct document_draft *d, const char *country,
	int64_t rate_bp, struct money gross);

/* Number it, write content and taxes.  Inside a transaction. */
int document_write(
	struct cx *cx, struct document_draft *d, struct document *out);

/* The content, without the number. */
json_t *document_content(struct cx *cx, const struct document_draft *d,
	const char *label, const char **locale);

/* The first invoice of an order.  ERR_NOT_FOUND */
int document_first(struct cx *cx, int64_t order, struct document *out);

#endif
