#ifndef DOMAIN_REFUND_H
#define DOMAIN_REFUND_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"
#include "lib/money.h"

/*
 * Money that goes back.  A credit says for what (lines, units, VAT), refunds
 * say through whom: a provider's payment, a gift card, by hand.  Together,
 * unfailed refunds never exceed what was captured, credits never what lines
 * cost, and slices end at exactly zero.
 */
struct refund {
	int64_t id, order, payment, gift_card, credit, return_case;
	const char *stamp, *provider_ref, *state, *reason, *note, *problem;
	const char *provider; /* of the payment; "gift_card", "hand" */
	struct money amount;
	int64_t created_ms, updated_ms;
};

struct credit_want {
	int64_t line;       /* order_line */
	int64_t qty;        /* units; 0: an amount off the line */
	struct money gross; /* qty 0: how much */
};

struct refund_ask {
	int64_t order, return_case;
	const char *reason; /* "changed" "cancelled" "return" "withdrawal"
			       "claim" "goodwill" "too_much" */
	const char *note;
	const struct credit_want *wants; /* n 0: all that is left of it */
	size_t n;
	bool delivery;     /* the delivery that was paid as well */
	bool to_gift_card; /* instead of the way it was paid */
	bool sent;         /* what goes by hand has been sent: done at once */
	int64_t rev;       /* of the order as it was shown; 0: any */
};

/* What crediting these units would give, share of discounts included. */
int credit_value(
	struct cx *cx, const struct refund_ask *ask, struct money *out);

/*
 * Credit and refund in one transaction: rows of credit, credit note, refunds
 * in state "requested" (first to the providers that were paid, then to gift
 * cards, at once "done", the rest by hand), jobs for the worker.  Of what was
 * not paid yet nothing goes back: it is only not asked for any more.
 * Reason "too_much" credits nothing: it gives back what was paid beyond the
 * price; *credit is 0.  ERR_CONFLICT: more than is left, or the order is not
 * as it was shown.  ERR_INVALID: nothing at all.
 */
int refund_make(struct cx *cx, const struct refund_ask *ask, int64_t *credit);

/*
 * So much money, whatever for: what was paid beyond the price first, the rest
 * is taken off all lines.  wants and delivery of the ask do not matter.
 * ERR_CONFLICT: not that much is with the shop.
 */
int refund_amount(struct cx *cx, const struct refund_ask *ask,
	struct money amount, int64_t *credit);

/* What can go back: what the shop has of it, refunds under way left out. */
int refund_most(struct cx *cx, int64_t order, struct money *out);

/* Wants that take an amount off all lines but gift cards, shared by what is
 * left of each.  ERR_CONFLICT: more than is left. */
int refund_spread(struct cx *cx, int64_t order, struct money amount,
	struct credit_want **out, size_t *n);

/* Through whom so much would go back, for people: rows with provider and
 * amount alone. */
int refund_preview(struct cx *cx, int64_t order, struct money amount,
	bool to_gift_card, struct refund **out, size_t *n);

/* What an order's price comes to against what was paid of it: above 0 the
 * buyer owes, below 0 the shop does, refunds under way left out. */
int refund_balance(struct cx *cx, int64_t order, struct money *out);

int refund_list(struct cx *cx, int64_t order, struct refund **out, size_t *n);
int refund_get(struct cx *cx, int64_t id, struct refund *out);

/* requested -> sent -> done; sent -> failed -> requested.  The ledger's row is
 * written with "done".  ERR_CONFLICT: not where the move starts. */
int refund_move(struct cx *cx, int64_t id, const char *to,
	const char *provider_ref, const char *problem);
/* The owner has sent it, when it goes by hand or its provider refused it.
 * ERR_CONFLICT: it is done, or with the provider. */
int refund_by_hand(struct cx *cx, int64_t id);

#endif
