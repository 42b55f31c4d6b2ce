#ifndef DOMAIN_TASTE_H
#define DOMAIN_TASTE_H

#include <stddef.h>

#include "domain/profile.h"

/*
 * The order "For you" of categories, brands and searches: the shop's own order,
 *in which what suits somebody moves up a little.  The product at place i of the
 * shop's order goes by i - TASTE_PLACES * s, where s is how well it suits them,
 * 0 to 1.  So nothing moves by more than TASTE_PLACES places, up or down; what
 * is sold out stays last; of a search only products that match equally well
 * change places.
 *
 * How well a product suits, s, is one number for the whole shop, so that pages
 * of one list fit together: 1 - (1 - m) (1 - c/2) (1 - l/2), where
 *	m  is the square root of its score in the model, as a share of the best
 *	   (recommend_score),
 *	c  how much of its brand, categories and attributes is what they
 *	   looked at, put in the cart or bought last,
 *	l  1 when it is of an interest that they told, else 0.
 * What they are not interested in does not move up.
 */
enum { TASTE_PLACES = 12 };

/* Is there anything to order by? */
bool taste_known(const struct profile *p);

/*
 * Order part of a list, given in the shop's order with its bands (which never
 * fall).  What stands in the part from place TASTE_PLACES on, and as far from
 * its end, is where it would be if the whole list were ordered; so is the rest
 * where the part begins or ends the list.
 */
int taste_order(struct cx *cx, const struct profile *p, int64_t *ids,
	const uint16_t *bands, size_t n);

/* How well these products suit, 0 to 1. */
int taste_suits(struct cx *cx, const struct profile *p, const int64_t *ids,
	size_t n, float *out);

#endif
