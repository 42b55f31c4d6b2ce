#ifndef DOMAIN_PAYMENT_H
#define DOMAIN_PAYMENT_H

#include "lib/cx.h"
#include "lib/money.h"

/* A payment attempt with a provider; stamp is the secret in its address. */
struct payment {
	int64_t id, order, number;
	const char *provider, *stamp, *state, *order_token;
	struct money amount;
};

/*
 * A new attempt over what the order still owes, state "created".
 * ERR_CONFLICT: nothing is owed, or the order is cancelled.
 */
int payment_create(struct cx *cx, int64_t order, const char *provider,
	struct payment *out);
/* The attempt with this provider that still waits for the buyer, or a new
 * one. */
int payment_open(struct cx *cx, int64_t order, const char *provider,
	struct payment *out);

int payment_by_stamp(struct cx *cx, const char *stamp, struct payment *out);

/* Move every attempt of an order that is still open to "expired". */
int payment_expire(struct cx *cx, int64_t order);

/* The owner saw the money: the order's transfer is paid, or, when it was to
 * be paid otherwise, an attempt of provider "manual" is written as paid. */
int payment_by_hand(
	struct cx *cx, int64_t order, struct money amount, struct payment *out);

/*
 * A provider says what became of a payment: outcome "paid" or "failed".
 * event_key is the provider's own name of the notice: the same twice is
 * recorded once and is OK.  A late "paid" wins over "failed"; amount must
 * be the payment's (ERR_INVALID).
 */
int payment_notice(struct cx *cx, const char *provider, const char *stamp,
	const char *event_key, const char *outcome, struct money amount);

#endif
