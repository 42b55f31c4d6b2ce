#ifndef DOMAIN_RETURN_CASE_H
#define DOMAIN_RETURN_CASE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"
#include "lib/money.h"

/*
 * Goods that come back: a withdrawal (the law's, never refused by the
 * program), a return (the shop's own promise), a claim (something is wrong).
 * Withdrawals are made by withdrawal_confirm; their rows are the same.
 */
struct return_line {
	int64_t line, qty, received, restocked; /* line: order_line */
	const char *name, *options, *exemption, *decision;
};

struct return_case {
	int64_t id, rev, order, number, at_ms, refund_due_ms, received_ms,
		settled_ms;
	const char *kind, *state, *name, *email, *order_text, *statement,
		*reason, *message, *label, *remark, *locale;
	struct return_line *lines;
	size_t n_lines;
};

/* Of an order's line: what can still come back. */
struct return_left {
	int64_t line, qty; /* units delivered or under way, not returned yet */
	const char *exemption; /* "" a right of withdrawal; else why not */
};
int return_left(
	struct cx *cx, int64_t order, struct return_left **out, size_t *n);

int return_get(struct cx *cx, int64_t id, struct return_case *out);
int return_of_order(
	struct cx *cx, int64_t order, struct return_case **out, size_t *n);

#endif
