#ifndef DOMAIN_PAY_CARD_H
#define DOMAIN_PAY_CARD_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/provider.h"
#include "lib/remote.h"

/*
 * Cards that a customer lets Paytrail keep (its token payments).  The shop
 * holds a token, sealed, and what is printed on receipts: no card number ever
 * passes through it.  All of these call Paytrail: outside transactions.
 */
struct card {
	int64_t id, customer;
	const char *provider, *label; /* "Visa 0313" */
	int64_t until_day;            /* last day of the card; 0 not known */
};

enum { CARD_MAX = 8 };

/* Is Paytrail on, and has the owner agreed with it on saved cards? */
bool card_offered(struct cx *cx);
bool card_is_over(const struct cx *cx, const struct card *c); /* run out */

/* What stands for a card in forms; found among the customer's own alone. */
const char *card_key(struct cx *cx, int64_t id);
int card_by_key(
	struct cx *cx, int64_t customer, const char *key, struct card *out);

/* Where the customer enters a card; it comes back to back_url with
 * checkout-tokenization-id, signed. */
int card_form(struct cx *cx, const char *back_url, const char **href,
	const char **problem);

/* The card of a tokenization that Paytrail confirmed: a row of card_token. */
int card_add(struct cx *cx, int64_t customer, const char *tokenization,
	struct card *out, const char **problem);
/* The same, of the token that a payment's callback brought.  A card that is
 * there already stays one. */
int card_keep(struct cx *cx, int64_t customer, const char *token,
	const char *label, int64_t until_day, struct card *out);

int card_list(struct cx *cx, int64_t customer, struct card **out, size_t *n);
/* ERR_NOT_FOUND: not this customer's. */
int card_archive(struct cx *cx, int64_t customer, int64_t id);

/*
 * A payment was made with "save this card": what the callback says of it, its
 * signature already judged.  OK also when it says nothing of a card, or the
 * order is nobody's.
 */
int card_hear(
	struct cx *cx, const struct remote_header *query, const char *stamp);

struct card_charge {
	int64_t card;
	const struct payment_payer *payer; /* NULL: nobody counts */
	bool present; /* the buyer is here (CIT); else the shop alone (MIT) */
	bool hold;    /* authorise only: seven days, then commit or revert */
};

/*
 * Charge an attempt in state "created" to a card of the order's customer;
 * ERR_NOT_FOUND: of another, or removed.  OK: p->state says "paid",
 * "authorised", or "pending" when the bank wants to see the buyer at p->href.
 * ERR_INVALID: declined, the attempt is "failed".  ERR_BUSY: nobody knows yet;
 * the worker asks.
 */
int card_pay(struct cx *cx, struct payment *p, const struct card_charge *charge,
	const char **problem);

/* Take what is held, at most that much; or let it go. */
int card_commit(struct cx *cx, struct payment *p, struct money amount,
	const char **problem);
int card_revert(struct cx *cx, struct payment *p, const char **problem);

/* A payment in which the buyer enters a card that is kept: p->href is where.
 * The callback brings checkout-card-token. */
int card_pay_and_add(struct cx *cx, struct payment *p,
	const struct payment_payer *payer, const char **problem);

#endif
