#ifndef DOMAIN_RAIL_HAND_H
#define DOMAIN_RAIL_HAND_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

/*
 * The owner's hand on the shelves of suggestions: which are on, what stands
 * first on them (pin), what comes more often (boost), what never does (hide).
 */

/* "for-you", "again", ...: NULL terminated, in the order of the admin. */
extern const char *const rail_codes[];
bool rail_known(const char *code); /* NULL: no */

/* Of one shelf, with what holds on all of them. */
struct rail_hand {
	bool active;
	const int64_t *pins; /* in order: its own, then those of all */
	size_t n_pins;
	const int64_t *boosts, *hides; /* by id, upwards */
	size_t n_boosts, n_hides;
};

/*
 * Kept by this process while version is the catalogue's (of a request:
 * r->version); -1 reads it anew.  Borrowed: until the next call of
 * rail_hand_use with another version.  What is hidden is in neither of the
 * other lists.  A shelf that nobody knows is off.
 */
int rail_hand_use(struct cx *cx, int64_t version, const char *rail,
	const struct rail_hand **out);
bool rail_boosts(const struct rail_hand *h, int64_t product);
bool rail_hides(const struct rail_hand *h, int64_t product);

/* Show a shelf, or don't.  Audited, touches the catalogue; the same again
 * changes nothing.  ERR_NOT_FOUND: no such shelf. */
int rail_switch(struct cx *cx, const char *rail, bool active);

/* kind: "pin", "boost", "hide"; rail "": on all.  One of them stands for a
 * product and shelf: another takes its place.  A pin comes last among pins.
 * ERR_INVALID: no such kind or shelf; ERR_NOT_FOUND: no such product, or it
 * was archived. */
int rail_pick(
	struct cx *cx, const char *rail, int64_t product, const char *kind);
/* ERR_NOT_FOUND: it is not there. */
int rail_unpick(struct cx *cx, const char *rail, int64_t product);
/* A pin one place nearer to the front. */
int rail_pick_up(struct cx *cx, const char *rail, int64_t product);

struct rail_picked {
	const char *rail, *kind;
	int64_t product;
};
/* All of them: by shelf, kind and place. */
int rail_picks(struct cx *cx, struct rail_picked **out, size_t *n);

/* Products in the shop of which a model knows no neighbour: the newest first,
 * at most max of them; *total: how many there are. */
int rail_lonely(struct cx *cx, int64_t model, size_t max, int64_t **out,
	size_t *n, int64_t *total);

#endif
