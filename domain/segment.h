#ifndef DOMAIN_SEGMENT_H
#define DOMAIN_SEGMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

/*
 * Groups of customers by rules over what domain/customer_value.h knows, what
 * they chose and what they allowed: all rules must hold.  Who is in one is
 * kept in segment_member, made anew each night, after a change of the rules
 * and after a customer's own order.  Members have a proved account and have
 * not objected to the use of their history.  Segments choose banners, home
 * sections, coupons and mails; never prices.
 */
enum { SEGMENTS_MAX = 200, SEGMENT_RULES_MAX = 12 };

/* The segments of a customer, ascending; objectors and guests (0) have none.
 * One indexed statement. */
int segment_of(struct cx *cx, int64_t customer, int64_t **ids, size_t *n);

/* Guests (0) are in none. */
int segment_is_member(
	struct cx *cx, int64_t segment, int64_t customer, bool *is);

/* Their names as customers read them, in cx->locale, in the order of the
 * shop's segments: for the customer's own page. */
int segment_names(
	struct cx *cx, int64_t customer, const char ***names, size_t *n);

#endif
