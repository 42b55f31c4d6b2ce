#ifndef DOMAIN_CUSTOMER_H
#define DOMAIN_CUSTOMER_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"
#include "lib/money.h"

/* Customers are the addresses that orders carry, or accounts have. */
struct customer_row {
	const char *email, *email_norm, *name, *city;
	int64_t orders, last_ms;
	struct money spent; /* uncancelled orders */
	int64_t order;   /* id of the newest: addresses the customer's page; 0:
			    none, the account's does */
	int64_t account; /* 0: a guest */
	bool verified;   /* the account's address is proved */
};

int customer_list(struct cx *cx, const char *find, int64_t offset,
	int64_t limit, struct customer_row **out, size_t *n, int64_t *total);
/* The account with that address, proved or not; 0: none. */
int customer_account(struct cx *cx, const char *email_norm, int64_t *id);
/* By the id of any of its orders. */
int customer_by_order(struct cx *cx, int64_t order, struct customer_row *out);
int customer_by_account(
	struct cx *cx, int64_t account, struct customer_row *out);

/* What an account says of itself, for the owner; times 0: not yet. */
struct customer_facts {
	int64_t since_ms, verified_ms, seen_ms, cards;
	const char *phone, *locale, *company, *business_id, *vat_id, *buyer_ref;
};
int customer_account_facts(
	struct cx *cx, int64_t account, struct customer_facts *out);

#endif
