#ifndef DOMAIN_EVENT_H
#define DOMAIN_EVENT_H

#include <stddef.h>
#include <stdint.h>

#include "domain/profile.h"
#include "lib/cx.h"

/*
 * What people do, noted without a write: all processes of a shop put it into
 * a ring in shared memory (DIR/run/events, lib/ring.h), puoti worker writes it
 * into the table in batches.  What waits there is read with the profile, so
 * that the next page knows it.
 */
enum event_kind {
	EVENT_VIEW = 1,
	EVENT_SEARCH,
	EVENT_CART,
	EVENT_ORDER,
	EVENT_WISH,
	EVENT_SHOWN, /* a shelf stood on a page */
	EVENT_HELD,  /* it would have, but for the hold-out group */
	EVENT_CLICK, /* on a shelf */
};
enum { EVENT_WORDS_MAX = 60 }; /* bytes of a search that are kept */

struct event {
	enum event_kind kind;
	int64_t product, variant, orders; /* 0 none */
	const char *channel;              /* NULL: "web" */
	const char *rail;                 /* NULL: "" */
	const char *words;                /* NULL: "" */
};

/* Note it, if who may be noted (key and browsing); else nothing.  Never fails:
 * a full ring loses the newest, and counts that; of one who does more than a
 * person can, orders alone are noted. */
void event_note(
	struct cx *cx, const struct subject *who, const struct event *e);

/* Each line of an order that they have placed. */
void event_ordered(struct cx *cx, const struct subject *who, int64_t order);

/* Use the ring of this shop from now on (before fork, or in the worker).
 * ERR_INTERNAL: no such file can be made; nothing is noted then. */
int event_open(const char *path);
void event_close(void);

/* The worker: write what waits, in one transaction.  *n: how many. */
int event_drain(struct cx *cx, int64_t *n);

/* Write what waits of one subject, before they change what is known of them:
 * then there are rows to remove. */
int event_flush(struct cx *cx, const char *subject);

/* Delete events that are older than the setting retention.events, with what
 * was made of them; visitors who were not here for so long go as a whole. */
int event_sweep(struct cx *cx, int64_t *n);
int event_end(struct cx *cx, int64_t before_ms, int64_t *n);

/* How many wait, how many have room (by the machine's memory), and how many
 * were lost because too many waited. */
int64_t event_left(void);
int64_t event_room(void);
int64_t event_lost(void);

#endif
