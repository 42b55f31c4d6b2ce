#ifndef DOMAIN_SIZE_GUIDE_H
#define DOMAIN_SIZE_GUIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

/* Tables of sizes that products share: "Socks", "Bed linen". */
struct size_guide {
	int64_t id, rev;
	const char *name;         /* the owner's own name for it */
	const char *title, *body; /* Markdown; in cx->locale, else the root's */
};

/* ERR_NOT_FOUND, also of an archived one. */
int size_guide_get(struct cx *cx, int64_t id, struct size_guide *out);
int size_guide_list(struct cx *cx, struct size_guide **out, size_t *n);

struct size_guide_words {
	const char *locale, *title, *body;
};

/* *id 0 creates.  rev 0: does not ask.  NULL name keeps it.  Audited, touches
 * the catalogue.  ERR_INVALID: no name; ERR_CONFLICT: another rev. */
int size_guide_save(struct cx *cx, int64_t *id, int64_t rev, const char *name,
	const struct size_guide_words *words, size_t n);

#endif
