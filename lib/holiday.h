#ifndef LIB_HOLIDAY_H
#define LIB_HOLIDAY_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Days are YYYYMMDD of the Gregorian calendar, 1583 to 9999; no time zone
 * comes in here.
 */
int64_t day_add(int64_t day, int64_t n); /* n may be negative */
int day_weekday(int64_t day);            /* 0 Sunday ... 6 Saturday */

/* Easter Sunday of a year (Meeus, Astronomical Algorithms, ch. 8). */
int64_t day_easter(int year);

/*
 * A holiday of Finland that is no Sunday: the days that the Annual Holidays
 * Act (162/2005, section 4) does not count as working days.  Church holidays
 * are by the Church Act (652/2023, ch. 1), Independence Day by act 388/1937,
 * May Day by act 272/1944.  Christmas Eve, Midsummer Eve and Holy Saturday
 * are among them: nothing is delivered then.
 */
bool day_is_finnish_holiday(int64_t day);

#endif
