#ifndef DOMAIN_PROVIDER_H
#define DOMAIN_PROVIDER_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/payment.h"
#include "domain/refund.h"
#include "lib/cx.h"
#include "lib/money.h"

/*
 * Payment providers.  Each is one struct; what differs between them is here
 * and nowhere else.  Calls go over the network: never inside a transaction.
 * A provider only translates: the machine in payment.c decides.
 */
struct provider_answer {
	const char *state;        /* "paid" "failed" "pending", of a refund
				     "done" "failed" "sent" */
	const char *provider_ref; /* "" none */
	const char *href;         /* of start: where the buyer goes */
	const char *problem;      /* for the owner; no personal data */
	struct money amount;      /* that it speaks of */
	const char *currency, *stamp, *account;
};

struct provider {
	const char *code;             /* "paytrail" */
	const char *method;           /* of orders.payment: "paytrail" */
	bool (*ready)(struct cx *cx); /* set up and switched on */
	bool (*keyed)(struct cx *cx); /* set up: enough for refunds */
	/* Make the payment there; the same stamp again gives the same. */
	int (*start)(struct cx *cx, const struct payment *p,
		struct provider_answer *out);
	int (*status)(struct cx *cx, const struct payment *p,
		struct provider_answer *out);
	int (*refund)(struct cx *cx, const struct payment *p,
		const struct refund *r, struct provider_answer *out);
	/* What became of a refund that was sent. */
	int (*refund_status)(struct cx *cx, const struct payment *p,
		const struct refund *r, struct provider_answer *out);
	/* Whose money it is: news of another account are not believed. */
	const char *(*account)(struct cx *cx);
	/* Does the account answer?  problem says what is wrong. */
	int (*test)(struct cx *cx, struct provider_answer *out);
};

/*
 * Of start, status, refund and refund_status: OK, an answer; ERR_BUSY: none,
 * and what was asked for may have happened; ERR_INVALID: refused, problem says
 * why, nothing has happened.
 */

/* By code; NULL: none such. */
const struct provider *provider_find(const char *code);

/* Ways to pay that a buyer may choose now, in the owner's order. */
struct pay_way {
	const char *code; /* "transfer" "invoice" "on_pickup" "demo_card"
			     "paytrail" "stripe" "gift_card" (nothing due) */
	const char *label, *help;
	const char *provider; /* "" none */
};
struct pay_ask {
	const char *delivery; /* kind of the way chosen */
	const char *country;
	struct money due;
	bool business;
};
int pay_ways(struct cx *cx, const struct pay_ask *ask, struct pay_way **out,
	size_t *n);

/*
 * Begin to pay what an order owes: the attempt, then the call, and out->href
 * is where the buyer goes.  Outside transactions.  ERR_CONFLICT: nothing is
 * owed.  ERR_BUSY, ERR_INVALID: the provider did not make it; the order stands
 * and another attempt can be begun.
 */
int payment_begin(struct cx *cx, int64_t order, const struct provider *provider,
	const struct payment_payer *payer, struct payment *out);

/* Believe what a provider says of a payment (payment_take), if it is of its
 * account. */
int payment_hear(struct cx *cx, const struct provider *provider,
	const struct provider_answer *answer);

/* Ask what became of a payment, and when to ask again.  Outside transactions.
 * *p is as it is now. */
int payment_ask(struct cx *cx, struct payment *p);

/* The same for one that the buyer waits for: not more often than every few
 * seconds. */
int payment_ask_now(struct cx *cx, struct payment *p);

/* Send a refund that was asked for, or ask what became of it. */
int refund_send(struct cx *cx, int64_t id);

/* A provider says what became of a refund; ERR_INVALID: of another amount. */
int refund_hear(struct cx *cx, int64_t id, const struct provider_answer *a);
int refund_by_stamp(struct cx *cx, const char *stamp, int64_t *id);
int refund_by_ref(
	struct cx *cx, const char *provider, const char *ref, int64_t *id);

/* Refunds to send or to ask for now. */
int refund_due(struct cx *cx, int64_t **ids, size_t *n);

/* The words for a way to pay, on or off, in cx->locale; the code itself of one
 * that nobody knows. */
const char *pay_way_label(struct cx *cx, const char *code);

/* Codes of all ways, in the owner's order; NULL ended. */
const char *const *pay_way_codes(struct cx *cx);

/* The provider's code of a way to pay: "demo" of "demo_card"; "" none. */
const char *pay_way_provider(const char *code);

/* Those that there are: domain/pay_*.c. */
extern const struct provider provider_demo;
extern const struct provider provider_paytrail;
extern const struct provider provider_stripe;

#endif
