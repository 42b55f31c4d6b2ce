#ifndef DOMAIN_ACCOUNT_ORDER_H
#define DOMAIN_ACCOUNT_ORDER_H

#include "domain/account.h"

/*
 * The orders of an account: those made in it and, while its address is
 * proved, those that guests made with that address.  An order that was made
 * in another account is that one's, whatever address it carries.
 */
struct account_history {
	const char *show; /* "" all, "open" under way, "done", "back"
			     (something came or comes back), "cancelled" */
	int64_t year;     /* 0 all */
	int64_t offset, limit;
};
/* The newest first; *total: how many there are in all of these. */
int account_history(struct cx *cx, const struct account *who,
	const struct account_history *f, struct account_order **out, size_t *n,
	int64_t *total);

/* Years in which there are orders, the newest first. */
int account_order_years(
	struct cx *cx, const struct account *who, int64_t **out, size_t *n);

/* ERR_NOT_FOUND: not an order of this account. */
int account_owns_order(struct cx *cx, const struct account *who, int64_t order);

/*
 * Orders that guests made with the proved address become the account's for
 * good: when it is proved, and before the account takes another address,
 * which would leave them behind.  In the caller's transaction.
 */
int account_orders_join(struct cx *cx, int64_t customer);

#endif
