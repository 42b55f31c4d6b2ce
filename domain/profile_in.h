#ifndef DOMAIN_PROFILE_IN_H
#define DOMAIN_PROFILE_IN_H

/* Between domain/profile*.c, event*.c and sensitive.c. */
#include "domain/profile.h"

enum { PROFILE_FRESH = 200 }; /* products that wait to be written, at most */

/* Into items (n of them, room for PROFILE_ITEMS + PROFILE_FRESH) goes what the
 * ring holds of them.  How many there are then. */
size_t profile_fresh(
	const struct subject *who, struct profile_item *items, size_t n);

void profile_items_sort(struct profile_item *items, size_t n);

/* touched_ms anew, and rows away in which nothing is left. */
int profile_items_tidy(struct cx *cx, const char *subject);

/* The account of 'c12'; 0 of others. */
int64_t profile_customer(const char *subject);

#endif
