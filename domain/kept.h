#ifndef DOMAIN_KEPT_H
#define DOMAIN_KEPT_H

#include "lib/arena.h"
#include "lib/cx.h"

/*
 * A table of the owner's that a process keeps from one request to the next,
 * while the catalogue's version in use (setting_use) stays the same: every
 * write to it calls catalogue_touch.  Without a version in use it is read each
 * time.  What it holds stays until the request ends.
 */
struct kept {
	int64_t version, serial;
	struct arena *arena; /* outlives requests */
	void *table;
};

/* What is kept, or NULL: it has to be loaded. */
void *kept_find(const struct kept *k, const struct cx *cx);

/* Where to load it into: the process's memory, or the request's. */
struct arena *kept_arena(struct kept *k, struct cx *cx);

/* It is loaded, whole. */
void kept_put(struct kept *k, const struct cx *cx, void *table);

#endif
