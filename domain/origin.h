#ifndef DOMAIN_ORIGIN_H
#define DOMAIN_ORIGIN_H

#include "lib/cx.h"

/* Where things that were not typed in here came from: how an import finds
 * again what it made.  source: "shopify", "demo". */

/* *target 0 and *digest "" when the other shop's thing is new here. */
int origin_find(struct cx *cx, const char *source, const char *key,
	int64_t *target, const char **digest);

/* Remember, or replace what was remembered. */
int origin_keep(struct cx *cx, const char *source, const char *key,
	const char *kind, int64_t target, const char *digest);

#endif
