#ifndef DOMAIN_MODEL_H
#define DOMAIN_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

/*
 * The model that domain/recommend.h serves: what goes with what, learned from
 * the orders (docs/recommend.md).  Not learned from: cancelled orders, those
 * of who has been erased or objected (consent "history"), what somebody
 * removed from their profile, and categories marked sensitive.
 */

/*
 * Make it anew and let it serve.  Its rows are written beside those of the one
 * that serves, in short transactions, so outside of any; one write switches.
 * why: "night", "import", "asked", "first".  ERR_BUSY: another one is being
 * made, or the shop was busy; ERR_INTERNAL, logged: it cannot be computed.
 */
int model_make(struct cx *cx, const char *why);

/* Have `puoti worker` make one soon.  In the caller's transaction. */
int model_ask(struct cx *cx, const char *why);

struct model {
	int64_t id, orders, customers, products, took_ms, began_ms, served_ms;
	const char *state, *why, *method;
};
/* The one that serves.  ERR_NOT_FOUND: none yet. */
int model_get(struct cx *cx, struct model *out);
/* The latest first, among them one being made; those that have ended keep
 * their row for a while, not what they knew. */
int model_list(struct cx *cx, int64_t limit, struct model **out, size_t *n);

/* Is it time: none serves, or this one was begun before the last night
 * (03:00 of the shop's zone)? */
int model_due(struct cx *cx, bool *due, const char **why);

#endif
