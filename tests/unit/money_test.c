#include "lib/money.h"

#include "tests/test.h"

static void vat_is_rounded_half_up_to_the_cent(struct cx *cx)
{
	(void)cx;
	static const struct {
		int64_t gross, bp, vat;
	} cases[] = {
		{12550, 2550, 2550}, /* exact */
		{1000, 2550, 203},   /* 203.187 */
		{1000, 2400, 194},   /* 193.548 */
		{1000, 1350, 119},   /* 118.942 */
		{3, 10000, 2},       /* 1.5: up */
		{-3, 10000, -2},     /* and away from zero */
		{1, 10000, 1},       /* 0.5 */
		{0, 2550, 0},
		{1000, 0, 0},
		{MONEY_MAX, 2550, 203187251},
		{INT64_MAX, 10000, INT64_C(4611686018427387904)},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_INT(money_vat(money(cases[i].gross), cases[i].bp).minor,
			cases[i].vat);
}

static void sums_past_the_edge_are_refused(struct cx *cx)
{
	(void)cx;
	struct money m = money(7);
	CHECK(money_add(money(40), money(2), &m));
	CHECK_INT(m.minor, 42);
	CHECK(!money_add(money(INT64_MAX), money(1), &m));
	CHECK(!money_times(money(INT64_MAX / 2), 3, &m));
	CHECK_INT(m.minor, 42);
	CHECK(money_times(money(-21), 2, &m));
	CHECK_INT(m.minor, -42);
}

/* A small generator with a fixed seed: the same cases on every run. */
static uint64_t draw(uint64_t *seed, uint64_t below)
{
	*seed = *seed * UINT64_C(6364136223846793005) + 1;
	return (*seed >> 33) % below;
}

/*
 * Largest remainder by the book: floors first, then one cent at a time to
 * the one whose exact part exceeds its share most.
 */
static void split_by_the_book(
	int64_t total, const int64_t *w, size_t n, int64_t *out)
{
	int64_t sum = 0, given = 0, sign = total < 0 ? -1 : 1;
	bool has[8] = {false};
	total *= sign;
	for (size_t i = 0; i < n; i++)
		sum += w[i];
	for (size_t i = 0; i < n; i++) {
		out[i] = sum ? total * w[i] / sum : 0;
		given += out[i];
	}
	if (!sum)
		out[0] = given = total;
	for (; given < total; given++) {
		size_t best = 8;
		for (size_t i = 0; i < n; i++)
			if (!has[i] &&
				(best == 8 || total * w[i] % sum >
						      total * w[best] % sum))
				best = i;
		has[best] = true;
		out[best]++;
	}
	for (size_t i = 0; i < n; i++)
		out[i] *= sign;
}

static void split_agrees_with_the_book_in_ten_thousand_cases(struct cx *cx)
{
	(void)cx;
	uint64_t seed = 20261123;
	for (int run = 0; run < 10000; run++) {
		size_t n = 1 + draw(&seed, 8);
		int64_t w[8], want[8], sum = 0;
		struct money got[8];
		int64_t total = (int64_t)draw(&seed, 200000) - 100000;
		uint64_t top = 1 + draw(&seed, 3) * draw(&seed, 50000);
		for (size_t i = 0; i < n; i++)
			w[i] = (int64_t)draw(&seed, top);
		split_by_the_book(total, w, n, want);
		money_split(money(total), w, n, got);
		for (size_t i = 0; i < n; i++) {
			CHECK_INT(got[i].minor, want[i]);
			sum += got[i].minor;
		}
		CHECK_INT(sum, total);
		if (test_failed)
			return;
	}
}

static void split_gives_ties_to_the_earlier(struct cx *cx)
{
	(void)cx;
	struct money out[3];
	money_split(money(100), (int64_t[]){1, 1, 1}, 3, out);
	CHECK_INT(out[0].minor, 34);
	CHECK_INT(out[1].minor, 33);
	CHECK_INT(out[2].minor, 33);
	money_split(money(-2), (int64_t[]){0, 5, 5}, 3, out);
	CHECK_INT(out[0].minor, 0);
	CHECK_INT(out[1].minor, -1);
	CHECK_INT(out[2].minor, -1);
	money_split(money(9), (int64_t[]){0, 0, 0}, 3, out);
	CHECK_INT(out[0].minor, 9);
	CHECK_INT(out[2].minor, 0);
	money_split(money(MONEY_MAX),
		(int64_t[]){INT64_MAX, INT64_MAX, INT64_MAX}, 3, out);
	CHECK_INT(out[0].minor, 333333334);
	money_split(money(5), NULL, 0, NULL);
}

static void percent_off_is_rounded_down(struct cx *cx)
{
	(void)cx;
	CHECK_INT(money_percent_off(money(1000), money(750)), 25);
	CHECK_INT(money_percent_off(money(999), money(666)), 33);
	CHECK_INT(money_percent_off(money(10000), money(9999)), 0);
	CHECK_INT(money_percent_off(money(1000), money(0)), 100);
	CHECK_INT(money_percent_off(money(1000), money(1000)), 0);
	CHECK_INT(money_percent_off(money(1000), money(1200)), 0);
	CHECK_INT(money_percent_off(money(0), money(0)), 0);
}

static void each_language_writes_its_own_way(struct cx *cx)
{
	static const struct {
		const char *locale, *currency;
		int64_t minor;
		const char *want;
	} cases[] = {
		{"en", "EUR", 1290, "€12.90"},
		{"fi", "EUR", 1290, "12,90\u00a0€"},
		{"sv", "EUR", 1290, "12,90\u00a0€"},
		{"en", "EUR", 123450, "€1,234.50"},
		{"fi", "EUR", 123450, "1\u00a0234,50\u00a0€"},
		{"sv", "EUR", 123456789, "1\u00a0234\u00a0567,89\u00a0€"},
		{"en", "EUR", 5, "€0.05"},
		{"fi", "EUR", 0, "0,00\u00a0€"},
		{"en", "EUR", -1290, "\u2212€12.90"},
		{"fi", "EUR", -99900, "\u2212999,00\u00a0€"},
		{"sv", "SEK", 100000, "1\u00a0000,00\u00a0kr"},
		{"en", "SEK", 1290, "12.90\u00a0kr"},
		{"en", "NOK", 1290, "NOK\u00a012.90"},
		{"fi", "NOK", 1290, "12,90\u00a0NOK"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_STR(money_format(cx->arena, cases[i].locale,
				  cases[i].currency, money(cases[i].minor)),
			cases[i].want);
	CHECK_STR(money_plain(cx->arena, money(123450)), "1234.50");
	CHECK_STR(money_plain(cx->arena, money(-5)), "-0.05");
	CHECK_STR(money_plain(cx->arena, money(INT64_MIN)),
		"-92233720368547758.08");
}

static void what_people_type_is_understood(struct cx *cx)
{
	(void)cx;
	static const struct {
		const char *text;
		int64_t minor;
	} good[] = {
		{"12", 1200},
		{"12.9", 1290},
		{"12,90", 1290},
		{"0", 0},
		{"0,05", 5},
		{"007", 700},
		{" 12,90 € ", 1290},
		{"€12.90", 1290},
		{"€ 12.90", 1290},
		{"12,90\u00a0€", 1290},
		{"12,90 EUR", 1290},
		{"199 kr", 19900},
		{"1 234,50", 123450},
		{"1\u00a0234,50", 123450},
		{"1\u202f234,50", 123450},
		{"1,234.50", 123450},
		{"1.234,50", 123450},
		{"1,234,567.89", 123456789},
		{"1234,5", 123450},
		{"1 234", 123400},
		{"10000000", 1000000000},
		{"10 000 000,00", 1000000000},
	};
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		struct money m = money(-1);
		bool ok = money_parse(good[i].text, &m);
		CHECK(ok);
		if (!ok || m.minor != good[i].minor)
			printf("# of \"%s\"\n", good[i].text);
		CHECK_INT(m.minor, good[i].minor);
	}
}

static void what_is_no_amount_is_refused(struct cx *cx)
{
	(void)cx;
	static const char *const bad[] = {"", " ", "€", "abc", "-1", "+1",
		"1.234", "1,234", "12.345", "1,2,3", "12.", "12,", ".5", "1 23",
		"12 34", "1 2345", "1 234 56", "1,234.567", "10000000.01",
		"99999999999999999999999", "12 € €", "€12€", "12x", "0x10",
		"1e3", "1\u202f234 567,50", "12,90 $", "1.234.50", "12,9O"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct money m = money(-1);
		if (money_parse(bad[i], &m))
			printf("# of \"%s\"\n", bad[i]);
		CHECK(m.minor == -1);
	}
}

static void what_is_written_is_read_again(struct cx *cx)
{
	for (int64_t n = 0; n < 300000; n += 77) {
		struct money m = money(-1);
		CHECK(money_parse(
			money_format(cx->arena, "fi", "EUR", money(n)), &m));
		CHECK_INT(m.minor, n);
		CHECK(money_parse(
			money_format(cx->arena, "en", "EUR", money(n)), &m));
		CHECK_INT(m.minor, n);
	}
}

static void rates_are_written_as_per_cent(struct cx *cx)
{
	CHECK_STR(rate_format(cx->arena, "en", 2550), "25.5\u00a0%");
	CHECK_STR(rate_format(cx->arena, "fi", 2550), "25,5\u00a0%");
	CHECK_STR(rate_format(cx->arena, "sv", 1350), "13,5\u00a0%");
	CHECK_STR(rate_format(cx->arena, "fi", 2400), "24\u00a0%");
	CHECK_STR(rate_format(cx->arena, "en", 1005), "10.05\u00a0%");
	CHECK_STR(rate_format(cx->arena, "en", 0), "0\u00a0%");
}

int main(void)
{
	return test_run((struct test[]){
		{"VAT is rounded half up to the cent",
			vat_is_rounded_half_up_to_the_cent},
		{"sums past the edge are refused",
			sums_past_the_edge_are_refused},
		{"split agrees with the book in ten thousand cases",
			split_agrees_with_the_book_in_ten_thousand_cases},
		{"split gives ties to the earlier",
			split_gives_ties_to_the_earlier},
		{"per cent off is rounded down", percent_off_is_rounded_down},
		{"each language writes its own way",
			each_language_writes_its_own_way},
		{"what people type is understood",
			what_people_type_is_understood},
		{"what is no amount is refused", what_is_no_amount_is_refused},
		{"what is written is read again",
			what_is_written_is_read_again},
		{"rates are written as per cent",
			rates_are_written_as_per_cent},
		{NULL, NULL},
	});
}
