#ifndef LIB_MONEY_H
#define LIB_MONEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"

/* An amount in minor units (cents).  Currency is fixed per order and shop. */
struct money {
	int64_t minor;
};

/* No single amount in the shop passes this (ten million euros). */
#define MONEY_MAX INT64_C(1000000000)

static inline struct money money(int64_t minor)
{
	return (struct money){minor};
}

/* Checked: false when the result would pass INT64; *out is then unchanged. */
bool money_add(struct money a, struct money b, struct money *out);
bool money_times(struct money a, int64_t n, struct money *out);

/*
 * m * times / over, half away from zero to the cent: what all rounding of
 * amounts goes through.  over > 0.  False when it would pass INT64; *out is
 * then unchanged.
 */
bool money_ratio(
	struct money m, int64_t times, int64_t over, struct money *out);

/*
 * VAT within a gross amount: gross * bp / (10000 + bp), half away from zero
 * to the cent.  bp: basis points, 2550 is 25.5 %.
 */
struct money money_vat(struct money gross, int64_t rate_bp);

/*
 * Split total over n weights so that the parts add up to it exactly: largest
 * remainder, ties to the earlier.  All weights 0: everything to the first.
 */
void money_split(struct money total, const int64_t *weights, size_t n,
	struct money *out);

/* Whole per cent by which now is below before, rounded down; 0 if it isn't. */
int64_t money_percent_off(struct money before, struct money now);

/* "€12.90" in English, "12,90 €" in Finnish and Swedish, with no-break
 * spaces; EUR, SEK ("kr") and others by code. */
const char *money_format(struct arena *a, const char *locale,
	const char *currency, struct money m);

/* "12.90": for form fields and machines. */
const char *money_plain(struct arena *a, struct money m);

/*
 * Read what a person types: "12", "12.9", "12,90", "1 234,50", with or
 * without the sign of the currency.  False: not an amount, more than two
 * decimals, negative, or past MONEY_MAX.
 */
bool money_parse(const char *text, struct money *out);

/* "25.5 %", "25,5 %", "13.5 %": basis points as per cent. */
const char *rate_format(struct arena *a, const char *locale, int64_t bp);

#endif
