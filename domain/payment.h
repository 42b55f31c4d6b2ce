#ifndef DOMAIN_PAYMENT_H
#define DOMAIN_PAYMENT_H

#include <stddef.h>

#include "lib/cx.h"
#include "lib/money.h"

/* A payment attempt with a provider; stamp is the secret in its address. */
struct payment {
	int64_t id, order, number;
	const char *provider, *stamp, *state, *order_token;
	struct money amount;
	const char *provider_ref, *href; /* "" none yet */
	const char *currency, *problem, *locale;
	int64_t checks, next_check_ms, created_ms;
};

/* attempt_check of these before a payment is begun. */
#define PAYMENT_FAILED "payment-failed"
enum {
	PAYMENT_FAILED_MAX = 10, /* per cart, e-mail or network address */
	PAYMENT_FAILED_MS = 24 * 60 * 60 * 1000,
};

/* Who pays, as keyed hashes: failed attempts are counted by them. */
struct payment_payer {
	const char *cart, *address; /* "" not known */
};

/* What a provider says of a payment.  Texts are "" when it says nothing. */
struct payment_news {
	const char *provider, *stamp;
	const char *event_key; /* its own name of this piece of news */
	const char *outcome;   /* "paid" "failed" "pending" "authorised" */
	const char *provider_ref, *currency;
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
int payment_get(struct cx *cx, int64_t id, struct payment *out);
/* Attempts of an order, the oldest first. */
int payment_list(struct cx *cx, int64_t order, struct payment **out, size_t *n);

/* Before the provider is called: who pays, and when to ask what became of it
 * if nobody tells.  ERR_CONFLICT: it is not waiting to be begun;
 * once: or somebody is calling already. */
int payment_calling(struct cx *cx, struct payment *p,
	const struct payment_payer *payer, int64_t check_ms, bool once);
/* The provider made it: created -> pending. */
int payment_started(struct cx *cx, struct payment *p, const char *provider_ref,
	const char *href);
/* It did not, or nobody knows: nobody was sent there.  state "failed",
 * "expired". */
int payment_not_started(struct cx *cx, struct payment *p, const char *state,
	const char *problem);

/*
 * Take what a provider says.  Compared with amount, currency and reference
 * (ERR_INVALID: none of it is believed), recorded once, never a failure after
 * a payment; a late payment wins.
 */
int payment_take(struct cx *cx, const struct payment_news *news);

/* A hold of a card ended without a payment. */
int payment_voided(struct cx *cx, struct payment *p);

/* Payments to ask for now, and when to ask again (0: never); problem "" keeps
 * what is written. */
int payment_due(struct cx *cx, int64_t **ids, size_t *n);
int payment_checked(struct cx *cx, const struct payment *p, int64_t next_ms,
	const char *problem);

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
