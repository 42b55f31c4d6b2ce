#ifndef DOMAIN_REFUND_PARTS_H
#define DOMAIN_REFUND_PARTS_H

#include "domain/order.h"
#include "domain/refund.h"

/* Between the files of refund*.c and what changes orders; only domain/
 * includes it. */

/* A way for money to go back, and how much can. */
struct refund_way {
	int64_t payment, gift_card; /* both 0: by hand */
	const char *provider;       /* "gift_card", "hand" */
	struct money most, amount;
};

/* The ways for so much, in the order in which they are used; together they
 * come to it. */
int refund_ways(struct cx *cx, int64_t order, struct money amount,
	bool to_gift_card, struct refund_way **out, size_t *n);

/* Does money go back through it without a person? */
bool refund_provider_can(struct cx *cx, const char *provider);

/*
 * Give money back for a credit, or for none, inside a transaction that has
 * guarded the order's rev.  ERR_CONFLICT: more than was captured.
 */
struct refund_pay {
	int64_t credit, return_case;
	const char *reason, *note;
	struct money amount;
	bool to_gift_card, sent;
};
int refund_pay(struct cx *cx, int64_t order, const struct refund_pay *pay);

/* Credit all that is left of an order that was billed, when no money has to
 * go back for it: its invoice is corrected.  Inside a transaction. */
int credit_rest(struct cx *cx, int64_t order, const char *reason);

/* The worker asks the provider; a later try is a job of its own. */
int refund_job_add(struct cx *cx, int64_t id);
/* requested -> done, when nobody has to be asked. */
int refund_finish(struct cx *cx, int64_t id);

#endif
