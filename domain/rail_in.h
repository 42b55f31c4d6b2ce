#ifndef DOMAIN_RAIL_IN_H
#define DOMAIN_RAIL_IN_H

/* Between domain/rail*.c. */
#include <stdint.h>

#include "domain/rail.h"
#include "domain/profile.h"
#include "domain/recommend.h"

enum { RAIL_POOL = 24, RAIL_ASKED = 40 };

/* A product that might stand on a shelf. */
struct rail_cand {
	int64_t product;
	double score;
	int64_t last_ms, due_ms;
	int64_t variant, qty; /* to buy again; variant 0: any */
	struct rail_why why[RAIL_WHY];
	uint8_t n_why;
	bool is_picked; /* by the owner: no matter of which category */
	bool is_late;   /* only when there is nothing else */
};

struct rail_list {
	struct rail_cand *c; /* arena */
	size_t n;
};

struct rail_cand *rail_list_add(
	struct cx *cx, struct rail_list *l, int64_t product);
bool rail_list_has(const struct rail_list *l, int64_t product);

/* The owner's pins first, what is boosted further to the front. */
int rail_hand_apply(struct cx *cx, const struct rail_page *page,
	const struct rail_hand *hand, struct rail_list *l);

/* Can it be suggested to anybody at all? */
bool rail_can(const struct rail_page *page, int64_t product);
bool rail_is_sensitive(
	const struct rail_page *page, const struct shelf_row *row);

/* What a list is made of that is nobody's. */
enum rail_pool {
	POOL_BEST,
	POOL_NEW,
	POOL_WITH,     /* of a product */
	POOL_SIMILAR,  /* of a product */
	POOL_TIED,     /* accessories and spare parts of a product */
	POOL_CATEGORY, /* what sells best of it */
	POOL_LIKED     /* what sells best of an interest */
};

/* Append it to l, as far as it is not there. */
int rail_pool_add(struct cx *cx, struct rail_page *page, enum rail_pool pool,
	int64_t of, struct rail_list *l);

/* The first category of a product; 0: none. */
int64_t rail_category(const struct rail_page *page, int64_t product);

/* What the profile has that may be learned from, and whose it is. */
struct rail_given {
	struct recommend_seen *seen;
	const struct profile_item **item;
	size_t n;
};
struct rail_given rail_given(struct cx *cx, const struct rail_page *page);

/* They sent back all that they had of it. */
bool rail_came_back(const struct profile_item *it);

/* Candidates of "Buy again": what is due first. */
int rail_again_find(struct cx *cx, struct rail_page *page, struct rail_list *l);

/* The candidates of a shelf, best first. */
int rail_find(struct cx *cx, struct rail_page *page, enum rail_code code,
	struct rail_list *l);

#endif
