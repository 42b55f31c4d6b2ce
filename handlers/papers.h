#ifndef HANDLERS_PAPERS_H
#define HANDLERS_PAPERS_H

#include "domain/document.h"
#include "domain/order.h"
#include "domain/paper.h"
#include "lib/http.h"
#include "lib/tpl.h"

/* Papers as answers, for customers and the owner. */

/* The PDF of a document, saved under its name.  "2026-17.pdf" of the address
 * must be the order's: else ERR_NOT_FOUND. */
int paper_send_document(struct req *r, int64_t order, const char *file);
int paper_send_invoice(struct req *r, int64_t order);
int paper_send_orders(struct req *r, enum paper_kind kind,
	const int64_t *orders, size_t n, const char *name);

/* PAPER sections: {{LABEL}} {{KIND}} {{WHEN}} {{SUM}} of an order's
 * documents; *n how many. */
int papers_show(struct req *r, struct tpl *t, int64_t order, size_t *n);

#endif
