#include "domain/import_number.h"

#include <string.h>
#include <strings.h>
#include <time.h>

#include "lib/clock.h"

#define DECIMAL_MAX INT64_C(1000000000000)

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool read_whole(const char **p, int64_t *n)
{
	*n = 0;
	for (; is_digit(**p); (*p)++) {
		*n = *n * 10 + (**p - '0');
		if (*n > DECIMAL_MAX)
			return false;
	}
	return true;
}

bool import_decimal(const char *text, int places, bool round, int64_t *out)
{
	const char *p = text;
	bool minus = *p == '-';
	if (*p == '-' || *p == '+')
		p++;
	bool digits = is_digit(*p);
	int64_t n;
	if (!read_whole(&p, &n))
		return false;
	if (*p == '.' && (digits || is_digit(p[1])))
		p++;
	else if (*p || !digits)
		return false;
	for (int i = 0; i < places; i++) {
		n = n * 10 + (is_digit(*p) ? *p - '0' : 0);
		p += is_digit(*p);
	}
	if (is_digit(*p) && *p >= '5' && round)
		n++;
	for (; is_digit(*p); p++)
		if (*p != '0' && !round)
			return false;
	if (*p || n > DECIMAL_MAX)
		return false;
	*out = minus ? -n : n;
	return true;
}

bool import_grams(const char *text, const char *unit, int64_t *out)
{
	/* Micrograms a unit: pound and ounce as defined in 1959. */
	static const struct {
		const char *unit;
		int64_t ug;
	} units[] = {{"", 1000000}, {"g", 1000000}, {"kg", 1000000000},
		{"lb", 453592370}, {"oz", 28349523}};
	int64_t milli;
	if (!import_decimal(text, 3, true, &milli) || milli < 0)
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		if (strcasecmp(unit, units[i].unit) != 0)
			continue;
		if (milli > INT64_MAX / 2 / units[i].ug)
			return false;
		int64_t nano = milli * units[i].ug;
		*out = (nano + INT64_C(500000000)) / INT64_C(1000000000);
		return true;
	}
	return false;
}

bool import_local(const char *text, int places, bool round, int64_t *out)
{
	char plain[64];
	size_t n = 0;
	const char *comma = strrchr(text, ','), *dot = strrchr(text, '.');
	const char *point = comma > dot ? comma : dot;
	if (comma && !dot && strchr(text, ',') != comma)
		point = NULL; /* "1,234,567" */
	for (const char *c = text; *c; c++) {
		bool space = *c == ' ' || *c == '\'';
		if (!strncmp(c, "\xc2\xa0", 2)) {
			c++;
			continue;
		}
		if (space || ((*c == ',' || *c == '.') && c != point))
			continue;
		if (n + 1 >= sizeof(plain))
			return false;
		if (*c == ',')
			plain[n++] = '.';
		else
			plain[n++] = *c;
	}
	plain[n] = '\0';
	return import_decimal(plain, places, round, out);
}

bool import_content(
	const char *text, const char *unit, int64_t *milli, const char **base)
{
	static const struct {
		const char *unit, *base;
		int64_t micro; /* of the base unit */
	} units[] = {{"kg", "kg", 1000000}, {"g", "kg", 1000}, {"mg", "kg", 1},
		{"l", "l", 1000000}, {"dl", "l", 100000}, {"cl", "l", 10000},
		{"ml", "l", 1000}, {"m", "m", 1000000}, {"cm", "m", 10000},
		{"mm", "m", 1000}, {"m2", "m2", 1000000}, {"m3", "m3", 1000000},
		{"item", "pc", 1000000}, {"items", "pc", 1000000},
		{"pc", "pc", 1000000}};
	int64_t n;
	if (!import_local(text, 3, true, &n) || n <= 0 || n > 1000000000)
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		if (strcasecmp(unit, units[i].unit) != 0)
			continue;
		*milli = (n * units[i].micro + 500000) / 1000000;
		*base = units[i].base;
		return *milli > 0;
	}
	return false;
}

/* The shop's day before. */
static int64_t day_before(int64_t day)
{
	struct tm tm = {.tm_year = (int)(day / 10000) - 1900,
		.tm_mon = (int)(day / 100 % 100) - 1,
		.tm_mday = (int)(day % 100) - 1,
		.tm_hour = 12};
	time_t t = timegm(&tm);
	gmtime_r(&t, &tm);
	return (tm.tm_year + 1900) * INT64_C(10000) +
	       (tm.tm_mon + 1) * INT64_C(100) + tm.tm_mday;
}

size_t import_scan(const char *text, const char *form, int *numbers)
{
	const char *s = text;
	while (*form) {
		if (*form != '#') {
			if (*s++ != *form++)
				return 0;
			continue;
		}
		if (*s < '0' || *s > '9')
			return 0;
		int n = 0;
		for (; *form == '#'; form++)
			if (*s >= '0' && *s <= '9')
				n = n * 10 + (*s++ - '0');
		*numbers++ = n;
	}
	return (size_t)(s - text);
}

int64_t import_time(const char *text, bool end)
{
	int date[3], at_clock[3] = {0};
	if (!*text)
		return 0;
	size_t n = import_scan(text, "####-##-##", date);
	if (!n || date[0] < 2000 || date[0] > 2100 || date[1] < 1 ||
		date[1] > 12 || date[2] < 1 || date[2] > 31)
		return -1;
	int64_t day = date[0] * INT64_C(10000) + date[1] * INT64_C(100) +
		      date[2];
	const char *rest = text + n;
	int64_t last = clock_day_end(day);
	int64_t first = clock_day_end(day_before(day));
	if (last < 0 || first < 0)
		return -1;
	if (!*rest)
		return end ? last : first;
	if (*rest != ' ' && *rest != 'T')
		return -1;
	n = import_scan(rest + 1, "##:##", at_clock);
	if (!n || at_clock[0] > 23 || at_clock[1] > 59)
		return -1;
	rest += 1 + n;
	if (*rest == ':' && !import_scan(rest, ":##", &at_clock[2]))
		return -1;
	int minute = at_clock[0] * 60 + at_clock[1];
	if (end && minute == 0 && at_clock[2] == 0)
		return last; /* "until the 20th" means that day too */
	/* not so many hours after midnight: clocks are changed at night */
	return clock_moment(day, minute) + at_clock[2] * MS_SECOND;
}
