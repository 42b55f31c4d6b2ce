#ifndef DOMAIN_IMPORT_NUMBER_H
#define DOMAIN_IMPORT_NUMBER_H

#include <stdbool.h>
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

#endif
