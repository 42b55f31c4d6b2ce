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
	/* Make the payment there; the same stamp again gives the same. */
	int (*start)(struct cx *cx, const struct payment *p,
		struct provider_answer *out);
	int (*status)(struct cx *cx, const struct payment *p,
		struct provider_answer *out);
	int (*refund)(struct cx *cx, const struct payment *p,
		const struct refund *r, struct provider_answer *out);
	/* Does the account answer?  problem says what is wrong. */
	int (*test)(struct cx *cx, struct provider_answer *out);
};

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

/* The words for a way to pay, on or off, in cx->locale; the code itself of one
 * that nobody knows. */
const char *pay_way_label(struct cx *cx, const char *code);

/* Codes of all ways, in the owner's order; NULL ended. */
const char *const *pay_way_codes(struct cx *cx);

/* The provider's code of a way to pay: "demo" of "demo_card"; "" none. */
const char *pay_way_provider(const char *code);

/* Those that there are: domain/pay_*.c. */
extern const struct provider provider_demo;

#endif
