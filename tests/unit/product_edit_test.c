/* Writing what a product promises and who stands behind it. */
#include "tests/test.h"

#include <string.h>

#include "domain/brand.h"
#include "domain/product.h"
#include "domain/product_edit.h"
#include "lib/clock.h"
#include "lib/db.h"

static const int64_t two_years = 24, no_years = -1, ten_years = 10;
static const int64_t until = 20310630, none = 0;

static struct product seen(struct cx *cx, int64_t id)
{
	struct product p;
	CHECK_OK(product_get_any(cx, id, &p));
	return p;
}

static void what_a_head_does_not_name_stays(struct cx *cx)
{
	int64_t id;
	struct product_head head = {.responsible_name = "Import Oy",
		.repair_score = "7.9",
		.guarantee_months = &two_years,
		.spare_part_years = &ten_years,
		.update_until_day = &until};
	CHECK_OK(product_create(cx, &head, &id));
	CHECK_OK(product_update(
		cx, id, 0, &(struct product_head){.tags = "new"}));
	struct product p = seen(cx, id);
	CHECK_STR(p.kind, "goods");
	CHECK_STR(p.responsible_name, "Import Oy");
	CHECK_STR(p.repair_score, "7.9");
	CHECK_INT(p.guarantee_months, 24);
	CHECK_INT(p.spare_part_years, 10);
	CHECK_INT(p.update_until_day, 20310630);

	CHECK_OK(product_update(cx, id, 0,
		&(struct product_head){.repair_score = "",
			.guarantee_months = &none,
			.spare_part_years = &no_years,
			.update_until_day = &none}));
	p = seen(cx, id);
	CHECK_STR(p.repair_score, "");
	CHECK_INT(p.guarantee_months, 0);
	CHECK_INT(p.spare_part_years, -1);
	CHECK_INT(p.update_until_day, 0);
}

static void promises_that_cannot_be_are_refused(struct cx *cx)
{
	int64_t id, bad = 20310231, far = 100000, nobody = 99;
	CHECK_INT(
		product_create(cx,
			&(struct product_head){.update_until_day = &bad}, &id),
		ERR_INVALID);
	CHECK_INT(
		product_create(cx,
			&(struct product_head){.guarantee_months = &far}, &id),
		ERR_INVALID);
	CHECK_INT(product_create(cx,
			  &(struct product_head){.size_guide = &nobody}, &id),
		ERR_INVALID);
}

static void a_variant_keeps_what_its_form_does_not_know(struct cx *cx)
{
	int64_t product, variant, day = 20261203, milli = 330, deposit = 20;
	test_product(cx, (struct test_product){.product = &product});
	struct variant_data d = {.sku = "mug",
		.tracked = 1,
		.content_milli = &milli,
		.content_unit = "l",
		.deposit_minor = &deposit,
		.restock_day = &day};
	CHECK_OK(variant_put(cx, product, &d, &variant, NULL));
	CHECK_OK(variant_put(cx, product,
		&(struct variant_data){.sku = "mug", .tracked = 1}, &variant,
		NULL));
	struct product p = seen(cx, product);
	CHECK_INT(p.variants[0].content_milli, 330);
	CHECK_STR(p.variants[0].content_unit, "l");
	CHECK_INT(p.variants[0].deposit_minor, 20);
	CHECK_INT(p.variants[0].restock_day, 20261203);

	d.restock_day = &none;
	CHECK_OK(variant_put(cx, product, &d, &variant, NULL));
	CHECK_INT(seen(cx, product).variants[0].restock_day, 0);
	d.content_unit = "stone";
	CHECK_INT(variant_put(cx, product, &d, &variant, NULL), ERR_INVALID);
}

static void repair_words_stay_when_others_are_saved(struct cx *cx)
{
	int64_t id;
	test_product(cx, (struct test_product){.product = &id});
	CHECK_OK(product_set_words(cx, id, "en",
		&(struct product_words){
			.name = "Mug", .repair = "Send it to us."}));
	CHECK_OK(product_set_words(
		cx, id, "en", &(struct product_words){.name = "Cup"}));
	struct product p = seen(cx, id);
	CHECK_STR(p.name, "Cup");
	CHECK_STR(p.repair, "Send it to us.");
}

static void publish_dates_open_and_close_the_page(struct cx *cx)
{
	struct product p;
	int64_t id;
	test_product(cx, (struct test_product){.product = &id});
	CHECK_OK(product_set_publish(
		cx, id, cx->now + MS_DAY, cx->now + 3 * MS_DAY));
	CHECK_INT(product_get(cx, id, &p), ERR_NOT_FOUND);
	cx->now += 2 * MS_DAY;
	CHECK_OK(product_get(cx, id, &p));
	cx->now += 2 * MS_DAY;
	CHECK_INT(product_get(cx, id, &p), ERR_NOT_FOUND);
	CHECK_OK(product_set_publish(cx, id, 0, 0));
	CHECK_OK(product_get(cx, id, &p));
	CHECK_INT(product_set_publish(cx, id, 200, 100), ERR_INVALID);
}

/* ---- GPSR Art. 19 ---- */

static int64_t branded(struct cx *cx, const char *maker)
{
	int64_t id, brand;
	CHECK_OK(brand_by_name(cx, "Kumo", &brand));
	CHECK_OK(db_run_script(cx->db,
		"UPDATE brand SET maker_name = 'Kumo KK',"
		" maker_address = 'Kyoto', responsible_name = 'Import Oy',"
		" responsible_email = 'eu@import.example'"));
	test_product(cx, (struct test_product){.product = &id});
	CHECK_OK(product_update(cx, id, 0,
		&(struct product_head){.brand = "Kumo", .maker_name = maker}));
	return id;
}

static void a_brand_stands_in_for_a_missing_maker(struct cx *cx)
{
	struct product p;
	int64_t id = branded(cx, "");
	CHECK_OK(product_get(cx, id, &p));
	CHECK_STR(p.maker_name, "Kumo KK");
	CHECK_STR(p.maker_address, "Kyoto");
	CHECK_STR(p.responsible_name, "Import Oy");
	CHECK_STR(seen(cx, id).maker_name, "");
}

static void a_makers_own_product_takes_nobody_elses_people(struct cx *cx)
{
	struct product p;
	int64_t id = branded(cx, "Lehto Oy");
	CHECK_OK(product_get(cx, id, &p));
	CHECK_STR(p.maker_name, "Lehto Oy");
	CHECK_STR(p.maker_address, "");
	CHECK_STR(p.responsible_name, "");
}

int main(void)
{
	static const struct test tests[] = {
		{"what_a_head_does_not_name_stays",
			what_a_head_does_not_name_stays},
		{"promises_that_cannot_be_are_refused",
			promises_that_cannot_be_are_refused},
		{"a_variant_keeps_what_its_form_does_not_know",
			a_variant_keeps_what_its_form_does_not_know},
		{"repair_words_stay_when_others_are_saved",
			repair_words_stay_when_others_are_saved},
		{"publish_dates_open_and_close_the_page",
			publish_dates_open_and_close_the_page},
		{"a_brand_stands_in_for_a_missing_maker",
			a_brand_stands_in_for_a_missing_maker},
		{"a_makers_own_product_takes_nobody_elses_people",
			a_makers_own_product_takes_nobody_elses_people},
		{NULL, NULL},
	};
	return test_run(tests);
}
