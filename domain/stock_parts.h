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
	int64_t free, sent; /* as sellable and sent of stock_now */
	bool gone;          /* archived: no set can be made */
};

/* Parts of a bundle, variants ascending; none: not a bundle. */
int stock_parts(
	struct cx *cx, int64_t variant, struct stock_part **out, size_t *n);

/* What the variant's own shelf says, though it is a bundle; parts: how many. */
int stock_own(struct cx *cx, int64_t variant, struct stock_now *out);

/* The variant's own shelves, though it is a bundle: those of all places. */
int stock_own_shelves(
	struct cx *cx, int64_t variant, struct stock_shelf **out, size_t *n);

/* After what can be sold of a variant at a place moved by delta: pages change
 * only with the band of it, of that place where there are several, or of a
 * bundle that it is a part of. */
int stock_touch_band(
	struct cx *cx, int64_t variant, int64_t location, int64_t delta);

/* Units that go out with a shipment: their hold has ended before. */
int stock_leave(struct cx *cx, int64_t variant, int64_t location, int64_t qty,
	int64_t shipment);

/* Where an order may be served from: a store, or 0 for all that ship. */
int stock_place_of(struct cx *cx, int64_t order_line, int64_t *location);

/* Units to hold at a place. */
struct stock_pick {
	int64_t order_line, variant, location, qty;
	int64_t missing; /* of a backorder, on its first row */
};
struct stock_plan {
	struct stock_pick *at;
	size_t n;
};
enum stock_terms {
	STOCK_ALL,    /* or ERR_CONFLICT */
	STOCK_ORDERS, /* backorders as the variant allows */
	STOCK_SOME,   /* what is there */
};
/* Add to plan where a want is held: location: a store, 0 all that ship. */
int stock_plan(struct cx *cx, struct stock_plan *plan,
	const struct stock_want *want, int64_t location,
	enum stock_terms terms);
/* Carry it out; rows of the same line and place are joined. */
int stock_plan_hold(struct cx *cx, struct stock_plan *plan, int64_t expires_ms);
/* Hold units of a shelf; ERR_BUSY: they went meanwhile. */
int stock_hold_units(
	struct cx *cx, int64_t variant, int64_t location, int64_t qty);

/*
 * In SQL: what can be sold of variant v (its alias), and the most that can be
 * ordered, as stock_now counts them; 2147483647 where nothing limits.  No
 * binds.  Backorders are taken where the most is more.
 */
#define STOCK_SELLABLE_SQL(v) STOCK_COUNT_SQL(v, "0")
#define STOCK_MOST_SQL(v)     STOCK_COUNT_SQL(v, "1")
#define STOCK_SHIPS_SQL(s, l)                                                 \
	"coalesce(CAST(sum(CASE WHEN " l ".ships = 1 THEN " s ".on_hand - " s \
	".held ELSE 0 END) AS BIGINT), 0)"
#define STOCK_STORE_SQL(s, l)                                                 \
	"coalesce(max(CASE WHEN " l ".ships = 0 AND " l ".pickup = 1 THEN " s \
	".on_hand - " s ".held ELSE 0 END), 0)"
/* free units of a variant id: sent, or one store's if more */
#define STOCK_FREE_SQL(id)                                                     \
	"(SELECT CASE WHEN " STOCK_SHIPS_SQL(                                  \
		"os", "ol") " >= " STOCK_STORE_SQL("os",                       \
		"ol") " THEN " STOCK_SHIPS_SQL("os",                           \
		"ol") " ELSE " STOCK_STORE_SQL("os",                           \
		"ol") " END"                                                   \
		      " FROM stock os JOIN location ol ON ol.id = os.location" \
		      " WHERE os.variant = " id ")"
#define STOCK_COUNT_SQL(v, free)                                                    \
	" CASE WHEN EXISTS (SELECT 1 FROM bundle_part bp"                           \
	"  WHERE bp.bundle = " v ".id) THEN (SELECT coalesce(min(CASE"              \
	"   WHEN bv.archived_ms IS NOT NULL OR bo.status = 'archived' THEN 0"       \
	"   WHEN bv.tracked = 0 OR (bv.backorder = 1 AND " free " = 1)"             \
	"   THEN 2147483647"                                                        \
	"   ELSE " STOCK_FREE_SQL(                                                  \
		"bv.id") " / bq.qty END), 0)"                                       \
			 "  FROM bundle_part bq JOIN variant bv ON bv.id = bq.part" \
			 "  JOIN product bo ON bo.id = bv.product"                  \
			 "  WHERE bq.bundle = " v ".id)"                            \
			 " WHEN " v ".tracked = 0 OR (" v                           \
			 ".backorder = 1 AND " free " = 1)"                         \
			 " THEN 2147483647 ELSE " STOCK_FREE_SQL(                   \
				 v ".id") " END"

#endif
