#ifndef DOMAIN_PAY_CARD_IN_H
#define DOMAIN_PAY_CARD_IN_H

#include "domain/pay_card.h"

/* What keeping and charging cards share; only domain/ includes it. */

/* The token of a customer's card, opened.  ERR_NOT_FOUND: not theirs, or
 * removed.  ERR_DENIED: it was sealed for another. */
int card_token(
	struct cx *cx, int64_t customer, int64_t card, const char **token);

/* Whose order it is; 0: a guest's. */
int card_customer(struct cx *cx, int64_t order, int64_t *customer);

#endif
