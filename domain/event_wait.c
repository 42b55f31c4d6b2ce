/* What waits of one subject, for their own page and what they change there:
 * the worker writes what waits of all. */
#include "domain/event_in.h"

#include <string.h>

#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

enum { WAIT_MAX = EVENT_WAIT_MAX + 100 }; /* orders are noted beyond it */

struct waiting {
	struct event_record *rows;
	size_t n;
};

static void take(void *arg, const struct event_record *e)
{
	struct waiting *w = arg;
	if (w->n < WAIT_MAX)
		w->rows[w->n++] = *e;
}

/* All that waits and is not written, the oldest first. */
static int waiting_read(struct cx *cx, const char *subject, struct waiting *out)
{
	struct ring *ring = event_ring();
	int64_t from = 0;
	*out = (struct waiting){0};
	if (!ring || !ring_waiting(ring))
		return OK;
	int rc = event_place(cx, ring, &from);
	if (rc < 0)
		return rc;
	out->rows = ARENA_ARRAY(cx->arena, struct event_record, WAIT_MAX);
	event_waiting(subject, from, take, out);
	return OK;
}

/* The same page within a minute, the same click: as if the earlier one had
 * been written. */
static bool is_again(
	const struct event_record *rows, size_t n, const struct event_record *e)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].kind == e->kind && rows[i].product == e->product &&
			e->at_ms - rows[i].at_ms < EVENT_VIEW_MS &&
			((e->kind == EVENT_VIEW && e->product) ||
				(e->kind == EVENT_CLICK &&
					!strcmp(rows[i].rail, e->rail))))
			return true;
	return false;
}

int event_waits(struct cx *cx, const char *subject, struct event_record **out,
	size_t *n)
{
	struct waiting w;
	*n = 0;
	int rc = waiting_read(cx, subject, &w);
	for (size_t i = 0; rc == OK && i < w.n; i++) {
		bool yes = false;
		rc = event_counts(cx, &w.rows[i], &yes);
		if (rc == OK && yes && !is_again(w.rows, *n, &w.rows[i]))
			w.rows[(*n)++] = w.rows[i];
	}
	*out = w.rows;
	return rc;
}

int event_flush(struct cx *cx, const char *subject)
{
	struct waiting w;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = waiting_read(cx, subject, &w);
	if (rc == OK && w.n) {
		rc = event_write(cx, w.rows, w.n);
		if (rc == OK)
			event_wipe_until(subject, w.rows[w.n - 1].at_ms);
	}
	return db_end(cx->db, rc);
}
