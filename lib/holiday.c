#include "lib/holiday.h"

#include <stddef.h>

/* Days since 1 March 0000 (proleptic); H. Hinnant, chrono-compatible
 * low-level date algorithms. */
static int64_t number_of(int64_t day)
{
	int64_t y = day / 10000, m = day / 100 % 100, d = day % 100;
	y -= m <= 2;
	int64_t in_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	return y * 365 + y / 4 - y / 100 + y / 400 + in_year;
}

static int64_t day_of(int64_t n)
{
	int64_t era = n / 146097, e = n % 146097;
	int64_t y = (e - e / 1460 + e / 36524 - e / 146096) / 365;
	int64_t in_year = e - (365 * y + y / 4 - y / 100);
	int64_t mp = (5 * in_year + 2) / 153;
	int64_t d = in_year - (153 * mp + 2) / 5 + 1;
	int64_t m = mp < 10 ? mp + 3 : mp - 9;
	return (y + era * 400 + (m <= 2)) * 10000 + m * 100 + d;
}

int64_t day_add(int64_t day, int64_t n)
{
	return day_of(number_of(day) + n);
}

int day_weekday(int64_t day)
{
	/* 1 March 0000 was a Wednesday */
	return (int)((number_of(day) + 3) % 7);
}

int64_t day_easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
	int h = (19 * a + b - d - g + 15) % 30;
	int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
	int m = (a + 11 * h + 22 * l) / 451;
	int month = (h + l - 7 * m + 114) / 31;
	int day = (h + l - 7 * m + 114) % 31 + 1;
	return (int64_t)year * 10000 + month * 100 + day;
}

/* Is it the Saturday of seven days that begin with from (MMDD)? */
static bool is_saturday_from(int64_t day, int64_t from)
{
	int64_t first = day / 10000 * 10000 + from;
	return day_weekday(day) == 6 && day >= first &&
	       day <= day_add(first, 6);
}

bool day_is_finnish_holiday(int64_t day)
{
	/* New Year, Epiphany, May Day, Independence, Christmas */
	static const int64_t fixed[] = {101, 106, 501, 1206, 1224, 1225, 1226};
	/* Good Friday, Holy Saturday, Easter, Monday, Ascension, Whitsun */
	static const int64_t moving[] = {-2, -1, 0, 1, 39, 49};
	int64_t easter = day_easter((int)(day / 10000));
	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		if (day % 10000 == fixed[i])
			return true;
	for (size_t i = 0; i < sizeof(moving) / sizeof(moving[0]); i++)
		if (day == day_add(easter, moving[i]))
			return true;
	/* Midsummer Day, its eve, All Saints' Day */
	return is_saturday_from(day, 620) ||
	       is_saturday_from(day_add(day, 1), 620) ||
	       is_saturday_from(day, 1031);
}
