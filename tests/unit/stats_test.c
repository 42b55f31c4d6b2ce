/* Intervals against the numbers of the papers and books they come from. */
#include "lib/stats.h"

#include <math.h>
#include <stdbool.h>

#include "tests/test.h"

/* Equal to the digits that were printed. */
static bool near(double got, double want, double within)
{
	if (fabs(got - want) <= within)
		return true;
	printf("# got %.6f, want %.6f\n", got, want);
	return false;
}

#define CHECK_RANGE(got, low, high, within)       \
	do {                                      \
		struct stats_range r_ = (got);    \
		CHECK(near(r_.lo, low, within));  \
		CHECK(near(r_.hi, high, within)); \
	} while (0)

/* Newcombe, "Two-sided confidence intervals for the single proportion",
 * Statist. Med. 17 (1998), table I, method 3. */
static void a_proportion_has_the_published_interval(struct cx *cx)
{
	(void)cx;
	CHECK_RANGE(stats_wilson(81, 263), 0.2553, 0.3662, 0.00005);
	CHECK_RANGE(stats_wilson(15, 148), 0.0624, 0.1605, 0.00005);
	CHECK_RANGE(stats_wilson(0, 20), 0, 0.1611, 0.00005);
	CHECK_RANGE(stats_wilson(1, 29), 0.0061, 0.1718, 0.00005);
	CHECK_RANGE(stats_wilson(20, 20), 1 - 0.1611, 1, 0.00005);
	CHECK_RANGE(stats_wilson(0, 0), 0, 1, 0);
}

/* Newcombe, "Interval estimation for the difference between independent
 * proportions", Statist. Med. 17 (1998), table II, method 10. */
static void a_difference_of_proportions_has_the_published_interval(
	struct cx *cx)
{
	(void)cx;
	CHECK_RANGE(stats_newcombe(56, 70, 48, 80), 0.0524, 0.3339, 0.00005);
	CHECK_RANGE(stats_newcombe(9, 10, 3, 10), 0.1705, 0.8090, 0.00005);
	CHECK_RANGE(stats_newcombe(6, 7, 2, 7), 0.0582, 0.8062, 0.00005);
	CHECK_RANGE(stats_newcombe(5, 56, 0, 29), -0.0381, 0.1926, 0.00005);
	CHECK_RANGE(stats_newcombe(0, 10, 0, 20), -0.1611, 0.2775, 0.00005);
	CHECK_RANGE(stats_newcombe(0, 10, 0, 10), -0.2775, 0.2775, 0.00005);
	CHECK_RANGE(stats_newcombe(10, 10, 0, 20), 0.6791, 1, 0.00005);
	CHECK_RANGE(stats_newcombe(10, 10, 0, 10), 0.6075, 1, 0.00005);
	CHECK_RANGE(stats_newcombe(0, 0, 1, 2), -1, 1, 0);
}

/* NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2. */
static void students_t_is_that_of_the_tables(struct cx *cx)
{
	(void)cx;
	CHECK(near(stats_t975(1), 12.706, 0.0005));
	CHECK(near(stats_t975(2), 4.303, 0.0005));
	CHECK(near(stats_t975(5), 2.571, 0.0005));
	CHECK(near(stats_t975(10), 2.228, 0.0005));
	CHECK(near(stats_t975(30), 2.042, 0.0005));
	CHECK(near(stats_t975(100), 1.984, 0.0005));
	CHECK(near(stats_t975(1e5), 1.960, 0.0005));
	CHECK(near(stats_t975(1e9), 1.960, 0.0005));
}

static struct stats_sample sample(const double *v, size_t n)
{
	struct stats_sample s = {.n = (int64_t)n};
	for (size_t i = 0; i < n; i++) {
		s.sum += v[i];
		s.squares += v[i] * v[i];
	}
	return s;
}

/* Student's sleep data (Biometrika 6 (1908), 20): R prints for
 * t.test(extra ~ group, data = sleep) "-3.3654832 0.2054832" at
 * df = 17.776. */
static void a_difference_of_means_has_the_published_interval(struct cx *cx)
{
	static const double one[] = {
		0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
	static const double two[] = {
		1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
	struct stats_sample a = sample(one, 10), b = sample(two, 10);
	(void)cx;
	CHECK(near(stats_mean(&a), 0.75, 1e-9));
	CHECK(near(sqrt(stats_variance(&b)), 2.002249, 1e-6));
	CHECK_RANGE(stats_welch(&a, &b), -3.3654832, 0.2054832, 1e-6);
}

static void too_few_values_say_nothing_of_a_difference(struct cx *cx)
{
	static const double some[] = {1, 2, 3};
	struct stats_sample a = sample(some, 3), b = sample(some, 1);
	struct stats_sample none = sample(some, 0);
	static const double same[] = {5, 5, 5};
	struct stats_sample c = sample(same, 3);
	(void)cx;
	CHECK(stats_welch(&a, &b).lo == -HUGE_VAL);
	CHECK(stats_welch(&none, &a).hi == HUGE_VAL);
	CHECK(stats_mean(&none) == 0);
	CHECK_RANGE(stats_welch(&c, &c), 0, 0, 0);
}

/* Nineteen of twenty made up experiments hold the truth, more or less. */
static void intervals_hold_the_truth_as_often_as_they_say(struct cx *cx)
{
	enum { ROUNDS = 2000, N1 = 200, N2 = 60 };
	unsigned state = 7;
	int held = 0;
	(void)cx;
	for (int i = 0; i < ROUNDS; i++) {
		int64_t x1 = 0, x2 = 0;
		for (int k = 0; k < N1 + N2; k++) {
			state = state * 1664525U + 1013904223U;
			bool hit = (state >> 8) % 1000 < (k < N1 ? 80U : 50U);
			x1 += hit && k < N1;
			x2 += hit && k >= N1;
		}
		struct stats_range r = stats_newcombe(x1, N1, x2, N2);
		held += r.lo <= 0.03 && 0.03 <= r.hi;
	}
	CHECK(held > ROUNDS * 93 / 100);
	CHECK(held < ROUNDS * 99 / 100);
}

int main(void)
{
	return test_run((const struct test[]){
		{"a proportion has the published interval",
			a_proportion_has_the_published_interval},
		{"a difference of proportions has the published interval",
			a_difference_of_proportions_has_the_published_interval},
		{"Student's t is that of the tables",
			students_t_is_that_of_the_tables},
		{"a difference of means has the published interval",
			a_difference_of_means_has_the_published_interval},
		{"too few values say nothing of a difference",
			too_few_values_say_nothing_of_a_difference},
		{"intervals hold the truth as often as they say",
			intervals_hold_the_truth_as_often_as_they_say},
		{NULL, NULL},
	});
}
