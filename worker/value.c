/* What customers are worth and which segments they are in: all of them each
 * night, one a moment after their order. */
#include "domain/customer_value.h"
#include "domain/segment.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/log.h"
#include "worker/worker.h"

enum {
	STEP = 500,
	AT_ONCE = 20,
	AT_ONCE_MS = 200, /* for those that are marked, a turn */
	NIGHT_MINUTE = 3 * 60 + 20,
};

/* The next 3:20 at night in the shop's zone. */
static int64_t next_night(int64_t now)
{
	int64_t at = clock_moment(clock_day(now), NIGHT_MINUTE);
	return at > now ? at
			: clock_moment(clock_day(clock_next_midnight(now)),
				  NIGHT_MINUTE);
}

/* Each step is a short transaction: the shop goes on between them. */
static int all_values(struct worker *w)
{
	int64_t after = 0;
	int rc = price_place_refresh(&w->cx);
	do {
		if (rc == OK)
			rc = customer_value_step(&w->cx, &after, STEP);
		arena_clear(w->cx.arena);
	} while (rc == OK && after > 0);
	if (rc == OK)
		rc = customer_value_rank(&w->cx);
	arena_clear(w->cx.arena);
	return rc;
}

static int all_segments(struct worker *w)
{
	int64_t after = 0;
	int rc;
	do {
		rc = segment_step(&w->cx, 0, &after, STEP);
		arena_clear(w->cx.arena);
	} while (rc == OK && after > 0);
	return rc;
}

void worker_values(struct worker *w)
{
	int64_t n = AT_ONCE, began = w->cx.now,
		until = clock_now() + AT_ONCE_MS;
	int rc = OK;
	while (rc == OK && n == AT_ONCE && clock_now() < until) {
		rc = customer_value_work(&w->cx, AT_ONCE, &n);
		arena_clear(w->cx.arena);
	}
	if (rc < 0)
		log_warn("event=values_stale rc=%d", rc);
	if (began < w->value_ms)
		return;
	w->value_ms = next_night(began);
	rc = all_values(w);
	if (rc == OK)
		rc = all_segments(w);
	if (rc < 0) /* the shop is busy: once more in a while */
		w->value_ms = began + 10 * MS_MINUTE;
	log_info("event=values took_ms=%lld rc=%d",
		(long long)(clock_now() - began), rc);
}
