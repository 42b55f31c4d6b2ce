#ifndef DOMAIN_WITHDRAWAL_H
#define DOMAIN_WITHDRAWAL_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/return_case.h"
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

/* The same of some goods: order, when it is known by its secret link and need
 * not be looked for; wants, what is withdrawn from: none, or all that is left,
 * is the whole order.  More than is left counts as what is left. */
struct withdrawal_ask {
	const char *name, *order_text, *email, *attempt_key;
	int64_t order;
	const struct return_want *wants;
	size_t n;
};
int withdrawal_make(struct cx *cx, const struct withdrawal_ask *ask,
	struct withdrawal *out);
/* Its statement, which names the goods when it is not of all. */
int withdrawal_say(
	struct cx *cx, const struct withdrawal_ask *ask, const char **out);

/* What can be withdrawn from.  Exempt goods are among them: that is for the
 * owner to say. */
struct withdrawal_line {
	int64_t line, left;
	const char *name, *options, *exemption;
};
int withdrawal_lines(
	struct cx *cx, int64_t order, struct withdrawal_line **out, size_t *n);

int withdrawal_get(struct cx *cx, int64_t id, struct withdrawal *out);
int withdrawal_by_attempt(
	struct cx *cx, const char *attempt_key, struct withdrawal *out);
int withdrawal_list(
	struct cx *cx, bool open_only, struct withdrawal **out, size_t *n);
/* The newest one of an order. */
int withdrawal_of_order(struct cx *cx, int64_t order, struct withdrawal *out);

#endif
