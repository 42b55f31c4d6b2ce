#ifndef DOMAIN_BUYER_H
#define DOMAIN_BUYER_H

#include <stdint.h>

/* Who buys and where it goes, as far as is known: what prices, taxes and ways
 * of delivery depend on.  No string is NULL. */
struct buyer {
	const char *country;     /* of the delivery, ISO 3166; "" the shop's */
	const char *postal;      /* "" not known yet */
	const char *email_norm;  /* "" not known yet: limits per buyer wait */
	const char *vat_id;      /* "SE556703748501", or "" */
	int64_t customer, group; /* 0: a guest */
};

#endif
