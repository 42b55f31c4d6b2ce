#ifndef LIB_COUNTRY_H
#define LIB_COUNTRY_H

#include <stdbool.h>

#include "lib/arena.h"

/* "Finland", in the language in use; the code itself when it is none that
 * the program knows.  ISO 3166 alpha-2. */
const char *country_name(const char *code);
bool country_known(const char *code);
/* All that the program knows; NULL ended. */
const char *const *country_codes(void);

/*
 * A typed postal code as the country writes it, blanks left out: "123 45" and
 * "SE-12345" are "12345".  NULL: it is none of that country's.  Countries
 * without a rule take anything, in capitals.
 */
const char *postal_norm(
	struct arena *a, const char *country, const char *typed);
/* What is wrong with such a code, in words. */
const char *postal_words(struct arena *a, const char *country);
/* Are its codes digits alone?  For the keyboard of phones. */
bool postal_is_digits(const char *country);

#endif
