#ifndef DOMAIN_CATEGORY_DESK_H
#define DOMAIN_CATEGORY_DESK_H

#include "domain/category.h"
#include "lib/cx.h"

/* Words of one language as they were written: nothing falls back. */
int category_words(struct cx *cx, int64_t id, const char *locale,
	struct category_text *out);

/* What stands in a category itself, whatever its state; only_here: what would
 * stand in no category without it. */
struct category_ties {
	int64_t products, only_here;
};
int category_ties(struct cx *cx, int64_t id, struct category_ties *out);

/*
 * Take a category out of the shop: its address answers 410, its products
 * stay, the categories below it move up to its parent.  Audited, touches the
 * catalogue.  ERR_CONFLICT: gone already.
 */
int category_archive(struct cx *cx, int64_t id);
/* Undo it: back to its place, and what moved up comes below it again, unless
 * it was moved elsewhere meanwhile.  ERR_CONFLICT: it is not archived. */
int category_restore(struct cx *cx, int64_t id);
int category_is_archived(struct cx *cx, int64_t id, bool *out);

int category_position(struct cx *cx, int64_t id, int64_t *out);

/* Is it one of which nothing is learned (domain/sensitive.h), by its own flag?
 * Setting it drops what was learned of its products, and of those below.
 * Audited, touches the catalogue. */
int category_sensitive(struct cx *cx, int64_t id, bool *out);
int category_set_sensitive(struct cx *cx, int64_t id, bool on);

#endif
