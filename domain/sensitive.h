#ifndef DOMAIN_SENSITIVE_H
#define DOMAIN_SENSITIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/cx.h"

/*
 * Categories of which nothing is learned: what somebody looks at or buys
 * there tells of health, belief or love (GDPR Art. 9).  The flag holds for
 * the categories below as well.  No event, no profile, no suggestion.
 */
#define SENSITIVE_CATEGORIES                                        \
	" (WITH RECURSIVE down (id) AS (SELECT id FROM category"    \
	"  WHERE sensitive = 1 UNION SELECT sc.id FROM category sc" \
	"  JOIN down ON sc.parent = down.id) SELECT id FROM down)"
/* Those that a rule (new, on sale) brings into one are known since
 * sensitive_look. */
#define SENSITIVE_PRODUCTS                                               \
	" (SELECT sp.product FROM product_category sp WHERE sp.category" \
	" IN" SENSITIVE_CATEGORIES                                       \
	" UNION SELECT sk.product FROM sensitive_product sk)"

/* Is this product in one?  The answers are kept in this process while the
 * catalogue stays the same. */
int sensitive_product(struct cx *cx, int64_t product, bool *out);

/* After a category has got the flag, or a product has come under one: what
 * was learned of such products goes.  In the caller's transaction. */
int sensitive_drop(struct cx *cx);

/*
 * Which products are sensitive now: after a flag, a category's place or rule,
 * a product's categories, price or age have changed.  Of those that have become
 * so what was learned goes; whoever ordered one that has, or is so no more, is
 * counted anew by the worker (customer_value_stale).  In the caller's
 * transaction, or its own when something has changed.
 */
int sensitive_look(struct cx *cx);

/* The worker, each second: the same if the catalogue has changed since, or
 * the clock may have. */
int sensitive_follow(struct cx *cx);

#endif
