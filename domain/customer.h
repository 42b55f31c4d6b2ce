#ifndef DOMAIN_CUSTOMER_H
#define DOMAIN_CUSTOMER_H

#include <stddef.h>

#include "lib/cx.h"
#include "lib/money.h"

/* Customers, so far, are the addresses that orders carry. */
struct customer_row {
	const char *email, *email_norm, *name, *city;
	int64_t orders, last_ms;
	struct money spent; /* uncancelled orders */
	int64_t order; /* id of the newest: addresses the customer's page */
};

int customer_list(struct cx *cx, const char *find, int64_t offset,
	int64_t limit, struct customer_row **out, size_t *n, int64_t *total);
/* The account with that address, proved or not; 0: none. */
int customer_account(struct cx *cx, const char *email_norm, int64_t *id);
/* By the id of any of its orders. */
int customer_by_order(struct cx *cx, int64_t order, struct customer_row *out);

#endif
