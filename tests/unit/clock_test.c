#include "lib/clock.h"

#include "tests/test.h"

/* Seconds since 1970 of moments in 2026, UTC. */
#define MS(sec) (INT64_C(sec) * 1000)
#define SPRING  MS(1774746000) /* 29 March 01:00: Helsinki's 3 becomes 4 */
#define AUTUMN  MS(1792890000) /* 25 October 01:00: Helsinki's 4 becomes 3 */

static void the_day_is_the_shops_own(struct cx *cx)
{
	(void)cx;
	CHECK_INT(clock_day(TEST_NOW), 20261123);
	/* 2026-11-23 22:00 UTC is the next day in Helsinki */
	CHECK_INT(clock_day(MS(1795471200) - 1), 20261123);
	CHECK_INT(clock_day(MS(1795471200)), 20261124);
	CHECK_INT(clock_day(-1), 19700101);
	CHECK_INT(clock_day(MS(-7200) - 1), 19691231);
}

static void midnight_is_found_across_summer_time(struct cx *cx)
{
	(void)cx;
	CHECK_INT(clock_next_midnight(TEST_NOW), MS(1795471200));
	CHECK_INT(clock_next_midnight(MS(1795471200)), MS(1795557600));
	/* the short day and the long one */
	int64_t day = clock_next_midnight(SPRING - 12 * MS_HOUR);
	CHECK_INT(clock_next_midnight(day) - day, 23 * MS_HOUR);
	day = clock_next_midnight(AUTUMN - 12 * MS_HOUR);
	CHECK_INT(clock_next_midnight(day) - day, 25 * MS_HOUR);
}

static void day_ends_where_the_next_begins(struct cx *cx)
{
	(void)cx;
	CHECK_INT(clock_day_end(20261123), clock_next_midnight(TEST_NOW));
	CHECK_INT(clock_day_end(20280229) - clock_day_end(20280228), MS_DAY);
	CHECK_INT(clock_day_end(20260229), -1);
	CHECK_INT(clock_day_end(20261301), -1);
	CHECK_INT(clock_day_end(20261100), -1);
	CHECK_INT(clock_day_end(0), -1);
	CHECK_INT(clock_day_end(-5), -1);
}

static void midnight_that_does_not_exist_is_one_oclock(struct cx *cx)
{
	(void)cx;
	clock_zone("America/Santiago"); /* 2026-09-06 begins at 01:00 */
	int64_t next = clock_next_midnight(MS(1788667200) - MS_HOUR);
	CHECK_INT(next, MS(1788667200));
	CHECK_INT(clock_day(next - 1), 20260905);
	CHECK_INT(clock_day(next), 20260906);
	clock_zone("Europe/Helsinki");
}

static void workdays_skip_the_weekend(struct cx *cx)
{
	(void)cx;
	CHECK_INT(clock_add_workdays(TEST_NOW + 5, 0), TEST_NOW + 5);
	CHECK_INT(clock_add_workdays(TEST_NOW + 5, 1), TEST_NOW + 5 + MS_DAY);
	CHECK_INT(clock_add_workdays(TEST_NOW, 4), TEST_NOW + 4 * MS_DAY);
	CHECK_INT(clock_add_workdays(TEST_NOW, 5), TEST_NOW + 7 * MS_DAY);
	/* from a Saturday the first is Monday */
	CHECK_INT(clock_add_workdays(TEST_NOW + 5 * MS_DAY, 1),
		TEST_NOW + 7 * MS_DAY);
	/* the time of day stays when the clocks change */
	int64_t friday = SPRING - 36 * MS_HOUR;
	CHECK_INT(clock_add_workdays(friday, 1), friday + 71 * MS_HOUR);
}

static void each_language_has_its_words(struct cx *cx)
{
	static const struct {
		enum clock_style style;
		const char *en, *fi, *sv;
	} cases[] = {
		{CLOCK_DATE, "Mon 23 Nov 2026", "ma 23.11.2026",
			"mån 23 nov 2026"},
		{CLOCK_DATE_SHORT, "Mon 23 Nov", "ma 23.11.", "mån 23 nov"},
		{CLOCK_DATETIME, "Mon 23 Nov 2026 at 10:40",
			"ma 23.11.2026 klo 10.40", "mån 23 nov 2026 kl. 10:40"},
		{CLOCK_TIME, "10:40", "10.40", "10:40"},
		{CLOCK_NUMERIC, "23 Nov 10:40", "23.11. 10.40", "23 nov 10:40"},
		{CLOCK_ISO, "2026-11-23T10:40:00+02:00",
			"2026-11-23T10:40:00+02:00",
			"2026-11-23T10:40:00+02:00"},
		{CLOCK_DAY_ISO, "2026-11-23", "2026-11-23", "2026-11-23"},
		{CLOCK_DAY, "23 Nov 2026", "23.11.2026", "23 nov 2026"},
		{CLOCK_DAY_SHORT, "23 Nov", "23.11.", "23 nov"},
		{CLOCK_MONTH, "Nov 2026", "11/2026", "nov 2026"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		CHECK_STR(
			clock_format(cx->arena, "en", cases[i].style, TEST_NOW),
			cases[i].en);
		CHECK_STR(
			clock_format(cx->arena, "fi", cases[i].style, TEST_NOW),
			cases[i].fi);
		CHECK_STR(
			clock_format(cx->arena, "sv", cases[i].style, TEST_NOW),
			cases[i].sv);
	}
	int64_t thursday = TEST_NOW + 3 * MS_DAY;
	CHECK_STR(clock_format(cx->arena, "en", CLOCK_DATE_SHORT, thursday),
		"Thu 26 Nov");
	CHECK_STR(clock_format(cx->arena, "fi", CLOCK_DATE_SHORT, thursday),
		"to 26.11.");
	CHECK_STR(clock_format(cx->arena, "sv", CLOCK_DATE_SHORT, thursday),
		"tors 26 nov");
}

static void early_hours_are_written_the_local_way(struct cx *cx)
{
	int64_t nine = TEST_NOW - 100 * MS_MINUTE; /* 9.00 */
	CHECK_STR(clock_format(cx->arena, "fi", CLOCK_TIME, nine), "9.00");
	CHECK_STR(clock_format(cx->arena, "en", CLOCK_TIME, nine), "09:00");
}

static void the_offset_follows_summer_time(struct cx *cx)
{
	CHECK_STR(clock_format(cx->arena, "en", CLOCK_ISO, SPRING - 1000),
		"2026-03-29T02:59:59+02:00");
	CHECK_STR(clock_format(cx->arena, "en", CLOCK_ISO, SPRING),
		"2026-03-29T04:00:00+03:00");
	CHECK_STR(clock_format(cx->arena, "en", CLOCK_ISO, AUTUMN - 1),
		"2026-10-25T03:59:59+03:00");
	CHECK_STR(clock_format(cx->arena, "en", CLOCK_ISO, AUTUMN),
		"2026-10-25T03:00:00+02:00");
	clock_zone("America/St_Johns");
	CHECK_STR(clock_format(cx->arena, "en", CLOCK_ISO, TEST_NOW),
		"2026-11-23T05:10:00-03:30");
	clock_zone("Europe/Helsinki");
}

static void mail_dates_are_utc_and_english(struct cx *cx)
{
	CHECK_STR(clock_rfc5322(cx->arena, TEST_NOW),
		"Mon, 23 Nov 2026 08:40:00 +0000");
	CHECK_STR(
		clock_rfc5322(cx->arena, 0), "Thu, 01 Jan 1970 00:00:00 +0000");
}

int main(void)
{
	return test_run((struct test[]){
		{"the day is the shop's own", the_day_is_the_shops_own},
		{"midnight is found across summer time",
			midnight_is_found_across_summer_time},
		{"day ends where the next begins",
			day_ends_where_the_next_begins},
		{"midnight that does not exist is one o'clock",
			midnight_that_does_not_exist_is_one_oclock},
		{"workdays skip the weekend", workdays_skip_the_weekend},
		{"each language has its words", each_language_has_its_words},
		{"early hours are written the local way",
			early_hours_are_written_the_local_way},
		{"the offset follows summer time",
			the_offset_follows_summer_time},
		{"mail dates are UTC and English",
			mail_dates_are_utc_and_english},
		{NULL, NULL},
	});
}
