#ifndef LIB_CLOCK_H
#define LIB_CLOCK_H

#include <stdint.h>

#include "lib/arena.h"

#define MS_SECOND INT64_C(1000)
#define MS_MINUTE (60 * MS_SECOND)
#define MS_HOUR   (60 * MS_MINUTE)
#define MS_DAY    (24 * MS_HOUR)

/* Set the shop's time zone, such as "Europe/Helsinki", for this process. */
void clock_zone(const char *tz);

/* UTC, milliseconds.  Only the edges call it: everything else has cx->now. */
int64_t clock_now(void);

/* For tests: clock_now stands at ms; 0 lets it go on. */
void clock_fix(int64_t ms);

/* Day of the shop's zone, YYYYMMDD. */
int64_t clock_day(int64_t ms);

/* First millisecond of the day that starts after ms, in the shop's zone. */
int64_t clock_next_midnight(int64_t ms);

/* First millisecond after a day YYYYMMDD of the shop's zone; -1: there is no
 * such day. */
int64_t clock_day_end(int64_t day);

/* A minute (0 to 1439) of a day YYYYMMDD of the shop's zone; -1: there is no
 * such day.  One that the change to summer time leaves out is an hour later. */
int64_t clock_moment(int64_t day, int minute);

/* ms moved to the n-th weekday (Mon-Fri) after it, same time of day. */
int64_t clock_add_workdays(int64_t ms, int n);

enum clock_style {
	CLOCK_DATE, /* "Mon 23 Nov 2026", "ma 23.11.2026", "mån 23 nov 2026" */
	CLOCK_DATE_SHORT, /* "Thu 26 Nov", "to 26.11.", "tors 26 nov" */
	CLOCK_DATETIME, /* "Mon 23 Nov 2026 at 10:40", "ma 23.11.2026 klo 10.40"
			 */
	CLOCK_TIME,     /* "10:40", "10.40" */
	CLOCK_NUMERIC,  /* "23 Nov 10:40", "23.11. 10.40": dense tables */
	CLOCK_ISO,      /* "2026-11-23T10:40:00+02:00": datetime attributes */
	CLOCK_DAY_ISO,  /* "2026-11-23" */
	CLOCK_DAY,      /* "23 Nov 2026", "23.11.2026" */
	CLOCK_DAY_SHORT, /* "23 Nov", "23.11." */
	CLOCK_MONTH,     /* "Nov 2026", "11/2026", "nov 2026" */
};

/* Words for a time in the shop's zone and the locale's way. */
const char *clock_format(struct arena *a, const char *locale,
	enum clock_style style, int64_t ms);

/* RFC 5322 date of UTC ms, for mail. */
const char *clock_rfc5322(struct arena *a, int64_t ms);

#endif
