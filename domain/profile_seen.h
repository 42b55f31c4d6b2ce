#ifndef DOMAIN_PROFILE_SEEN_H
#define DOMAIN_PROFILE_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/cx.h"

/*
 * What somebody looked at, one by one, as their own page shows it: the events
 * (domain/event.h), those that wait to be written included.
 */
struct profile_seen {
	int64_t id; /* 0: it waits */
	int64_t at_ms, product;
	bool store;        /* in the shop itself */
	const char *kind;  /* view, search, cart, order, wish, click */
	const char *rail;  /* the shelf it was on; "" none */
	const char *words; /* of a search */
	const char *name;  /* of the product in cx->locale; "" none */
	const char *path;  /* "/p/mug"; NULL: it has no page now */
};

/* The newest first.  total: of all these; shelves: how often shelves on pages
 * were noted besides. */
int profile_seen_list(struct cx *cx, const char *subject, int64_t offset,
	int64_t limit, struct profile_seen **out, size_t *n);
int profile_seen_count(
	struct cx *cx, const char *subject, int64_t *total, int64_t *shelves);

/* Remove one, or all; what shelves are made of is counted anew.
 * ERR_NOT_FOUND: it is not theirs, or not there. */
int profile_seen_remove(struct cx *cx, const char *subject, int64_t id);
/* The number of one that waited when it was shown, and is written now
 * (event_flush).  ERR_NOT_FOUND. */
int profile_seen_find(struct cx *cx, const char *subject, int64_t at_ms,
	const char *kind, int64_t product, int64_t *id);
int profile_seen_clear(struct cx *cx, const char *subject);

#endif
