#include "lib/money.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define NBSP  "\xc2\xa0"     /* U+00A0 */
#define MINUS "\xe2\x88\x92" /* U+2212 */

typedef __int128 wide; /* products of two amounts */

bool money_add(struct money a, struct money b, struct money *out)
{
	int64_t sum;
	if (__builtin_add_overflow(a.minor, b.minor, &sum))
		return false;
	out->minor = sum;
	return true;
}

bool money_times(struct money a, int64_t n, struct money *out)
{
	int64_t product;
	if (__builtin_mul_overflow(a.minor, n, &product))
		return false;
	out->minor = product;
	return true;
}

bool money_ratio(struct money m, int64_t times, int64_t over, struct money *out)
{
	assert(over > 0);
	wide above = (wide)m.minor * times;
	/* an odd divisor leaves no remainder of exactly one half */
	wide half = above < 0 ? -((wide)over / 2) : (wide)over / 2;
	wide whole = (above + half) / over;
	if (whole > INT64_MAX || whole < INT64_MIN)
		return false;
	out->minor = (int64_t)whole;
	return true;
}

struct money money_vat(struct money gross, int64_t rate_bp)
{
	struct money vat = money(0);
	assert(rate_bp >= 0);
	/* less than the gross: cannot pass */
	(void)money_ratio(gross, rate_bp, 10000 + rate_bp, &vat);
	return vat;
}

/* What falls to a weight before the left-over cents are given out. */
static int64_t share(int64_t total, int64_t weight, wide sum, wide *rest)
{
	wide part = (wide)total * weight;
	*rest = part % sum;
	return (int64_t)(part / sum);
}

void money_split(
	struct money total, const int64_t *weights, size_t n, struct money *out)
{
	wide sum = 0, rest;
	for (size_t i = 0; i < n; i++) {
		assert(weights[i] >= 0);
		sum += weights[i];
		out[i] = money(0);
	}
	if (n == 0)
		return;
	if (sum == 0) {
		out[0] = total;
		return;
	}
	bool minus = total.minor < 0;
	int64_t left = minus ? -total.minor : total.minor;
	const int64_t whole = left;
	for (size_t i = 0; i < n; i++) {
		out[i].minor = share(whole, weights[i], sum, &rest);
		left -= out[i].minor;
	}
	for (; left > 0; left--) { /* fewer than n times */
		size_t best = n;
		wide most = -1;
		for (size_t i = 0; i < n; i++) {
			bool given = out[i].minor >
				     share(whole, weights[i], sum, &rest);
			if (!given && rest > most) {
				most = rest;
				best = i;
			}
		}
		assert(best < n);
		out[best].minor++;
	}
	for (size_t i = 0; minus && i < n; i++)
		out[i].minor = -out[i].minor;
}

int64_t money_percent_off(struct money before, struct money now)
{
	if (before.minor <= 0 || now.minor >= before.minor)
		return 0;
	wide less = (wide)before.minor - now.minor;
	return (int64_t)(less * 100 / before.minor);
}

/* Digits in groups of three, the decimals after point. */
static const char *amount(
	struct arena *a, uint64_t minor, const char *group, const char *point)
{
	char digits[24];
	int n = snprintf(digits, sizeof(digits), "%llu",
		(unsigned long long)(minor / 100));
	const char *out = "";
	int at = n % 3;
	if (at > 0)
		out = arena_strndup(a, digits, (size_t)at);
	for (; at < n; at += 3)
		out = arena_printf(
			a, "%s%s%.3s", out, *out ? group : "", digits + at);
	return arena_printf(a, "%s%s%02d", out, point, (int)(minor % 100));
}

static uint64_t magnitude(int64_t minor)
{
	return minor < 0 ? -(uint64_t)minor : (uint64_t)minor;
}

const char *money_format(struct arena *a, const char *locale,
	const char *currency, struct money m)
{
	bool english = !strcmp(locale, "en");
	const char *sign = m.minor < 0 ? MINUS : "";
	const char *n = amount(a, magnitude(m.minor), english ? "," : NBSP,
		english ? "." : ",");
	if (!strcmp(currency, "SEK"))
		return arena_printf(a, "%s%s" NBSP "kr", sign, n);
	if (!strcmp(currency, "EUR"))
		return english ? arena_printf(a, "%s€%s", sign, n)
			       : arena_printf(a, "%s%s" NBSP "€", sign, n);
	return english ? arena_printf(a, "%s%s" NBSP "%s", sign, currency, n)
		       : arena_printf(a, "%s%s" NBSP "%s", sign, n, currency);
}

const char *money_plain(struct arena *a, struct money m)
{
	return arena_printf(a, "%s%s", m.minor < 0 ? "-" : "",
		amount(a, magnitude(m.minor), "", "."));
}

/* Reading */

static const char *const spaces[] = {
	" ", "\t", NBSP, "\xe2\x80\xaf", "\xe2\x80\x89", NULL};
static const char *const signs[] = {"€", "EUR", "kr", "SEK", NULL};

/* How many bytes of s are one of the words; 0 when none begins it. */
static size_t word_at(const char *s, const char *const *words)
{
	for (; *words; words++)
		if (!strncasecmp(s, *words, strlen(*words)))
			return strlen(*words);
	return 0;
}

static const char *spaces_skip(const char *s)
{
	size_t n;
	while ((n = word_at(s, spaces)))
		s += n;
	return s;
}

static const char *sign_skip(const char *s, bool *seen)
{
	size_t n = word_at(s, signs);
	if (n && !*seen) {
		*seen = true;
		s += n;
	}
	return spaces_skip(s);
}

static size_t digits_at(const char *s)
{
	return strspn(s, "0123456789");
}

static bool digits_read(const char **s, size_t n, int64_t *value)
{
	for (; n > 0; n--, (*s)++) {
		*value = *value * 10 + (**s - '0');
		if (*value > MONEY_MAX)
			return false;
	}
	return true;
}

/* What stands between groups of three at s: a space, or a comma or a point
 * that another decimal sign follows later.  Its length, or 0. */
static size_t group_at(const char *s)
{
	size_t n = word_at(s, spaces);
	if (n)
		return digits_at(s + n) == 3 ? n : 0;
	if (*s != ',' && *s != '.')
		return 0;
	const char *other = *s == ',' ? "." : ",";
	return digits_at(s + 1) == 3 && strpbrk(s, other) ? 1 : 0;
}

/* 1,234.50 and 1 234,50 alike; the groups must agree with each other. */
static bool whole_read(const char **s, int64_t *whole, char *group)
{
	size_t n = digits_at(*s), gap;
	if (n == 0 || !digits_read(s, n, whole))
		return false;
	if (n > 3)
		return true;
	while ((gap = group_at(*s))) {
		if (*group && *group != **s)
			return false;
		*group = **s;
		*s += gap;
		if (!digits_read(s, 3, whole))
			return false;
	}
	return true;
}

bool money_parse(const char *text, struct money *out)
{
	bool sign = false;
	char group = '\0';
	int64_t whole = 0, cents = 0;
	const char *s = sign_skip(spaces_skip(text), &sign);
	if (!whole_read(&s, &whole, &group))
		return false;
	if ((*s == '.' || *s == ',') && *s != group) {
		size_t n = digits_at(++s);
		if (n < 1 || n > 2)
			return false;
		digits_read(&s, n, &cents);
		if (n == 1)
			cents *= 10;
	}
	s = sign_skip(spaces_skip(s), &sign);
	if (*s || whole * 100 + cents > MONEY_MAX)
		return false;
	*out = money(whole * 100 + cents);
	return true;
}

const char *rate_format(struct arena *a, const char *locale, int64_t bp)
{
	const char *point = !strcmp(locale, "en") ? "." : ",";
	int whole = (int)(bp / 100), part = (int)(bp % 100);
	if (part == 0)
		return arena_printf(a, "%d" NBSP "%%", whole);
	if (part % 10 == 0)
		return arena_printf(
			a, "%d%s%d" NBSP "%%", whole, point, part / 10);
	return arena_printf(a, "%d%s%02d" NBSP "%%", whole, point, part);
}
