/* When goods leave and come. */
#include <stdlib.h>

#include "domain/delivery_leaves.h"
#include "domain/delivery_table.h"
#include "domain/setting.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/holiday.h"

enum {
	CUTOFF_HOURS = 14,
	CLOSED_MAX = 400, /* closed days in a row are skipped, not more */
	NOON = 12 * 60,
};

/* Is anything carried on that day? */
static bool is_workday(int64_t day)
{
	int w = day_weekday(day);
	return w != 0 && w != 6 && !day_is_finnish_holiday(day);
}

static int day_compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static bool works(const struct delivery_table *t, int64_t day)
{
	bool closed = t->n_closed && bsearch(&day, t->closed, t->n_closed,
					     sizeof(day), day_compare);
	return !closed && is_workday(day);
}

bool delivery_day_works(struct cx *cx, int64_t day)
{
	const struct delivery_table *t;
	return delivery_table(cx, &t) == OK ? works(t, day) : is_workday(day);
}

static int64_t next_workday(int64_t day)
{
	do
		day = day_add(day, 1);
	while (!is_workday(day));
	return day;
}

void delivery_leaves(struct cx *cx, const struct delivery_table *t,
	struct delivery_leaves *out)
{
	int64_t today = clock_day(cx->now);
	int64_t cutoff = clock_moment(today, CUTOFF_HOURS * 60);
	bool late = cx->now >= cutoff;
	out->until = late ? clock_next_midnight(cx->now) : cutoff;
	out->day = late ? day_add(today, 1) : today;
	for (int i = 0; i < CLOSED_MAX && !works(t, out->day); i++)
		out->day = day_add(out->day, 1);
}

void delivery_travel(const struct delivery_leaves *leaves, int64_t days_min,
	int64_t days_max, struct delivery_when *out)
{
	out->until = leaves->until;
	out->from_day = out->to_day = leaves->day;
	for (int64_t i = 0; i < days_max; i++) {
		out->to_day = next_workday(out->to_day);
		if (i < days_min)
			out->from_day = out->to_day;
	}
}

int delivery_when(struct cx *cx, int64_t days_min, int64_t days_max,
	struct delivery_when *out)
{
	const struct delivery_table *t;
	struct delivery_leaves leaves;
	int rc = delivery_table(cx, &t);
	if (rc < 0)
		return rc;
	delivery_leaves(cx, t, &leaves);
	delivery_travel(&leaves, days_min, days_max, out);
	return OK;
}

const char *delivery_days_words(struct cx *cx, int64_t from_day, int64_t to_day)
{
	struct arena *a = cx->arena;
	if (from_day <= 0 || clock_moment(from_day, NOON) < 0)
		return "";
	const char *from = clock_format(
		a, cx->locale, CLOCK_DATE_SHORT, clock_moment(from_day, NOON));
	if (to_day <= from_day)
		return from;
	return arena_printf(a, "%s – %s", from,
		clock_format(a, cx->locale, CLOCK_DATE_SHORT,
			clock_moment(to_day, NOON)));
}

static int usual_when(struct cx *cx, struct delivery_when *out)
{
	struct delivery_usual usual;
	int rc = delivery_usual(cx, &usual);
	return rc < 0 ? rc
		      : delivery_when(cx, usual.days_min, usual.days_max, out);
}

int64_t delivery_promise(struct cx *cx, int64_t *until)
{
	struct delivery_when when;
	*until = cx->now;
	if (usual_when(cx, &when) < 0)
		return cx->now;
	*until = when.until;
	return clock_moment(when.from_day, NOON);
}

const char *delivery_promise_words(struct cx *cx, int64_t *until)
{
	struct delivery_when when;
	*until = cx->now;
	if (usual_when(cx, &when) < 0)
		return "";
	*until = when.until;
	return delivery_days_words(cx, when.from_day, when.to_day);
}

const char *delivery_pickup_code(struct cx *cx, int64_t order)
{
	enum { SIX_DIGITS = 1000000, HEX_USED = 13 };
	const char *mac = crypt_mac(cx->arena, cx->secret, "pickup-code",
		arena_printf(cx->arena, "%lld", (long long)order));
	unsigned long long n = 0;
	for (int i = 0; i < HEX_USED; i++)
		n = n * 16 + (unsigned long long)(mac[i] <= '9'
							  ? mac[i] - '0'
							  : mac[i] - 'a' + 10);
	n %= SIX_DIGITS;
	return arena_printf(cx->arena, "%04llu %02llu", n / 100, n % 100);
}
