/* The owner's pages of prices to come, publish dates, sets and readiness. */
#include "tests/admin.h"
#include "tests/orders.h"

#include <string.h>

#include "domain/bundle.h"
#include "domain/price.h"
#include "domain/product.h"
#include "domain/product_edit.h"
#include "domain/setting.h"
#include "handlers/admin/admin.h"
#include "lib/clock.h"

#define FORM(...) ((const struct param[]){__VA_ARGS__, {NULL, NULL}})

static const struct param *id_path(struct cx *cx, int64_t id)
{
	struct param *p = ARENA_ARRAY(cx->arena, struct param, 2);
	p[0] = (struct param){
		"id", arena_printf(cx->arena, "%lld", (long long)id)};
	return p;
}

static const char *name_of(struct cx *cx, const char *field, int64_t id)
{
	return arena_printf(cx->arena, "%s_%lld", field, (long long)id);
}

static int64_t mug(struct cx *cx, int64_t *product)
{
	return test_product(
		cx, (struct test_product){.on_hand = 4, .product = product});
}

static void sale_is_planned_shown_and_cancelled(struct cx *cx)
{
	int64_t product;
	int64_t v = mug(cx, &product);
	struct req r = admin_req(cx,
		FORM({"kind", "sale"}, {"variant", "0"}, {"amount", "7,99"},
			{"from", "2026-11-27T09:00"},
			{"to", "2026-11-30T00:00"}),
		id_path(cx, product));
	CHECK_OK(admin_product_plan_add(&r));
	CHECK_INT(r.status, 303);
	/* nine in Helsinki is seven in UTC */
	CHECK_INT(test_number(cx, "SELECT from_ms FROM price"
				  " WHERE kind = 'sale'"),
		INT64_C(1795762800000));

	r = admin_req(cx, NULL, id_path(cx, product));
	CHECK_OK(admin_product_plan(&r));
	CHECK(admin_shows(&r, "−20 %"));
	CHECK(admin_shows(&r, "Fri 27 Nov 2026 at 09:00"));

	struct price_coming *rows;
	size_t n;
	CHECK_OK(price_coming(cx, product, &rows, &n));
	CHECK_INT(n, 1);
	const char *id = arena_printf(cx->arena, "%lld", (long long)rows[0].id);
	int64_t other;
	test_product(cx, (struct test_product){.slug = "x", .product = &other});
	r = admin_req(cx, FORM({"price", id}), id_path(cx, other));
	CHECK_OK(admin_product_plan_cancel(&r)); /* not of that product */
	CHECK_INT(test_number(cx, "SELECT count(*) FROM price"
				  " WHERE kind = 'sale'"),
		1);
	r = admin_req(cx, FORM({"price", id}), id_path(cx, product));
	CHECK_OK(admin_product_plan_cancel(&r));
	CHECK_INT(r.status, 303);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM price"
				  " WHERE kind = 'sale'"),
		0);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM audit"
				  " WHERE action = 'price_cancel'"),
		1);
	(void)v;
}

static void odd_plans_are_told_beside_the_field(struct cx *cx)
{
	int64_t product;
	mug(cx, &product);
	struct req r = admin_req(cx,
		FORM({"kind", "sale"}, {"variant", "999"}, {"amount", "-1"},
			{"from", "2026-11-22T09:00"},
			{"to", "\"><script>alert(1)</script>"}),
		id_path(cx, product));
	CHECK_OK(admin_product_plan_add(&r));
	CHECK_INT(r.status, 422);
	CHECK(admin_shows(&r, "href=\"#amount\""));
	CHECK(admin_shows(&r, "href=\"#from\""));
	CHECK(admin_shows(&r, "href=\"#to\""));
	CHECK(!admin_shows(&r, "<script>alert"));

	r = admin_req(cx,
		FORM({"kind", "regular"}, {"amount", "9"},
			{"from", "2026-11-27T09:00"},
			{"to", "2026-11-28T09:00"}),
		id_path(cx, product));
	CHECK_OK(admin_product_plan_add(&r));
	CHECK_INT(r.status, 422);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM price"), 1);
}

static void publish_dates_are_of_the_shops_zone(struct cx *cx)
{
	int64_t product;
	struct product p;
	mug(cx, &product);
	struct req r = admin_req(cx,
		FORM({"publish_from", "2026-11-27T09:00"}, {"publish_to", ""}),
		id_path(cx, product));
	CHECK_OK(admin_product_publish(&r));
	CHECK_INT(r.status, 303);
	CHECK_INT(product_get(cx, product, &p), ERR_NOT_FOUND);
	cx->now = INT64_C(1795762800000);
	CHECK_OK(product_get(cx, product, &p));
	r = admin_req(cx, NULL, id_path(cx, product));
	CHECK_OK(admin_product_plan(&r));
	CHECK(admin_shows(&r, "value=\"2026-11-27T09:00\""));

	r = admin_req(cx,
		FORM({"publish_from", "2026-11-27T09:00"},
			{"publish_to", "2026-11-27T08:00"}),
		id_path(cx, product));
	CHECK_OK(admin_product_publish(&r));
	CHECK_INT(r.status, 422);
}

static void parts_are_found_by_sku_or_name(struct cx *cx)
{
	int64_t product, set_product;
	struct bundle_part *parts;
	size_t n;
	int64_t v = mug(cx, &product);
	int64_t set = test_product(cx,
		(struct test_product){.slug = "set", .product = &set_product});
	struct req r = admin_req(cx,
		FORM({name_of(cx, "add", set), "mu"},
			{name_of(cx, "addqty", set), "2"}),
		id_path(cx, set_product));
	CHECK_OK(admin_product_parts_save(&r));
	CHECK_INT(r.status, 422);
	CHECK(admin_shows(
		&r, arena_printf(cx->arena, "name=\"pick_%lld\" value=\"%lld\"",
			    (long long)set, (long long)v)));

	r = admin_req(cx,
		FORM({name_of(cx, "add", set), "mug"},
			{name_of(cx, "addqty", set), "2"}),
		id_path(cx, set_product));
	CHECK_OK(admin_product_parts_save(&r));
	CHECK_INT(r.status, 303);
	CHECK_OK(bundle_parts(cx, set, &parts, &n));
	CHECK_INT(n, 1);
	CHECK_INT(parts[0].part, v);
	CHECK_INT(parts[0].qty, 2);
	CHECK_STR(parts[0].path, "/p/mug");

	/* itself is no part */
	r = admin_req(cx,
		FORM({name_of(cx, "add", set), "set"},
			{arena_printf(cx->arena, "qty_%lld_%lld",
				 (long long)set, (long long)v),
				"2"}),
		id_path(cx, set_product));
	CHECK_OK(admin_product_parts_save(&r));
	CHECK_INT(r.status, 422);

	r = admin_req(cx, FORM({"x", "y"}), id_path(cx, set_product));
	CHECK_OK(admin_product_parts_save(&r));
	CHECK_OK(bundle_parts(cx, set, &parts, &n));
	CHECK_INT(n, 0);
}

static void what_is_not_ready_can_be_kept_out(struct cx *cx)
{
	const struct param *form = FORM({"name_en", "Kide mug"},
		{"status", "active"}, {"tax_class", "general"},
		{"fresh_price", "12.90"}, {"fresh_stock", "1"}, {"do", "save"});
	CHECK_OK(setting_set(cx, "catalogue.ready", NULL, "block"));
	struct req r = admin_req(cx, form, NULL);
	CHECK_OK(admin_product_create(&r));
	CHECK_INT(r.status, 422);
	CHECK(admin_shows(&r, "There is no picture."));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM product"), 0);

	CHECK_OK(setting_set(cx, "catalogue.ready", NULL, "warn"));
	r = admin_req(cx, form, NULL);
	CHECK_OK(admin_product_create(&r));
	CHECK_INT(r.status, 303);
	int64_t product = test_number(cx, "SELECT id FROM product");
	r = admin_req(cx, NULL, id_path(cx, product));
	CHECK_OK(admin_product(&r));
	CHECK(admin_shows(&r, "Not ready to sell"));
	r = admin_req(cx, NULL, NULL);
	CHECK_OK(admin_products(&r));
	CHECK(admin_shows(&r, "not ready"));

	CHECK_OK(setting_set(cx, "catalogue.ready", NULL, "off"));
	r = admin_req(cx, NULL, id_path(cx, product));
	CHECK_OK(admin_product(&r));
	CHECK(!admin_shows(&r, "Not ready to sell"));
}

static void what_is_not_ready_comes_back_hidden(struct cx *cx)
{
	int64_t product;
	struct product p;
	struct product_head head = {.status = "archived"};
	mug(cx, &product);
	CHECK_OK(product_update(cx, product, 0, &head));
	CHECK_OK(setting_set(cx, "catalogue.ready", NULL, "block"));
	struct req r = admin_req(
		cx, FORM({"was", "active"}), id_path(cx, product));
	CHECK_OK(admin_product_restore(&r));
	CHECK_OK(product_get_any(cx, product, &p));
	CHECK_STR(p.status, "draft");
}

int main(void)
{
	return test_run((struct test[]){
		{"a sale is planned, shown and cancelled",
			sale_is_planned_shown_and_cancelled},
		{"odd plans are told beside the field",
			odd_plans_are_told_beside_the_field},
		{"publish dates are of the shop's zone",
			publish_dates_are_of_the_shops_zone},
		{"parts are found by SKU or name",
			parts_are_found_by_sku_or_name},
		{"what is not ready can be kept out",
			what_is_not_ready_can_be_kept_out},
		{"what is not ready comes back hidden",
			what_is_not_ready_comes_back_hidden},
		{NULL, NULL},
	});
}
