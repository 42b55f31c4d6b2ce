#ifndef DOMAIN_PROFILE_INTEREST_H
#define DOMAIN_PROFILE_INTEREST_H

#include <stddef.h>
#include <stdint.h>

#include "domain/profile.h"
#include "lib/cx.h"

/*
 * What somebody seems to be interested in: the categories, brands and
 * attributes of the things in their profile, each as strong as what they did
 * with those: an order counts 6, put into the cart 3, a look 1 (at most 4),
 * half as much for every 120 days that have passed.
 */
enum { PROFILE_INTERESTS = 12 };

struct profile_interest {
	const char *key;  /* "c12" category, "b3" brand, "a7" attribute value */
	const char *name; /* in cx->locale */
	int64_t orders, views; /* behind it */
	int strength;          /* 1 to 99: how sure */
	const int64_t *products;
	size_t n;
};

/* The strongest first, at most PROFILE_INTERESTS. */
int profile_interests(struct cx *cx, const struct profile *p,
	struct profile_interest **out, size_t *n);

/* The products behind one of them; n 0: there is no such. */
int profile_interest_products(struct cx *cx, const struct profile *p,
	const char *key, const int64_t **out, size_t *n);

/* A colour that they ordered, by its name. */
struct profile_colour {
	const char *key;  /* folded name in the root language */
	const char *name; /* in cx->locale */
	int64_t units;
};
enum { PROFILE_COLOURS = 12 };
/* Most ordered first, without those they said are none of theirs. */
int profile_colours(struct cx *cx, const struct subject *who,
	struct profile_colour **out, size_t *n);

#endif
