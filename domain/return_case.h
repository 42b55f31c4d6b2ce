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
	int64_t line, variant, qty, received, restocked; /* line: order_line */
	const char *name, *options, *exemption, *decision;
};

struct return_case {
	int64_t id, rev, order, number, nth, at_ms, refund_due_ms, sent_ms,
		received_ms, settled_ms; /* nth: of its order's, from 1 */
	const char *code; /* "10001-2": what stands on the slip */
	const char *kind, *state, *name, *email, *order_text, *statement,
		*reason, *message, *label, *remark, *locale;
	const char *answer;   /* the owner's, that the buyer reads */
	const char *tracking; /* of the way back, or "" */
	struct return_line *lines;
	size_t n_lines;
};

/* Of an order's line: what can still come back. */
struct return_left {
	int64_t line, qty; /* units delivered or under way, not returned yet */
	int64_t open;      /* all units not returned yet: to withdraw from */
	const char *exemption; /* "" a right of withdrawal; else why not */
};
int return_left(
	struct cx *cx, int64_t order, struct return_left **out, size_t *n);

int return_get(struct cx *cx, int64_t id, struct return_case *out);
/* Newest first. */
int return_of_order(
	struct cx *cx, int64_t order, struct return_case **out, size_t *n);

/* Lists; without their lines.  "due": its money is due within three days,
 * "late": was due.  Money that waits for goods which have not come, nor proof
 * that they were sent, is not late (CRD Art. 13(3)). */
struct return_filter {
	const char *show; /* "open" "asked" "due" "late" "done" "" all */
	const char *find; /* order's number, name, e-mail; "" all */
	int64_t offset, limit;
};
int return_list(struct cx *cx, const struct return_filter *f,
	struct return_case **out, size_t *n, int64_t *total);

/* ---- the buyer ---- */

struct return_want {
	int64_t line, qty;
};
struct return_ask {
	int64_t order;
	const char *kind;   /* "return" "claim" */
	const char *reason; /* of return_reasons */
	const char *message, *attempt_key;
	const struct return_want *wants; /* qty 0 counts as not named */
	size_t n;
};
/* Codes of reasons of a kind, NULL ends; and their words. */
const char *const *return_reasons(const char *kind);
const char *return_reason_words(const char *reason);

/* Until when the shop takes returns of an order; 0: it has not come, the
 * promise has not begun to run out; -1: the shop promises none. */
int64_t return_until(struct cx *cx, int64_t delivered_ms);

/*
 * Ask for a return or make a claim.  The same attempt twice is one.
 * ERR_INVALID: no line, or a kind or reason there is not.  ERR_CONFLICT: more
 * units than have been sent and not come back, or (return) its time is over.
 */
int return_request(
	struct cx *cx, const struct return_ask *ask, struct return_case *out);

/* The buyer takes a request back.  ERR_CONFLICT: it has been answered. */
int return_cancel(struct cx *cx, int64_t id, int64_t rev);

/* Proof that the goods are on their way: the buyer's tracking code, or the
 * owner saw it.  ERR_CONFLICT: not while goods are awaited. */
int return_sent(struct cx *cx, int64_t id, int64_t rev, const char *tracking);

/* ---- the owner: each guarded by rev and state, audited, told by mail ---- */

/* Is the move in the machine's table from where the case is?  "accept"
 * "refuse" "cancel" "receive" "settle" "sent" */
bool return_can(const struct return_case *c, const char *move);

/* label: the carrier's code or how to send; "" the settings' one. */
int return_accept(struct cx *cx, int64_t id, int64_t rev, const char *label);
/* ERR_INVALID: without a reason for the buyer. */
int return_refuse(struct cx *cx, int64_t id, int64_t rev, const char *answer);
int return_remark(struct cx *cx, int64_t id, int64_t rev, const char *remark);

struct return_got {
	int64_t line, qty;
	const char *decision; /* "restock" "damaged" "keep" */
};
/*
 * The goods are here.  What is to be sold again goes to the shelf (movements
 * "returned" of the case; the parts of a set).  ERR_INVALID: more units than
 * the case has, a line that it has not, or no decision.
 */
int return_receive(struct cx *cx, int64_t id, int64_t rev,
	const struct return_got *got, size_t n);

/* What is due when the case is settled. */
struct return_due {
	struct money goods;    /* of the units that came; discounts included */
	struct money delivery; /* of the way there: only when all of the order
				  is withdrawn, at most the cheapest standard
				  delivery (CRD Art. 13(2)) */
	struct money total;    /* at most what the shop has of the order */
	bool all;              /* nothing of the order stays */
};
int return_due(
	struct cx *cx, const struct return_case *c, struct return_due *out);

struct return_pay {
	struct money amount; /* 0: settled without money */
	const char *answer;  /* why less, for the buyer; or "" */
	bool to_gift_card;   /* the buyer agreed */
};
/* Credit, refunds (refund_make) and the last state in one transaction.
 * ERR_CONFLICT: more than is left of the order. */
int return_settle(
	struct cx *cx, int64_t id, int64_t rev, const struct return_pay *pay);

#endif
