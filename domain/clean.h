#ifndef DOMAIN_CLEAN_H
#define DOMAIN_CLEAN_H

#include "lib/cx.h"

/* What nobody needs any more goes, a few rows a transaction so that no buyer
 * waits. */
enum {
	CLEAN_CART_DAYS = 60,           /* a guest's: retention.carts */
	CLEAN_CUSTOMER_CART_DAYS = 365, /* who comes back finds theirs */
	CLEAN_ATTEMPT_HOURS = 24,
};

/* Carts that nobody touched for so long.  *n: how many. */
int clean_carts(struct cx *cx, int64_t *n);
int clean_sessions(struct cx *cx, int64_t *n); /* past their end */
int clean_attempts(struct cx *cx);             /* older windows */

#endif
