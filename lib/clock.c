#include "lib/clock.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "lib/log.h"

/* The words of a language and its ways of writing. */
struct words {
	const char *locale;
	const char *wday[7], *month[12];
	const char *at;   /* between date and time in running text */
	char time_point;  /* 10:40 or 10.40 */
	bool month_digit; /* 23.11.2026 rather than 23 Nov 2026 */
};

static const struct words words[] = {
	{"en", {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
		{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
			"Oct", "Nov", "Dec"},
		"at", ':', false},
	{"fi", {"su", "ma", "ti", "ke", "to", "pe", "la"}, {NULL}, "klo", '.',
		true},
	{"sv", {"sön", "mån", "tis", "ons", "tors", "fre", "lör"},
		{"jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug",
			"sep", "okt", "nov", "dec"},
		"kl.", ':', false},
};

static const struct words *words_of(const char *locale)
{
	for (size_t i = 1; i < sizeof(words) / sizeof(*words); i++)
		if (!strcmp(words[i].locale, locale))
			return &words[i];
	return &words[0];
}

/* The day last asked for: most of a process's questions are about today. */
static struct {
	int64_t from_ms, to_ms; /* of it: from some moment to its midnight */
	int64_t day;
} today;

void clock_zone(const char *tz)
{
	/* libc takes an unknown name for UTC and says nothing. */
	struct arena *a = arena_new();
	if (access(arena_printf(a, "/usr/share/zoneinfo/%s", tz), R_OK) != 0)
		log_warn("clock time zone \"%s\" is not known here", tz);
	arena_free(a);
	setenv("TZ", tz, 1);
	tzset();
	today.to_ms = today.from_ms;
}

static int64_t fixed_ms;

void clock_fix(int64_t ms)
{
	fixed_ms = ms;
}

int64_t clock_now(void)
{
	if (fixed_ms)
		return fixed_ms;
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * MS_SECOND + now.tv_nsec / 1000000;
}

static time_t seconds(int64_t ms)
{
	return ms / MS_SECOND - (ms % MS_SECOND < 0);
}

static struct tm local(int64_t ms)
{
	time_t t = seconds(ms);
	struct tm tm;
	if (!localtime_r(&t, &tm))
		abort(); /* a year past int: nothing stores such a time */
	return tm;
}

static int64_t day_of(const struct tm *tm)
{
	return (tm->tm_year + INT64_C(1900)) * 10000 + (tm->tm_mon + 1) * 100 +
	       tm->tm_mday;
}

static bool is_today(int64_t ms)
{
	return ms >= today.from_ms && ms < today.to_ms;
}

int64_t clock_day(int64_t ms)
{
	if (is_today(ms))
		return today.day;
	struct tm tm = local(ms);
	return day_of(&tm);
}

int64_t clock_next_midnight(int64_t ms)
{
	if (is_today(ms))
		return today.to_ms;
	struct tm tm = local(ms);
	int64_t day = day_of(&tm);
	tm.tm_mday++;
	tm.tm_hour = tm.tm_min = tm.tm_sec = 0;
	tm.tm_isdst = -1;
	int64_t next = (int64_t)mktime(&tm) * MS_SECOND;
	/* Where summer time begins at midnight, the day begins at one. */
	while (clock_day(next) == day)
		next += MS_HOUR;
	today.from_ms = ms;
	today.to_ms = next;
	today.day = day;
	return next;
}

int64_t clock_day_end(int64_t day)
{
	struct tm tm = {
		.tm_year = (int)(day / 10000) - 1900,
		.tm_mon = (int)(day / 100 % 100) - 1,
		.tm_mday = (int)(day % 100),
		.tm_hour = 12,
		.tm_isdst = -1,
	};
	if (day < 19700102 || day > 99991231)
		return -1;
	int64_t noon = (int64_t)mktime(&tm) * MS_SECOND;
	return clock_day(noon) == day ? clock_next_midnight(noon) : -1;
}

int64_t clock_moment(int64_t day, int minute)
{
	struct tm tm = {
		.tm_year = (int)(day / 10000) - 1900,
		.tm_mon = (int)(day / 100 % 100) - 1,
		.tm_mday = (int)(day % 100),
		.tm_hour = minute / 60,
		.tm_min = minute % 60,
		.tm_isdst = -1,
	};
	if (clock_day_end(day) < 0 || minute < 0 || minute >= 24 * 60)
		return -1;
	return (int64_t)mktime(&tm) * MS_SECOND;
}

int64_t clock_add_workdays(int64_t ms, int n)
{
	struct tm tm = local(ms);
	const int hour = tm.tm_hour, min = tm.tm_min, sec = tm.tm_sec;
	int64_t part = ms - (int64_t)seconds(ms) * MS_SECOND, at = ms;
	while (n > 0) {
		tm.tm_mday++;
		tm.tm_hour = hour;
		tm.tm_min = min;
		tm.tm_sec = sec;
		tm.tm_isdst = -1;
		at = (int64_t)mktime(&tm) * MS_SECOND + part;
		if (tm.tm_wday != 0 && tm.tm_wday != 6)
			n--;
	}
	return at;
}

static const char *date(
	struct arena *a, const struct words *w, const struct tm *tm, bool year)
{
	int day = tm->tm_mday, y = tm->tm_year + 1900;
	if (w->month_digit)
		return year ? arena_printf(
				      a, "%d.%d.%d", day, tm->tm_mon + 1, y)
			    : arena_printf(a, "%d.%d.", day, tm->tm_mon + 1);
	const char *month = w->month[tm->tm_mon];
	return year ? arena_printf(a, "%d %s %d", day, month, y)
		    : arena_printf(a, "%d %s", day, month);
}

static const char *month_year(
	struct arena *a, const struct words *w, const struct tm *tm)
{
	int y = tm->tm_year + 1900;
	return w->month_digit
		       ? arena_printf(a, "%d/%d", tm->tm_mon + 1, y)
		       : arena_printf(a, "%s %d", w->month[tm->tm_mon], y);
}

static const char *time_words(
	struct arena *a, const struct words *w, const struct tm *tm)
{
	return arena_printf(a, w->month_digit ? "%d%c%02d" : "%02d%c%02d",
		tm->tm_hour, w->time_point, tm->tm_min);
}

static const char *day_iso(struct arena *a, const struct tm *tm)
{
	return arena_printf(a, "%04d-%02d-%02d", tm->tm_year + 1900,
		tm->tm_mon + 1, tm->tm_mday);
}

static const char *iso(struct arena *a, const struct tm *tm)
{
	long min = tm->tm_gmtoff / 60;
	char sign = min < 0 ? '-' : '+';
	if (min < 0)
		min = -min;
	return arena_printf(a, "%sT%02d:%02d:%02d%c%02ld:%02ld", day_iso(a, tm),
		tm->tm_hour, tm->tm_min, tm->tm_sec, sign, min / 60, min % 60);
}

const char *clock_format(
	struct arena *a, const char *locale, enum clock_style style, int64_t ms)
{
	const struct words *w = words_of(locale);
	struct tm tm = local(ms);
	const char *wday = w->wday[tm.tm_wday];
	switch (style) {
	case CLOCK_DATE:
		return arena_printf(a, "%s %s", wday, date(a, w, &tm, true));
	case CLOCK_DATE_SHORT:
		return arena_printf(a, "%s %s", wday, date(a, w, &tm, false));
	case CLOCK_DATETIME:
		return arena_printf(a, "%s %s %s %s", wday,
			date(a, w, &tm, true), w->at, time_words(a, w, &tm));
	case CLOCK_TIME:
		return time_words(a, w, &tm);
	case CLOCK_NUMERIC:
		return arena_printf(a, "%s %s", date(a, w, &tm, false),
			time_words(a, w, &tm));
	case CLOCK_ISO:
		return iso(a, &tm);
	case CLOCK_DAY_ISO:
		return day_iso(a, &tm);
	case CLOCK_DAY:
	case CLOCK_DAY_SHORT:
		return date(a, w, &tm, style == CLOCK_DAY);
	case CLOCK_MONTH:
		return month_year(a, w, &tm);
	}
	abort();
}

const char *clock_rfc5322(struct arena *a, int64_t ms)
{
	time_t t = seconds(ms);
	struct tm tm;
	if (!gmtime_r(&t, &tm))
		abort();
	/* English names, whatever the locale */
	return arena_printf(a, "%s, %02d %s %d %02d:%02d:%02d +0000",
		words[0].wday[tm.tm_wday], tm.tm_mday,
		words[0].month[tm.tm_mon], tm.tm_year + 1900, tm.tm_hour,
		tm.tm_min, tm.tm_sec);
}
