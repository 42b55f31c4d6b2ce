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
#define SENSITIVE_PRODUCTS                                               \
	" (SELECT sp.product FROM product_category sp WHERE sp.category" \
	" IN" SENSITIVE_CATEGORIES ")"

/* Is this product in one?  The answers are kept in this process while the
 * catalogue stays the same. */
int sensitive_product(struct cx *cx, int64_t product, bool *out);

/* After a category has got the flag, or a product has come under one: what
 * was learned of such products goes.  In the caller's transaction. */
int sensitive_drop(struct cx *cx);

#endif
