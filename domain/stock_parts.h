#ifndef DOMAIN_STOCK_PARTS_H
#define DOMAIN_STOCK_PARTS_H

/* What a bundle is counted from; for domain/stock*.c, bundle.c and cart.c. */
#include <stdbool.h>
#include <stddef.h>

#include "domain/stock.h"
#include "lib/cx.h"

struct stock_part {
	int64_t part, qty; /* a variant, units in one set */
	int64_t on_hand, held, tracked, backorder;
	bool gone; /* archived: no set can be made */
};

/* Parts of a bundle, variants ascending; none: not a bundle. */
int stock_parts(
	struct cx *cx, int64_t variant, struct stock_part **out, size_t *n);

/* What the variant's own shelf says, though it is a bundle; parts: how many. */
int stock_own(struct cx *cx, int64_t variant, struct stock_now *out);

/* After what can be sold of a variant moved by delta: pages change only with
 * the band of it, or of a bundle that it is a part of. */
int stock_touch_band(struct cx *cx, int64_t variant, int64_t delta);

/*
 * In SQL: what can be sold of variant v (its alias), and the most that can be
 * ordered, as stock_now counts them; 2147483647 where nothing limits.  No
 * binds.  Backorders are taken where the most is more.
 */
#define STOCK_SELLABLE_SQL(v) STOCK_COUNT_SQL(v, "0")
#define STOCK_MOST_SQL(v)     STOCK_COUNT_SQL(v, "1")
#define STOCK_COUNT_SQL(v, free)                                              \
	" CASE WHEN EXISTS (SELECT 1 FROM bundle_part bp"                     \
	"  WHERE bp.bundle = " v ".id) THEN (SELECT coalesce(min(CASE"        \
	"   WHEN bv.archived_ms IS NOT NULL OR bo.status = 'archived' THEN 0" \
	"   WHEN bv.tracked = 0 OR (bv.backorder = 1 AND " free " = 1)"       \
	"   THEN 2147483647"                                                  \
	"   ELSE (coalesce(bs.on_hand, 0) - coalesce(bs.held, 0)) / bq.qty"   \
	"   END), 0) FROM bundle_part bq JOIN variant bv ON bv.id = bq.part"  \
	"  JOIN product bo ON bo.id = bv.product"                             \
	"  LEFT JOIN stock bs ON bs.variant = bv.id"                          \
	"  WHERE bq.bundle = " v ".id)"                                       \
	" WHEN " v ".tracked = 0 OR (" v ".backorder = 1 AND " free " = 1)"   \
	" THEN 2147483647 ELSE (SELECT"                                       \
	"  coalesce(CAST(sum(os.on_hand - os.held) AS BIGINT), 0)"            \
	"  FROM stock os WHERE os.variant = " v ".id) END"

#endif
