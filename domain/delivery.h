#ifndef DOMAIN_DELIVERY_H
#define DOMAIN_DELIVERY_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/buyer.h"
#include "lib/cx.h"
#include "lib/money.h"

/*
 * When goods come.  What is ordered before 14:00 of a working day leaves that
 * day, else on the next one; then it travels days_min to days_max weekdays
 * that are no holiday.  All dates that are promised anywhere come from here.
 */
struct delivery_when {
	int64_t from_day, to_day; /* YYYYMMDD */
	int64_t until; /* ms: when it changes, for parts that are kept */
};
int delivery_when(struct cx *cx, int64_t days_min, int64_t days_max,
	struct delivery_when *out);

/* "Wed 25 Nov – Fri 27 Nov", or one day; "" when there is none. */
const char *delivery_days_words(
	struct cx *cx, int64_t from_day, int64_t to_day);

/*
 * The shop's cheapest way to have a thing sent within its own country: what
 * pages say before anything is known of the buyer.  Its methods touch the
 * catalogue when they change.
 */
struct delivery_usual {
	bool any; /* false: nothing is sent there; all else is 0 */
	struct money cost;
	struct money free_from; /* 0: never free, or always */
	int64_t days_min, days_max;
};
int delivery_usual(struct cx *cx, struct delivery_usual *out);

/* The first day a thing ordered now can arrive the usual way, as a moment of
 * it; *until: when that changes. */
int64_t delivery_promise(struct cx *cx, int64_t *until);
/* The words for all of it: "Wed 25 Nov – Fri 27 Nov". */
const char *delivery_promise_words(struct cx *cx, int64_t *until);

/* What is to be sent, as far as its price depends on it. */
struct delivery_load {
	int64_t weight_g, units;
	struct money goods; /* after discounts: for free_from */
	bool here;          /* all of it is in stock: days can be promised */
	bool stores_only; /* some of it lies only in stores: nothing is sent */
};

/* A way to have it: a row of delivery_method that fits buyer and load. */
struct delivery_offer {
	int64_t method;
	const char *kind;         /* "parcel" "point" "pickup" */
	const char *label, *help; /* in cx->locale */
	const char *carrier;
	struct money cost;      /* of all parcels; 0 when free_from holds */
	struct money free_from; /* goods from which it is free; 0: never */
	struct money to_free;   /* missing until then; 0: reached or never */
	int64_t parcels;
	int64_t from_day, to_day; /* promised; 0: cannot be */
	int64_t location;         /* pickup: of its method, or 0 any */
};

/*
 * The offers for a buyer, in the owner's order: of the first zone that holds
 * country and postal code; while the code is not known, the first that holds
 * all of the country, else some of it.  None: the shop does not deliver there.
 *
 * What is heavier than parcel_g or more than parcel_units goes in as few
 * parcels as hold it, shared evenly (the first ones a gram or a unit more).
 * By weight and count each parcel has its own price; by value and by order all
 * have the same, that of the goods.
 */
int delivery_offers(struct cx *cx, const struct buyer *buyer,
	const struct delivery_load *load, struct delivery_offer **out,
	size_t *n);
/* Countries that any zone holds, ascending; NULL ends.  For the form. */
int delivery_countries(struct cx *cx, const char *const **out);

/* Stores where all of a cart's lines can be fetched, and those where not. */
struct delivery_store {
	int64_t location;
	const char *name, *street, *postal, *city, *hours;
	bool has_all;
	const char *missing; /* name of the first thing it lacks, or "" */
};
struct cart;
int delivery_stores(struct cx *cx, const struct cart *cart,
	int64_t location, /* 0: any */
	struct delivery_store **out, size_t *n);
/* The store of an order, also one that was closed since. */
int delivery_store_get(
	struct cx *cx, int64_t location, struct delivery_store *out);

/* Carriers' pickup points near a postal code: the rows of pickup_point, and,
 * with a carrier whose client is set up, its own answer (kept there): asked
 * for over the network, if no transaction is open. */
struct delivery_point {
	const char *carrier, *code, *name, *street, *postal, *city, *country,
		*hours;
};
int delivery_points(struct cx *cx, const char *carrier, const char *country,
	const char *postal, struct delivery_point **out, size_t *n);
int delivery_point_get(struct cx *cx, const char *carrier, const char *code,
	struct delivery_point *out);

/* "4821 77": the code shown when fetching an order; HMAC(key file, id). */
const char *delivery_pickup_code(struct cx *cx, int64_t order);

/* Is it a day on which parcels leave: no weekend, public holiday of Finland,
 * closed day of the owner? */
bool delivery_day_works(struct cx *cx, int64_t day);

#endif
