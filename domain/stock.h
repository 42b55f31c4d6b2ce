#ifndef DOMAIN_STOCK_H
#define DOMAIN_STOCK_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

enum {
	STOCK_LOCATION = 1, /* the main one: imports and exports count there */
	STOCK_FEW = 4,      /* up to this many are "Only N left" */
};

/*
 * Of a bundle (parts > 0) everything is computed from its parts: the fewest
 * sets they make, an archived part makes none, one that is not counted does
 * not limit.  backorder: the parts that limit it can be ordered anyway.
 */
struct stock_now {
	int64_t on_hand, held; /* everywhere */
	int64_t sent;          /* that can go in parcels: free where ships is 1;
				  untracked: INT32_MAX */
	int64_t sellable;      /* sent, or what one store alone has if more */
	int64_t tracked, backorder;
	int64_t most;  /* that can be ordered now; INT32_MAX: any number */
	int64_t parts; /* different ones of a bundle, else 0 */
};

int stock_now(struct cx *cx, int64_t variant, struct stock_now *out);

/* A place where goods lie: a location that is not archived. */
struct stock_shelf {
	int64_t location;
	const char *name; /* "" is the shop's own */
	bool ships, pickup;
	int64_t on_hand, held;
	int64_t free; /* that can be sold there; of a bundle whole sets,
			 untracked: INT32_MAX */
	bool waits;   /* a backorder can be had from there */
};
/* One row a location, in the owner's order. */
int stock_shelves(
	struct cx *cx, int64_t variant, struct stock_shelf **out, size_t *n);
/* on_hand and held of the variant's own shelf at a location. */
int stock_at(struct cx *cx, int64_t variant, int64_t location,
	struct stock_shelf *out);
/* Are there several places? */
bool stock_has_places(struct cx *cx);

/*
 * Append a movement of delta units and move the total with it.  reason as in
 * the CHECK of stock_move; ref_kind and ref_id make it unique, so the same
 * movement twice is ERR_CONFLICT.  ERR_CONFLICT also when on_hand would fall
 * below what is held; nothing changes then.  ERR_INVALID: a bundle, which has
 * no shelf of its own.
 */
int stock_move(struct cx *cx, int64_t variant, int64_t delta,
	const char *reason, const char *ref_kind, int64_t ref_id,
	const char *note); /* at STOCK_LOCATION */
int stock_move_at(struct cx *cx, int64_t variant, int64_t location,
	int64_t delta, const char *reason, const char *ref_kind, int64_t ref_id,
	const char *note);

/*
 * Carry units from one place to another: two movements or none.
 * ERR_CONFLICT: not that many are free there.  ERR_INVALID: a bundle, no
 * units, or the same place.
 */
int stock_carry(struct cx *cx, int64_t variant, int64_t from, int64_t to,
	int64_t qty, const char *note);

/*
 * A counted quantity: the movement that makes on_hand equal to it; none when
 * it is.  ERR_INVALID below 0, and of a bundle.  Below what orders hold their
 * holds become short, those of unpaid orders first, then of the newest:
 * stock_shorts tells which.  What comes later covers them again, the oldest
 * first.
 */
int stock_recount(
	struct cx *cx, int64_t variant, int64_t on_hand, const char *note);

/* The same at any place and with another reason of stock_move: "damaged",
 * "lost"... */
int stock_count(struct cx *cx, int64_t variant, int64_t location,
	int64_t on_hand, const char *reason, const char *note);

/* What open orders wait for, by order; variant or order 0: any. */
struct stock_short {
	int64_t order, number, variant, qty; /* variant: of a bundle its part */
	const char *name;                    /* of the order's line */
};
int stock_shorts(struct cx *cx, int64_t variant, int64_t order,
	struct stock_short **out, size_t *n);

/* Take units away from holds: they are short of them from now on.
 * ERR_CONFLICT: not that many are held. */
int stock_shorten(
	struct cx *cx, int64_t variant, int64_t location, int64_t units);

/* Give what can be sold of a variant to the holds that are short of it: the
 * oldest first, each where its order is served from. */
int stock_cover_variant(struct cx *cx, int64_t variant);

/* Hold qty for an order line; of a variant that takes backorders as much as
 * there is, the rest is "short".  Of a bundle its parts are held.
 * ERR_CONFLICT: not that many sellable. */
int stock_hold(struct cx *cx, int64_t order_line, int64_t variant, int64_t qty,
	int64_t expires_ms);

/*
 * The same for all lines of an order, shelves in ascending order of their
 * variants: two buyers never wait for each other.  What is fetched is held in
 * the order's store alone (orders.location); what is sent at the first place
 * that ships and has all of a line, else at as many of them as it takes, in
 * their order.
 * ERR_BUSY: somebody took what was there a moment ago; try again.
 */
struct stock_want {
	int64_t order_line, variant, qty;
};
int stock_hold_all(struct cx *cx, const struct stock_want *wants, size_t n,
	int64_t expires_ms);

/* Give the active holds of an order back.  None left: OK. */
int stock_release(struct cx *cx, int64_t order);

/* Hold anew what an order's released holds were for: all, or ERR_CONFLICT and
 * nothing.  For an order that comes back by a late payment. */
int stock_hold_again(struct cx *cx, int64_t order);

/* Hold what an order's backordered units were short of.  ERR_CONFLICT: they
 * have not come yet. */
int stock_cover(struct cx *cx, int64_t order);

/* Ship: turn the active holds of an order into movements.  ERR_CONFLICT: it
 * is still short of backordered units. */
int stock_take(struct cx *cx, int64_t order, int64_t shipment);

/* The same of some units of some lines (variant is not read), for a part of an
 * order: each line once.  ERR_CONFLICT: not that many are there. */
int stock_take_some(struct cx *cx, const struct stock_want *lines, size_t n,
	int64_t shipment);

/* Give qty units of an order line back before they leave, those it is short
 * of first.  ERR_CONFLICT: not that many are left. */
int stock_release_some(struct cx *cx, int64_t order_line, int64_t qty);

/* Cancel after shipping did not happen is stock_release; goods that came
 * back are stock_move(.., "returned", "return", case id). */

#endif
