/* Events on their way into the ring, and what is seen of them there. */
#include "domain/event.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "domain/event_in.h"
#include "domain/profile_in.h"
#include "domain/search_log.h"
#include "domain/sensitive.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/log.h"
#include "lib/text.h"

static struct ring *ring;

/* For what is done while somebody else writes to the database for minutes: as
 * much as the machine's memory has room for. */
static uint32_t slots_for(int64_t memory)
{
	enum { SLOT = sizeof(struct event_record) + 2 * sizeof(uint64_t) };
	uint32_t n = EVENT_SLOTS_MOST;
	while (n > EVENT_SLOTS_LEAST &&
		(int64_t)n * SLOT > memory / EVENT_MEMORY)
		n /= 2;
	return n;
}

int event_open(const char *path)
{
	const struct ring_shape shape = {
		.layout = EVENT_LAYOUT,
		.size = sizeof(struct event_record),
		.slots = slots_for((int64_t)sysconf(_SC_PHYS_PAGES) *
				   sysconf(_SC_PAGESIZE)),
		.hole_ms = EVENT_HOLE_MS,
	};
	if (ring && ring_is_at(ring, path))
		return OK;
	event_close();
	ring = ring_open(path, &shape);
	return ring ? OK : ERR_INTERNAL;
}

void event_close(void)
{
	ring_close(ring);
	ring = NULL;
}

struct ring *event_ring(void)
{
	return ring;
}

/* FNV-1a: finds a subject's slots, the whole name decides. */
uint64_t event_key(const char *subject)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	for (; *subject; subject++)
		h = (h ^ (unsigned char)*subject) * UINT64_C(0x100000001b3);
	return h;
}

/* ---- in ---- */

static bool copy(char *to, size_t size, const char *text)
{
	size_t n = text ? strlen(text) + 1 : 0;
	if (n > size)
		return false;
	if (n)
		memcpy(to, text, n);
	return true;
}

/* Short ones, and nothing that looks like a person's. */
static bool words_take(
	struct cx *cx, struct event_record *to, const char *typed)
{
	const char *words = text_trim(
		cx->arena, text_lower(cx->arena, text_nfc(cx->arena, typed)));
	return *words && strlen(words) <= EVENT_WORDS_MAX &&
	       !search_log_private(words) &&
	       copy(to->words, sizeof(to->words), words);
}

void event_note(struct cx *cx, const struct subject *who, const struct event *e)
{
	struct event_record it = {
		.at_ms = cx->now,
		.product = e->product,
		.variant = e->variant,
		.orders = e->orders,
		.kind = (uint8_t)e->kind,
	};
	bool sensitive = true;
	if (!ring || !who->key || !who->browsing ||
		(it.channel = event_channel(e->channel)) == EVENT_CHANNELS ||
		!copy(it.subject, sizeof(it.subject), who->key) ||
		!copy(it.rail, sizeof(it.rail), e->rail) ||
		(e->words && !words_take(cx, &it, e->words)))
		return;
	if (e->product && (sensitive_product(cx, e->product, &sensitive) < 0 ||
				  sensitive))
		return;
	uint64_t key = event_key(it.subject);
	if (e->kind == EVENT_ORDER ||
		ring_count(ring, key, EVENT_WAIT_NEWEST) < EVENT_WAIT_MAX)
		ring_put(ring, key, &it);
}

void event_ordered(struct cx *cx, const struct subject *who, int64_t order)
{
	if (!ring || !who->key || !who->browsing)
		return;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT v.product, v.id FROM order_line l"
		" JOIN variant v ON v.id = l.variant"
		" WHERE l.orders = :order AND l.kind = 'goods'"
		" ORDER BY l.position");
	struct event *lines = NULL;
	size_t n = 0;
	db_bind_int(q, ":order", order);
	while (db_step(q) > 0) {
		lines = arena_grow(cx->arena, lines, n, sizeof(*lines));
		lines[n] = (struct event){.kind = EVENT_ORDER, .orders = order};
		lines[n].product = db_next_int(q);
		lines[n++].variant = db_next_int(q);
	}
	db_done(q);
	for (size_t i = 0; i < n; i++)
		event_note(cx, who, &lines[i]);
}

/* ---- what waits ---- */

struct looking {
	const char *subject;
	void (*fn)(void *arg, const struct event_record *e);
	void *arg;
};

static bool is_of(const struct event_record *e, const char *subject)
{
	return strncmp(e->subject, subject, sizeof(e->subject)) == 0;
}

static void look(void *arg, const void *record)
{
	const struct looking *l = arg;
	const struct event_record *e = record;
	if (is_of(e, l->subject))
		l->fn(l->arg, e);
}

void event_waiting(const char *subject, int64_t from,
	void (*fn)(void *arg, const struct event_record *e), void *arg)
{
	struct looking l = {subject, fn, arg};
	if (ring)
		ring_scan(ring, from, event_key(subject), look, &l);
}

struct change {
	const char *from, *to; /* NULL: it goes */
	int64_t product;
	int64_t until_ms; /* not what came later; 0: all */
};

static bool change(void *arg, void *record)
{
	const struct change *c = arg;
	struct event_record *e = record;
	if (!is_of(e, c->from) || (c->product && e->product != c->product) ||
		(c->until_ms && e->at_ms > c->until_ms))
		return false;
	if (!c->to) {
		memset(e, 0, sizeof(*e));
		return true;
	}
	memset(e->subject, 0, sizeof(e->subject));
	return copy(e->subject, sizeof(e->subject), c->to);
}

void event_wipe(const char *subject, int64_t product)
{
	struct change c = {.from = subject, .product = product};
	if (ring)
		ring_change(ring, event_key(subject), event_key(subject),
			change, &c);
}

void event_wipe_until(const char *subject, int64_t until_ms)
{
	struct change c = {.from = subject, .until_ms = until_ms};
	if (ring)
		ring_change(ring, event_key(subject), event_key(subject),
			change, &c);
}

void event_rename(const char *from, const char *to)
{
	struct change c = {.from = from, .to = to};
	if (ring)
		ring_change(ring, event_key(from), event_key(to), change, &c);
}

int64_t event_lost(void)
{
	return ring ? ring_lost(ring) : 0;
}

int64_t event_room(void)
{
	return ring ? ring_slots(ring) : 0;
}

int64_t event_left(void)
{
	return ring ? ring_waiting(ring) : 0;
}

/* ---- the profile with them ---- */

struct fresh {
	struct profile_item *items;
	size_t n;
};

static struct profile_item *item_of(struct fresh *f, int64_t product)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->items[i].product == product)
			return &f->items[i];
	if (f->n == PROFILE_ITEMS + PROFILE_FRESH)
		return NULL;
	f->items[f->n] = (struct profile_item){.product = product};
	return &f->items[f->n++];
}

static void fresh_one(void *arg, const struct event_record *e)
{
	struct profile_item *it;
	if ((e->kind != EVENT_VIEW && e->kind != EVENT_CART) || !e->product ||
		!(it = item_of(arg, e->product)))
		return;
	if (e->kind == EVENT_CART) {
		it->carts++;
		it->carted_ms = e->at_ms;
	} else if (e->at_ms - it->viewed_ms >= EVENT_VIEW_MS) {
		it->views++;
		it->viewed_ms = e->at_ms;
	}
	if (e->at_ms > it->touched_ms)
		it->touched_ms = e->at_ms;
}

size_t profile_fresh(
	const struct subject *who, struct profile_item *items, size_t n)
{
	struct fresh f = {items, n};
	event_waiting(who->key, 0, fresh_one, &f);
	return f.n;
}
