#ifndef DOMAIN_PROMOTION_KEY_H
#define DOMAIN_PROMOTION_KEY_H

#include "domain/buyer.h"
#include "lib/cx.h"

/*
 * Under what a buyer is counted: 'c12' of a customer, HMAC of the address.
 * Who has both is counted under both, so that an account and a purchase as a
 * guest are one person.  "" none.
 */
struct promotion_keys {
	const char *of_customer, *of_email;
};
void promotion_keys(
	struct cx *cx, const struct buyer *buyer, struct promotion_keys *out);

#endif
