/* The owner's delivery pages: stock at each place, points, handing over. */
#include <string.h>
#include <sys/stat.h>

#include "domain/delivery.h"
#include "domain/order.h"
#include "domain/stock.h"
#include "handlers/admin/admin.h"
#include "lib/conf.h"
#include "lib/db.h"
#include "tests/admin.h"
#include "tests/orders.h"

#define FORM(...) ((const struct param[]){__VA_ARGS__, {NULL, NULL}})

static const struct param *path_of(struct cx *cx, const char *name, int64_t id)
{
	struct param *p = ARENA_ARRAY(cx->arena, struct param, 2);
	p[0] = (struct param){
		name, arena_printf(cx->arena, "%lld", (long long)id)};
	return p;
}

static void second_place(struct cx *cx)
{
	CHECK_OK(db_run_script(cx->db,
		"UPDATE location SET name = 'Helsinki' WHERE id = 1;"
		"INSERT INTO location (id, code, name, pickup, ships)"
		" VALUES (2, 'espoo', 'Espoo', 1, 0)"));
}

static int64_t at(struct cx *cx, int64_t variant, int64_t place)
{
	struct stock_shelf s;
	CHECK_OK(stock_at(cx, variant, place, &s));
	return s.on_hand;
}

static void each_place_is_counted_on_the_products_page(struct cx *cx)
{
	int64_t product = 0;
	int64_t v = test_product(
		cx, (struct test_product){.on_hand = 5, .product = &product});
	second_place(cx);
	const struct param *path = path_of(cx, "id", product);
	struct req r = admin_req(cx, NULL, path);
	CHECK_OK(admin_product(&r));
	CHECK(admin_shows(&r, "<td>Helsinki</td>"));
	CHECK(admin_shows(&r, "<td>Espoo</td>"));
	CHECK(admin_shows(&r, "Move to another place"));
	const char *espoo = arena_printf(cx->arena, "qty_%lld_2", (long long)v);
	const char *main = arena_printf(cx->arena, "qty_%lld", (long long)v);
	r = admin_req(cx,
		FORM({"how", "to"}, {"reason", "recount"}, {espoo, "7"},
			{main, "4"}),
		path);
	CHECK_OK(admin_product_stock(&r));
	CHECK_INT(r.status, 303);
	CHECK_INT(at(cx, v, 1), 4);
	CHECK_INT(at(cx, v, 2), 7);
	/* one wrong row: none is changed */
	r = admin_req(cx,
		FORM({"how", "by"}, {"reason", "other"}, {main, "1"},
			{espoo, "-8"}),
		path);
	CHECK_OK(admin_product_stock(&r));
	CHECK_INT(r.status, 422);
	CHECK_INT(at(cx, v, 1), 4);
	CHECK_INT(at(cx, v, 2), 7);
}

static int carry(struct cx *cx, int64_t product, const struct param *form)
{
	struct req r = admin_req(cx, form, path_of(cx, "id", product));
	int rc = admin_product_carry(&r);
	return rc < 0 ? rc : r.status;
}

static void units_are_moved_between_places(struct cx *cx)
{
	int64_t product = 0;
	int64_t v = test_product(
		cx, (struct test_product){.on_hand = 5, .product = &product});
	second_place(cx);
	const char *what = arena_printf(cx->arena, "%lld", (long long)v);
	CHECK_INT(carry(cx, product,
			  FORM({"what", what}, {"from", "1"}, {"to", "2"},
				  {"carry_qty", "3"})),
		303);
	CHECK_INT(at(cx, v, 1), 2);
	CHECK_INT(at(cx, v, 2), 3);
	static const char *const hostile[] = {
		"0", "-1", "3", "1e9", "99999999999999", "x", ""};
	for (size_t i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++)
		CHECK_INT(
			carry(cx, product,
				FORM({"what", what}, {"from", "1"}, {"to", "2"},
					{"carry_qty", hostile[i]})),
			303);
	CHECK_INT(at(cx, v, 1) + at(cx, v, 2), 5);
	CHECK_INT(at(cx, v, 1), 2);
	CHECK_INT(carry(cx, product,
			  FORM({"what", "999"}, {"from", "1"}, {"to", "2"},
				  {"carry_qty", "1"})),
		ERR_NOT_FOUND);
	CHECK_INT(carry(cx, product,
			  FORM({"what", what}, {"from", "1"}, {"to", "77"},
				  {"carry_qty", "1"})),
		ERR_NOT_FOUND);
	test_books_agree(cx);
}

static void sample_parcel_shows_what_is_offered(struct cx *cx)
{
	struct req r = admin_req(cx, NULL, NULL);
	CHECK_OK(admin_delivery_try(&r));
	CHECK(admin_shows(&r, "Home delivery"));
	CHECK(admin_shows(&r, "€4.90"));
	r = admin_req(cx, NULL, NULL);
	r.query = FORM({"country", "us"}, {"weight", "x"}, {"value", "-1"});
	CHECK_OK(admin_delivery_try(&r));
	CHECK(admin_shows(&r, "Nothing is offered there"));
}

static int points_send(struct cx *cx, const char *csv, const char *shows)
{
	struct req r = admin_req(cx, FORM({"x", ""}), NULL);
	const char *path = arena_printf(cx->arena, "%s/sent", test_dir(cx));
	FILE *out = fopen(path, "w");
	if (!out || fputs(csv, out) < 0 || fclose(out) != 0)
		test_failed = 1;
	const struct upload u[] = {
		{"file", path, "points.csv", strlen(csv)}, {0}};
	r.uploads = *csv ? u : NULL;
	CHECK_OK(admin_points_upload(&r));
	CHECK(admin_shows(&r, shows));
	return r.status;
}

static void list_of_points_is_reported(struct cx *cx)
{
	static const char head[] = "carrier,code,name,postal,country\n";
	CHECK_INT(points_send(cx, "", "Choose the file"), 422);
	CHECK_INT(points_send(cx,
			  arena_printf(
				  cx->arena, "%sPosti,1,<b>,00100,FI\n", head),
			  "New: 1, changed: 0, as before: 0, gone: 0"),
		200);
	CHECK_INT(
		points_send(cx,
			arena_printf(cx->arena, "%sPosti,,X,00100,FI\n", head),
			"Line 2"),
		422);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM pickup_point"), 1);
}

static int hand_over(struct cx *cx, int64_t number, const char *code)
{
	struct req r = admin_req(
		cx, FORM({"code", code}), path_of(cx, "number", number));
	CHECK_OK(admin_order_delivered(&r));
	return r.status;
}

static void code_is_checked_when_handing_over(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	int64_t id = test_order_of(cx, "s1", mug, 1, "pickup", "transfer");
	struct order o;
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(order_ready(cx, id));
	CHECK_OK(order_get(cx, id, &o));
	struct req r = admin_req(cx, NULL, path_of(cx, "number", o.number));
	CHECK_OK(admin_order(&r));
	CHECK(admin_shows(&r, "Code that the customer shows"));
	const char *code = delivery_pickup_code(cx, id);
	CHECK(!admin_shows(&r, code)); /* the seller has to be told it */
	CHECK_INT(hand_over(cx, o.number,
			  strcmp(code, "0000 00") ? "0000 00" : "1111 11"),
		422);
	CHECK_OK(order_get(cx, id, &o));
	CHECK_STR(o.fulfilment, "ready");
	CHECK_INT(hand_over(cx, o.number,
			  arena_printf(cx->arena, " %.4s%s ", code, code + 5)),
		303);
	CHECK_OK(order_get(cx, id, &o));
	CHECK_STR(o.fulfilment, "collected");
	test_books_agree(cx);
}

int main(void)
{
	return test_run((struct test[]){
		{"each place is counted on the product's page",
			each_place_is_counted_on_the_products_page},
		{"units are moved between places",
			units_are_moved_between_places},
		{"sample parcel shows what is offered",
			sample_parcel_shows_what_is_offered},
		{"list of points is reported", list_of_points_is_reported},
		{"code is checked when handing over",
			code_is_checked_when_handing_over},
		{NULL, NULL},
	});
}
