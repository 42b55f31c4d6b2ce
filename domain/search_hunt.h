#ifndef DOMAIN_SEARCH_HUNT_H
#define DOMAIN_SEARCH_HUNT_H

/* One search being made: between search.c and search_rank.c. */
#include "domain/search.h"

enum { HUNT_SEEN = 1024 }; /* a power of two above 2 * SEARCH_MAX */

struct candidate {
	int64_t product, doc; /* doc 0: found by its code */
	int tier, named;      /* named: 0 as asked, 1 with it, 2 otherwise */
	bool sold_out;
	size_t place; /* among the most bought */
};

struct hunt {
	struct cx *cx;
	const struct search_ask *ask;
	const char *typed;
	struct candidate list[SEARCH_MAX];
	size_t n;
	int64_t seen[HUNT_SEEN]; /* products in the list, by hash */
	bool more;
	enum search_how how;
	const char *corrected;
};

/* Leave out what is not on sale and put the best first. */
int hunt_rank(struct hunt *h);

#endif
