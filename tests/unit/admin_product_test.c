/* The form of a product, in one file because all share it. */
#include "tests/admin.h"
#include "tests/orders.h"

#include <string.h>

#include "domain/media.h"
#include "domain/price.h"
#include "domain/product.h"
#include "domain/product_desk.h"
#include "domain/setting.h"
#include "domain/stock.h"
#include "handlers/admin/admin.h"
#include "lib/db.h"

#define FORM(...) ((const struct param[]){__VA_ARGS__, {NULL, NULL}})

static const struct param *id_path(struct cx *cx, const char *name, int64_t id)
{
	struct param *p = ARENA_ARRAY(cx->arena, struct param, 2);
	p[0] = (struct param){
		name, arena_printf(cx->arena, "%lld", (long long)id)};
	return p;
}

static struct product only_product(struct cx *cx)
{
	struct product p;
	CHECK_OK(product_get_any(
		cx, test_number(cx, "SELECT max(id) FROM product"), &p));
	return p;
}

static void product_with_variants_is_one_form(struct cx *cx)
{
	struct req r = admin_req(cx,
		FORM({"name_en", "Kide mug"}, {"name_fi", "Kide-muki"},
			{"status", "active"}, {"tax_class", "general"},
			{"fresh_price", "12,90"}, {"fresh_stock", "5"},
			{"newoption_1", "Colour"},
			{"newvalues_1", "Sea, Clay, sea"}, {"do", "save"}),
		NULL);

	CHECK_OK(admin_product_create(&r));

	CHECK_INT(r.status, 303);
	struct product p = only_product(cx);
	CHECK_STR(p.name, "Kide mug");
	CHECK_STR(p.status, "active");
	CHECK_INT(p.n_variants, 2);
	CHECK_INT(p.variants[1].price.amount.minor, 1290);
	CHECK_INT(p.variants[1].stock.on_hand, 5);
	CHECK(test_number(cx, "SELECT count(*) FROM audit"
			      " WHERE entity = 'product' AND staff = 1") > 0);
}

static void wrong_product_shows_all_that_was_typed(struct cx *cx)
{
	struct req r = admin_req(cx,
		FORM({"name_en", ""}, {"summary_en", "<b>kept</b>\r\nline"},
			{"status", "active"}, {"fresh_price", "12.905"},
			{"fresh_gtin", "6417810000011"}, {"fresh_weight", "-3"},
			{"newvalues_1", "Sea"}, {"slug_fi", "kide-muki"}),
		NULL);

	CHECK_OK(admin_product_create(&r));

	CHECK_INT(r.status, 422);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM product"), 0);
	CHECK(admin_shows(&r, "href=\"#name_en\""));
	CHECK(admin_shows(&r, "href=\"#fresh_price\""));
	CHECK(admin_shows(&r, "href=\"#fresh_gtin\""));
	CHECK(admin_shows(&r, "href=\"#fresh_weight\""));
	CHECK(admin_shows(&r, "href=\"#newoption_1\""));
	CHECK(admin_shows(&r, "value=\"12.905\""));
	CHECK(admin_shows(&r, "value=\"kide-muki\""));
	CHECK(admin_shows(&r, "&lt;b&gt;kept&lt;/b&gt;"));
	CHECK(!admin_shows(&r, "<b>kept"));
}

static void hostile_values_harm_nothing(struct cx *cx)
{
	char *longest = arena_alloc(cx->arena, 30001);
	memset(longest, 'x', 30000);
	struct req r = admin_req(cx,
		FORM({"name_en", "\"><script>alert(1)</script>"},
			{"description_en", longest}, {"status", "deleted"},
			{"tax_class", "'; DROP TABLE product; --"},
			{"category", "-1"}, {"category", "999999999999"},
			{"slug_en", "///"}, {"kept", "77"}, {"rev", "x"},
			{"drop", "1"}, {"newoption_1", "\x01\x02"},
			{"newvalues_1", ",,;;,"}),
		NULL);

	CHECK_OK(admin_product_create(&r));

	CHECK_INT(r.status, 422);
	CHECK(!admin_shows(&r, "<script>alert"));
	CHECK(admin_shows(&r, "href=\"#slug_en\""));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM product"), 0);
}

/* The form of a product with one variant, as its page would post it. */
static const struct param *edit_form(struct cx *cx, const struct product *p,
	const char *price, const char *sale)
{
	struct arena *a = cx->arena;
	long long v = (long long)p->variants[0].id;
	struct param *f = ARENA_ARRAY(a, struct param, 13);
	f[0] = (struct param){
		"rev", arena_printf(a, "%lld", (long long)p->rev)};
	f[1] = (struct param){"name_en", "Other name"};
	f[2] = (struct param){"status", "active"};
	f[3] = (struct param){"tax_class", "general"};
	f[4] = (struct param){arena_printf(a, "price_%lld", v), price};
	f[5] = (struct param){arena_printf(a, "sale_%lld", v), sale};
	f[6] = (struct param){arena_printf(a, "sku_%lld", v), "SKU-1"};
	f[7] = (struct param){arena_printf(a, "gtin_%lld", v), ""};
	f[8] = (struct param){arena_printf(a, "weight_%lld", v), "340"};
	f[9] = (struct param){arena_printf(a, "tracked_%lld", v), "1"};
	f[10] = (struct param){"do", "save"};
	return f;
}

static void prices_are_read_as_people_write_them(struct cx *cx)
{
	static const struct {
		const char *typed;
		int64_t minor;
	} cases[] = {{"12,90", 1290}, {"12.9", 1290}, {" 1 234,50 ", 123450},
		{"0", 0}, {"7", 700}};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct money regular, sale;
		int64_t id;
		int64_t v = test_product(
			cx, (struct test_product){
				    .slug = arena_printf(cx->arena, "p%zu", i),
				    .on_hand = 3,
				    .product = &id});
		struct product p = only_product(cx);
		struct req r = admin_req(cx,
			edit_form(cx, &p, cases[i].typed, ""),
			id_path(cx, "id", id));
		CHECK_OK(admin_product_save(&r));
		CHECK_INT(r.status, 303);
		CHECK_OK(price_both(cx, v, &regular, &sale));
		CHECK_INT(regular.minor, cases[i].minor);
		/* so that the next one gets another SKU */
		db_run_script(cx->db, "UPDATE variant SET sku = 'X' || id");
	}
}

static void bad_prices_are_refused_beside_the_field(struct cx *cx)
{
	static const char *const bad[][2] = {{"-1", ""}, {"1e3", ""},
		{"12.345", ""}, {"99999999999999999999", ""}, {"", ""},
		{"10", "10"}, {"10", "12"}, {"abc", "1"}};
	int64_t id, v = test_product(cx, (struct test_product){
						 .on_hand = 3, .product = &id});
	struct product p = only_product(cx);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct money regular, sale;
		struct req r = admin_req(cx,
			edit_form(cx, &p, bad[i][0], bad[i][1]),
			id_path(cx, "id", id));
		CHECK_OK(admin_product_save(&r));
		CHECK_INT(r.status, 422);
		CHECK(admin_shows(&r, "aria-invalid=\"true\""));
		CHECK_OK(price_both(cx, v, &regular, &sale));
		CHECK_INT(regular.minor, 1000);
	}
}

static void sale_begins_and_ends_with_its_field(struct cx *cx)
{
	struct money regular, sale;
	int64_t id, v = test_product(cx, (struct test_product){
						 .on_hand = 3, .product = &id});
	struct product p = only_product(cx);
	struct req r = admin_req(
		cx, edit_form(cx, &p, "10", "7,50"), id_path(cx, "id", id));
	CHECK_OK(admin_product_save(&r));
	CHECK_OK(price_both(cx, v, &regular, &sale));
	CHECK_INT(sale.minor, 750);

	cx->now += 1000;
	p = only_product(cx);
	r = admin_req(cx, edit_form(cx, &p, "10", ""), id_path(cx, "id", id));
	CHECK_OK(admin_product_save(&r));
	CHECK_OK(price_both(cx, v, &regular, &sale));
	CHECK(sale.minor < 0);
}

static void somebody_elses_save_is_not_overwritten(struct cx *cx)
{
	int64_t id;
	test_product(cx, (struct test_product){
				 .name = "Mug", .on_hand = 3, .product = &id});
	struct product p = only_product(cx);
	const struct param *form = edit_form(cx, &p, "9", "");
	db_run_script(cx->db, "UPDATE product SET rev = rev + 1");

	struct req r = admin_req(cx, form, id_path(cx, "id", id));
	CHECK_OK(admin_product_save(&r));

	CHECK_INT(r.status, 409);
	CHECK(admin_shows(&r, "value=\"Other name\""));
	CHECK(admin_shows(
		&r, arena_printf(cx->arena, "name=\"rev\" value=\"%lld\"",
			    (long long)p.rev + 1)));
	CHECK_STR(only_product(cx).name, "Mug");
}

static void archiving_can_be_undone(struct cx *cx)
{
	int64_t id;
	test_product(cx, (struct test_product){.on_hand = 3, .product = &id});
	struct req r = admin_req(
		cx, FORM({"token", ""}), id_path(cx, "id", id));
	CHECK_OK(admin_product_archive(&r));
	CHECK_STR(only_product(cx).status, "archived");

	r = admin_req(cx, FORM({"was", "active"}), id_path(cx, "id", id));
	CHECK_OK(admin_product_restore(&r));
	CHECK_STR(only_product(cx).status, "active");
}

static const char *status_of(struct cx *cx, int64_t id)
{
	struct product p;
	CHECK_OK(product_get_any(cx, id, &p));
	return p.status;
}

static struct req bulk(struct cx *cx, const char *what, int64_t a, int64_t b)
{
	struct req r = admin_req(cx,
		FORM({"do", what}, {"show", "draft"},
			{"row", arena_printf(cx->arena, "%lld", (long long)a)},
			{"row", arena_printf(cx->arena, "%lld", (long long)b)}),
		NULL);
	CHECK_OK(admin_products_bulk(&r));
	CHECK_INT(r.status, 303);
	return r;
}

static void chosen_products_change_and_change_back(struct cx *cx)
{
	int64_t a, b;
	struct product_head draft = {.status = "draft"};
	setting_use(cx, -1);
	test_product(cx,
		(struct test_product){.slug = "a", .sku = "A", .product = &a});
	test_product(cx,
		(struct test_product){.slug = "b", .sku = "B", .product = &b});
	CHECK_OK(product_update(cx, b, 0, &draft));

	bulk(cx, "archived", a, b);
	CHECK_STR(status_of(cx, a), "archived");
	CHECK_STR(status_of(cx, b), "archived");

	struct req r = admin_req(cx,
		FORM({"do", "undo"},
			{"was", arena_printf(cx->arena, "%llda.%lldd",
					(long long)a, (long long)b)}),
		NULL);
	CHECK_OK(admin_products_bulk(&r));
	CHECK_STR(status_of(cx, a), "active");
	CHECK_STR(status_of(cx, b), "draft");

	r = admin_req(cx, FORM({"do", "undo"}, {"was", "999a.x.7z.-1d"}), NULL);
	CHECK_OK(admin_products_bulk(&r));
	r = admin_req(cx, FORM({"do", "deleted"}), NULL);
	CHECK_INT(admin_products_bulk(&r), ERR_BAD);
}

static void what_is_not_ready_stays_out_of_the_shop(struct cx *cx)
{
	int64_t a, b, media;
	struct product_head draft = {.status = "draft"};
	setting_use(cx, -1);
	CHECK_OK(setting_set(cx, "catalogue.ready", NULL, "block"));
	CHECK_OK(media_add_ready(cx, "aa", 640, 800, "640", &media));
	test_product(cx,
		(struct test_product){.slug = "a", .sku = "A", .product = &a});
	test_product(cx,
		(struct test_product){.slug = "b", .sku = "B", .product = &b});
	CHECK_OK(media_attach(cx, a, media));
	CHECK_OK(product_update(cx, a, 0, &draft));
	CHECK_OK(product_update(cx, b, 0, &draft));
	bulk(cx, "active", a, b);
	CHECK_STR(status_of(cx, a), "active");
	CHECK_STR(status_of(cx, b), "draft");
	CHECK_OK(setting_set(cx, "catalogue.ready", NULL, "off"));
	bulk(cx, "active", b, b);
	CHECK_STR(status_of(cx, b), "active");
}

/* Which pictures the product has, in order: "312". */
static const char *pictures(struct cx *cx, int64_t product)
{
	struct desk_picture *p;
	size_t n;
	char *out = arena_alloc(cx->arena, 8);
	CHECK_OK(desk_pictures(cx, product, &p, &n));
	for (size_t i = 0; i < n && i < 7; i++)
		out[i] = (char)('0' + p[i].id);
	out[n < 7 ? n : 7] = '\0';
	return out;
}

static const char *moved(struct cx *cx, const char *button, const char *id)
{
	struct product p = only_product(cx);
	const struct param *form = edit_form(cx, &p, "9", "");
	struct param *with = ARENA_ARRAY(cx->arena, struct param, 15);
	size_t n = 0;
	for (; form[n].name; n++)
		with[n] = form[n];
	with[n] = (struct param){button, id};
	with[n + 1] = (struct param){NULL, NULL};
	struct req r = admin_req(cx, with, id_path(cx, "id", p.id));
	CHECK_OK(admin_product_save(&r));
	CHECK_INT(r.status, 303);
	return pictures(cx, p.id);
}

static void pictures_go_where_they_are_sent(struct cx *cx)
{
	int64_t product, media;
	setting_use(cx, -1);
	test_product(cx, (struct test_product){.product = &product});
	for (int i = 1; i <= 3; i++) {
		CHECK_OK(media_add_ready(cx, arena_printf(cx->arena, "a%d", i),
			640, 800, "640", &media));
		CHECK_OK(media_attach(cx, product, media));
	}
	CHECK_STR(pictures(cx, product), "123");
	CHECK_STR(moved(cx, "later", "1"), "213");
	CHECK_STR(moved(cx, "later", "3"), "213");
	CHECK_STR(moved(cx, "earlier", "3"), "231");
	CHECK_STR(moved(cx, "earlier", "2"), "231");
	CHECK_STR(moved(cx, "first", "1"), "123");
	CHECK_STR(moved(cx, "earlier", "77"), "123");

	struct req r = admin_req(cx, NULL, id_path(cx, "id", product));
	CHECK_OK(admin_product(&r));
	CHECK(admin_shows(&r, "href=\"#alt_2_en\""));
	CHECK_OK(media_set_alt(cx, 2, "en", "A mug"));
	r = admin_req(cx, NULL, id_path(cx, "id", product));
	CHECK_OK(admin_product(&r));
	CHECK(!admin_shows(&r, "href=\"#alt_2_en\""));
}

static struct stock_now adjusted(struct cx *cx, int64_t id, int64_t v,
	const char *how, const char *qty, int status)
{
	struct stock_now s;
	struct req r = admin_req(cx,
		FORM({"how", how}, {"reason", "damaged"},
			{arena_printf(cx->arena, "qty_%lld", (long long)v),
				qty}),
		id_path(cx, "id", id));
	CHECK_OK(admin_product_stock(&r));
	CHECK_INT(r.status, status);
	CHECK_OK(stock_now(cx, v, &s));
	return s;
}

static void stock_is_changed_by_or_counted(struct cx *cx)
{
	int64_t id, v = test_product(cx, (struct test_product){
						 .on_hand = 5, .product = &id});
	CHECK_INT(adjusted(cx, id, v, "by", "-2", 303).on_hand, 3);
	CHECK_INT(adjusted(cx, id, v, "by", "+4", 303).on_hand, 7);
	CHECK_INT(adjusted(cx, id, v, "to", "6", 303).on_hand, 6);
	CHECK_INT(adjusted(cx, id, v, "to", "-6", 422).on_hand, 6);
	CHECK_INT(adjusted(cx, id, v, "by", "1.5", 422).on_hand, 6);
	CHECK_INT(adjusted(cx, id, v, "by", "-7", 422).on_hand, 6);
	CHECK_INT(adjusted(cx, id, v, "by", "99999999999", 422).on_hand, 6);
}

int main(void)
{
	return test_run((struct test[]){
		{"product with variants is one form",
			product_with_variants_is_one_form},
		{"wrong product shows all that was typed",
			wrong_product_shows_all_that_was_typed},
		{"hostile values harm nothing", hostile_values_harm_nothing},
		{"prices are read as people write them",
			prices_are_read_as_people_write_them},
		{"bad prices are refused beside the field",
			bad_prices_are_refused_beside_the_field},
		{"sale begins and ends with its field",
			sale_begins_and_ends_with_its_field},
		{"somebody else's save is not overwritten",
			somebody_elses_save_is_not_overwritten},
		{"archiving can be undone", archiving_can_be_undone},
		{"chosen products change and change back",
			chosen_products_change_and_change_back},
		{"what is not ready stays out of the shop",
			what_is_not_ready_stays_out_of_the_shop},
		{"pictures go where they are sent",
			pictures_go_where_they_are_sent},
		{"stock is changed by or counted",
			stock_is_changed_by_or_counted},
		{NULL, NULL},
	});
}
