#include "domain/delivery.h"

#include "domain/setting.h"
#include "lib/clock.h"

enum { CUTOFF_HOURS = 14 };

int64_t delivery_promise(struct cx *cx, int64_t *until)
{
	int64_t midnight = clock_next_midnight(cx->now);
	int64_t cutoff = midnight - (24 - CUTOFF_HOURS) * MS_HOUR;
	bool before = cx->now < cutoff;
	*until = before ? cutoff : midnight;

	/* The weekday it leaves: today, or the next one. */
	int64_t yesterday = cx->now - MS_DAY;
	int64_t leaves = clock_add_workdays(before ? yesterday : cx->now, 1);
	return clock_add_workdays(
		leaves, (int)setting_int(cx, "delivery.days"));
}
