#include "domain/import_number.h"

#include <string.h>
#include <strings.h>

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
