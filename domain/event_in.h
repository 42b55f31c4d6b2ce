#ifndef DOMAIN_EVENT_IN_H
#define DOMAIN_EVENT_IN_H

/* What waits in the ring: between domain/event*.c and profile*.c. */
#include "domain/event.h"
#include "lib/clock.h"
#include "lib/ring.h"

/* An event as it waits: a record of the ring.  Whoever changes this changes
 * EVENT_LAYOUT. */
struct event_record {
	int64_t at_ms, product, variant, orders;
	char subject[72]; /* "": taken back */
	char words[64];
	char rail[16];
	uint8_t kind, channel, spare[6];
};

enum {
	EVENT_LAYOUT = 1,
	EVENT_SLOTS_LEAST = 1 << 15, /* a power of two, as the most is */
	EVENT_SLOTS_MOST = 1 << 17,
	EVENT_MEMORY = 32, /* of the machine's, this part at most */
	EVENT_HOLE_MS = 3000,
	EVENT_VIEW_MS = 60 * 1000, /* a product seen again within it is not */
	/* of one subject, who else would crowd out all others and teach the
	 * model alone; orders are kept in any case */
	EVENT_WAIT_MAX = 400, /* among the newest that wait, */
	EVENT_WAIT_NEWEST = 4096,
	EVENT_DAY_MAX = 3000, /* of the last 24 hours */
	EVENT_CHANNELS = 3,
};

/* Of "web" (or NULL), "store", "mail"; EVENT_CHANNELS: none of them. */
uint8_t event_channel(const char *name);

struct ring *event_ring(void); /* NULL: none */
uint64_t event_key(const char *subject);

/* Take back what waits of a subject: of one product, or (0) all of it.  These
 * two inside a transaction: event_drain reads the ring in one, too. */
void event_wipe(const char *subject, int64_t product);

/* What has been written of it, up to that time. */
void event_wipe_until(const char *subject, int64_t until_ms);

/* What waits of one subject becomes another's. */
void event_rename(const char *from, const char *to);

/* Look through what waits of a subject from a position of the ring on, the
 * oldest first. */
void event_waiting(const char *subject, int64_t from,
	void (*fn)(void *arg, const struct event_record *e), void *arg);

/* ---- event_drain.c ---- */

/* What stands before this position has been written. */
int event_place(struct cx *cx, struct ring *ring, int64_t *out);

/* Would it be written, if its subject allows it? */
int event_counts(struct cx *cx, const struct event_record *e, bool *out);

/* Write those that count and are allowed, in the caller's transaction. */
int event_write(struct cx *cx, const struct event_record *rows, size_t n);

/* The word of a kind: "view". */
const char *event_word(uint8_t kind);

/* ---- event_wait.c ---- */

/* What waits of a subject and will be written, the oldest first. */
int event_waits(struct cx *cx, const char *subject, struct event_record **out,
	size_t *n);

#endif
