#ifndef DOMAIN_SLUG_H
#define DOMAIN_SLUG_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

struct slug_hit {
	int64_t target;
	const char *current; /* the slug to be at; differs from the one asked
				for when that is an old one: 301 */
};

/* kind: "product", "category", "page".  Looks in cx->locale, then in the
 * root language, then in any for what has a slug in neither.
 * ERR_NOT_FOUND. */
int slug_find(struct cx *cx, const char *kind, const char *slug,
	struct slug_hit *out);

/* The address of a target in cx->locale, the root language or else any;
 * NULL: none. */
const char *slug_of(struct cx *cx, const char *kind, int64_t target);

/*
 * Make wish (made of text_slug; "" is refused as ERR_INVALID) the current
 * slug of target in a locale.  The former one stays and answers 301.  Taken
 * by another target: "-2", "-3"... is tried; *got (may be NULL) says which
 * was taken.  Inside a transaction.
 */
int slug_set(struct cx *cx, const char *kind, const char *locale,
	int64_t target, const char *wish, const char **got);

#endif
