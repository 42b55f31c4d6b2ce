#ifndef DOMAIN_MEDIA_DESK_H
#define DOMAIN_MEDIA_DESK_H

#include <stddef.h>

#include "lib/cx.h"
#include "lib/tr.h"

/* All the shop's pictures on the owner's desk: where they are used, what they
 * say to those who do not see them. */
struct media_row {
	int64_t id, uses, width, height;
	const char *state, *sha256, *widths, *problem;
	const char *product;       /* name of one that shows it, or "" */
	const char *alt[TR_LANGS]; /* as written, nothing falls back */
};

struct media_view {
	const char *show; /* "", "missing", "unused", "failed" */
	const char *find; /* in alt texts and names of products; "" all */
	int64_t offset, limit;
};
/* missing: used, and silent in the root language. */
int media_desk_list(struct cx *cx, const struct media_view *view,
	struct media_row **out, size_t *n);
int media_desk_count(struct cx *cx, const struct media_view *view, int64_t *n);
int media_desk_get(struct cx *cx, int64_t id, struct media_row *out);

/* One place that shows it: path of its page in the admin. */
struct media_use {
	const char *kind; /* "product", "category", "brand", "home" */
	const char *name, *path;
};
int media_desk_uses(
	struct cx *cx, int64_t id, struct media_use **out, size_t *n);

/* Say what a picture shows in a language.  Audited; the same again writes
 * nothing. */
int media_desk_alt(
	struct cx *cx, int64_t id, const char *locale, const char *alt);

/*
 * Put another picture everywhere in place of one, with its alt texts where
 * the other has none.  Audited.  The one stays, unused.
 */
int media_desk_replace(struct cx *cx, int64_t id, int64_t other);

#endif
