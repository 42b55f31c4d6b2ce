#ifndef LIB_STATS_H
#define LIB_STATS_H

#include <stdint.h>

/*
 * How sure a number is: intervals that hold the truth 95 times of 100, as
 * they are published.  Everything is computed in double; what comes in are
 * whole counts and sums.
 */
struct stats_range {
	double lo, hi;
};

/*
 * A proportion x of n (clicks of showings), 0 <= x <= n: the score interval of
 * E. B. Wilson, "Probable inference, the law of succession, and statistical
 * inference", J. Am. Stat. Assoc. 22 (1927), 209-212.  It stays within 0 and 1
 * and says something at x = 0 too.  n 0: from 0 to 1.
 */
struct stats_range stats_wilson(int64_t x, int64_t n);

/*
 * x1 of n1 less x2 of n2: method 10 of R. G. Newcombe, "Interval estimation
 * for the difference between independent proportions", Statist. Med. 17
 * (1998), 873-890; square and add over Wilson's intervals.
 */
struct stats_range stats_newcombe(
	int64_t x1, int64_t n1, int64_t x2, int64_t n2);

/* n values with their sum and the sum of their squares. */
struct stats_sample {
	int64_t n;
	double sum, squares;
};
double stats_mean(const struct stats_sample *s);     /* n 0: 0 */
double stats_variance(const struct stats_sample *s); /* n < 2: 0 */

/*
 * Mean of a less mean of b where the variances differ: B. L. Welch, "The
 * generalization of Student's problem when several different population
 * variances are involved", Biometrika 34 (1947), 28-35, with Satterthwaite's
 * degrees of freedom.  Both n >= 2, else it is without bounds (-HUGE_VAL,
 * HUGE_VAL).
 */
struct stats_range stats_welch(
	const struct stats_sample *a, const struct stats_sample *b);

/*
 * The t that leaves 2.5 % above it; df > 0.  Student's distribution by the
 * continued fraction of the incomplete beta function (Abramowitz and Stegun,
 * Handbook of Mathematical Functions, 26.5.8 and 26.7.1).
 */
double stats_t975(double df);

#endif
