#ifndef DOMAIN_PAY_STRIPE_H
#define DOMAIN_PAY_STRIPE_H

#include "domain/provider.h"

/*
 * A webhook of Stripe: header is its Stripe-Signature.  ERR_DENIED: not signed
 * for this shop now.  ERR_NOT_FOUND: of nothing that the shop waits for.  Of a
 * refund *refund is true and out->provider_ref its id.
 */
int stripe_hear(struct cx *cx, const char *header, const char *body, size_t n,
	struct provider_answer *out, bool *refund);

#endif
