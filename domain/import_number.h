#ifndef DOMAIN_IMPORT_NUMBER_H
#define DOMAIN_IMPORT_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Read a decimal such as "12.90" or "-3" as a whole number of 10^-places,
 * exactly: no floating point.  Further decimals must be zeros, unless round
 * says to round them half away from zero.  False: not a number, too exact, or
 * past 10^12.
 */
bool import_decimal(const char *text, int places, bool round, int64_t *out);

/* A weight with its unit ("g", "kg", "lb", "oz") as whole grams. */
bool import_grams(const char *text, const char *unit, int64_t *out);

/* The same with a decimal comma or point and signs between thousands, as
 * people write: "1 234,50", "1.234,50", "12.9". */
bool import_local(const char *text, int places, bool round, int64_t *out);

/* What is in a pack, "750" of "ml", as thousandths of kg, l, m, m2, m3 or
 * pc: 750 of "l".  False: no such unit, or not above 0. */
bool import_content(
	const char *text, const char *unit, int64_t *milli, const char **base);

/*
 * Numbers that stand in text as they do in form: "####-##-##" takes
 * "2026-11-20" and "2026-1-5", other signs stand for themselves.  How many
 * bytes were read, one number a run of "#"; 0: text is not so.
 */
size_t import_scan(const char *text, const char *form, int *numbers);

/* "2026-11-20", with " 08:30:00" or "T08:30:00Z" if there is a time, as UTC
 * milliseconds; a day alone begins or, end being true, ends in the shop's
 * zone.  0: empty; -1: not a date. */
int64_t import_time(const char *text, bool end);

#endif
