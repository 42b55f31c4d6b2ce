#include "lib/stats.h"

#include <assert.h>
#include <math.h>

/* Leaves 2.5 % above it in the normal distribution. */
#define Z 1.959963984540054

struct stats_range stats_wilson(int64_t x, int64_t n)
{
	assert(0 <= x && x <= n);
	if (n == 0)
		return (struct stats_range){0, 1};
	double m = (double)n, p = (double)x / m, z2 = Z * Z;
	double middle = (p + z2 / (2 * m)) / (1 + z2 / m);
	double half = Z / (1 + z2 / m) *
		      sqrt(p * (1 - p) / m + z2 / (4 * m * m));
	struct stats_range r = {middle - half, middle + half};
	if (x == 0 || r.lo < 0)
		r.lo = 0;
	if (x == n || r.hi > 1)
		r.hi = 1;
	return r;
}

struct stats_range stats_newcombe(
	int64_t x1, int64_t n1, int64_t x2, int64_t n2)
{
	if (n1 == 0 || n2 == 0)
		return (struct stats_range){-1, 1};
	double p1 = (double)x1 / (double)n1, p2 = (double)x2 / (double)n2;
	struct stats_range a = stats_wilson(x1, n1), b = stats_wilson(x2, n2);
	double d = p1 - p2;
	return (struct stats_range){d - hypot(p1 - a.lo, b.hi - p2),
		d + hypot(a.hi - p1, p2 - b.lo)};
}

double stats_mean(const struct stats_sample *s)
{
	return s->n ? s->sum / (double)s->n : 0;
}

double stats_variance(const struct stats_sample *s)
{
	if (s->n < 2)
		return 0;
	double m = (double)s->n;
	double v = (s->squares - s->sum * s->sum / m) / (m - 1);
	return v > 0 ? v : 0; /* sums that were rounded */
}

struct stats_range stats_welch(
	const struct stats_sample *a, const struct stats_sample *b)
{
	if (a->n < 2 || b->n < 2)
		return (struct stats_range){-HUGE_VAL, HUGE_VAL};
	double na = (double)a->n, nb = (double)b->n;
	double va = stats_variance(a) / na, vb = stats_variance(b) / nb;
	double d = stats_mean(a) - stats_mean(b), v = va + vb;
	if (v <= 0)
		return (struct stats_range){d, d};
	double df = v * v / (va * va / (na - 1) + vb * vb / (nb - 1));
	double half = stats_t975(df) * sqrt(v);
	return (struct stats_range){d - half, d + half};
}

/* The continued fraction of the incomplete beta function, by Lentz. */
static double beta_fraction(double a, double b, double x)
{
	enum { STEPS = 1000 };
	const double tiny = 1e-300, near = 1e-15;
	double c = 1, d = 1 - (a + b) * x / (a + 1);
	d = 1 / (fabs(d) < tiny ? tiny : d);
	double sum = d;
	for (int m = 1; m <= STEPS; m++) {
		double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
		double odd = -(a + m) * (a + b + m) * x /
			     ((a + 2 * m) * (a + 2 * m + 1));
		for (int i = 0; i < 2; i++) {
			double step = i ? odd : even;
			d = 1 + step * d;
			d = 1 / (fabs(d) < tiny ? tiny : d);
			c = 1 + step / c;
			c = fabs(c) < tiny ? tiny : c;
			sum *= c * d;
		}
		if (fabs(c * d - 1) < near)
			break;
	}
	return sum;
}

/* I_x(a, b). */
static double beta_share(double a, double b, double x)
{
	if (x <= 0 || x >= 1)
		return x <= 0 ? 0 : 1;
	double front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) +
			   b * log1p(-x));
	if (x < (a + 1) / (a + b + 2))
		return front * beta_fraction(a, b, x) / a;
	return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

double stats_t975(double df)
{
	const double many = 1e6, tail = 0.05; /* both ends together */
	if (df > many)
		return Z;
	double lo = Z, hi = 4 * Z;
	while (beta_share(df / 2, 0.5, df / (df + hi * hi)) > tail)
		hi *= 2;
	for (int i = 0; i < 100 && hi - lo > 1e-12 * hi; i++) {
		double t = (lo + hi) / 2;
		if (beta_share(df / 2, 0.5, df / (df + t * t)) > tail)
			lo = t;
		else
			hi = t;
	}
	return (lo + hi) / 2;
}
