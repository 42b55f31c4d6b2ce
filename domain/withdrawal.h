#ifndef DOMAIN_WITHDRAWAL_H
#define DOMAIN_WITHDRAWAL_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

struct withdrawal {
	int64_t id, order, number; /* order 0: matches none */
	const char *state, *name, *order_text, *email, *statement, *remark;
	const char *locale; /* in which it was made */
	int64_t at_ms, refund_due_ms;
};

/* The statement in cx->locale that is shown before it is confirmed and kept
 * when it is: the model form of Directive 2011/83/EU, Annex I B. */
const char *withdrawal_statement(struct cx *cx, const char *name,
	const char *order_text, const char *email);

/*
 * Record a withdrawal from contract (CRD Art. 11a): never refused.  The exact
 * statement is kept, the receipt mail and the owner's mail are written with
 * it.  The same attempt twice is one.  An order that matches number and
 * e-mail is linked; others are kept for the owner.
 */
int withdrawal_confirm(struct cx *cx, const char *name, const char *order_text,
	const char *email, const char *attempt_key, struct withdrawal *out);

int withdrawal_get(struct cx *cx, int64_t id, struct withdrawal *out);
int withdrawal_by_attempt(
	struct cx *cx, const char *attempt_key, struct withdrawal *out);
int withdrawal_list(
	struct cx *cx, bool open_only, struct withdrawal **out, size_t *n);
/* The newest one of an order. */
int withdrawal_of_order(struct cx *cx, int64_t order, struct withdrawal *out);

/*
 * The owner's remark (NULL keeps it) and state ("received", "settled"; the
 * present one stays).  ERR_CONFLICT: a settled one does not come back.
 */
int withdrawal_set(
	struct cx *cx, int64_t id, const char *state, const char *remark);

#endif
