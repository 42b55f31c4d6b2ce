/* Prices of a kilogram, a litre, a piece. */
#include "tests/test.h"

#include "domain/unit_price.h"

static int64_t per(int64_t price, int64_t deposit, int64_t milli)
{
	struct money out = money(-1);
	return unit_price(money(price), deposit, milli, &out) ? out.minor : -1;
}

static void a_unit_price_is_for_one_whole_unit(struct cx *cx)
{
	(void)cx;
	CHECK_INT(per(790, 0, 250), 3160);   /* 250 g of tea */
	CHECK_INT(per(2390, 0, 2000), 1195); /* a set of two */
	CHECK_INT(per(500, 0, 1000), 500);
}

static void a_deposit_is_no_part_of_it(struct cx *cx)
{
	(void)cx;
	CHECK_INT(per(219, 20, 330), 603); /* 1.99 / 0.33 l */
	CHECK_INT(per(20, 20, 330), 0);
	CHECK_INT(per(20, 40, 330), -1);
}

static void it_is_rounded_half_up(struct cx *cx)
{
	(void)cx;
	CHECK_INT(per(1, 0, 2000), 1);
	CHECK_INT(per(100, 0, 3000), 33);
	CHECK_INT(per(200, 0, 3000), 67);
}

static void without_a_content_there_is_none(struct cx *cx)
{
	(void)cx;
	CHECK_INT(per(100, 0, 0), -1);
	CHECK_INT(per(100, 0, -5), -1);
	CHECK_INT(per(MONEY_MAX, 0, 1), MONEY_MAX * 1000);
}

static void units_are_written_as_people_do(struct cx *cx)
{
	(void)cx;
	CHECK_STR(unit_price_unit("kg"), "kg");
	CHECK_STR(unit_price_unit("m2"), "m\xc2\xb2");
	CHECK_STR(unit_price_unit("pc"), "pc");
	CHECK_STR(unit_price_unit("stone"), NULL);
	CHECK_STR(unit_price_unit(""), NULL);
}

int main(void)
{
	static const struct test tests[] = {
		{"a_unit_price_is_for_one_whole_unit",
			a_unit_price_is_for_one_whole_unit},
		{"a_deposit_is_no_part_of_it", a_deposit_is_no_part_of_it},
		{"it_is_rounded_half_up", it_is_rounded_half_up},
		{"without_a_content_there_is_none",
			without_a_content_there_is_none},
		{"units_are_written_as_people_do",
			units_are_written_as_people_do},
		{NULL, NULL},
	};
	return test_run(tests);
}
