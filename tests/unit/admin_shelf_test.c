/* What the owner takes out of the shop or puts at its door, and what visitors
 * see of it. */
#include "tests/admin.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "domain/category.h"
#include "domain/category_desk.h"
#include "domain/media.h"
#include "domain/price.h"
#include "domain/product.h"
#include "domain/product_edit.h"
#include "domain/search.h"
#include "domain/setting.h"
#include "domain/text_page.h"
#include "handlers/admin/admin.h"
#include "lib/db.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "tests/orders.h"
#include "tests/shop.h"

#define FORM(...) ((const struct param[]){__VA_ARGS__, {NULL, NULL}})

static const struct param *id_path(struct cx *cx, int64_t id)
{
	struct param *p = ARENA_ARRAY(cx->arena, struct param, 2);
	p[0] = (struct param){
		"id", arena_printf(cx->arena, "%lld", (long long)id)};
	return p;
}

static int64_t shelf(struct cx *cx, int64_t parent, const char *name)
{
	int64_t id = 0;
	CHECK_OK(category_save(cx, &id, parent, 1, 0,
		&(struct category_text){.locale = "en", .name = name}, 1));
	return id;
}

static int64_t found(struct cx *cx, const char *typed)
{
	int64_t *ids, total = -1;
	size_t n;
	CHECK_OK(search_find(cx, typed, 0, 9, &ids, &n, &total));
	return total;
}

static void archived_category_leaves_its_goods(struct cx *cx)
{
	shop_fresh();
	int64_t product;
	test_product(
		cx, (struct test_product){
			    .slug = "mug", .on_hand = 1, .product = &product});
	int64_t table = shelf(cx, 0, "Table"),
		kitchen = shelf(cx, table, "Kitchen"),
		mugs = shelf(cx, kitchen, "Mugs");
	CHECK_OK(product_set_categories(cx, product, &kitchen, 1));
	CHECK_OK(setting_set(cx, "home.link", NULL, "/c/table/kitchen"));
	const struct param *path = id_path(cx, kitchen);
	CHECK_INT(found(cx, "kitchen"), 1);

	struct req r = admin_req(cx, NULL, path);
	CHECK_OK(admin_category_archive_ask(&r));
	CHECK(admin_shows(&r, "1 product stands in it"));
	CHECK(admin_shows(&r, "In no other category: 1."));
	CHECK(admin_shows(&r, "<li>Mugs</li>"));
	CHECK(admin_shows(&r, "The button of the home page leads here"));
	CHECK_INT(shop_status(shop_get(cx, "/c/table/kitchen")), 200);

	r = admin_req(cx, FORM({"token", ""}), path);
	CHECK_OK(admin_category_archive(&r));
	CHECK_INT(r.status, 303);
	CHECK_INT(shop_status(shop_get(cx, "/c/table/kitchen")), 410);
	CHECK_INT(shop_status(shop_get(cx, "/c/kitchen")), 410);
	CHECK_INT(shop_status(shop_get(cx, "/p/mug")), 200);
	CHECK_INT(shop_status(shop_get(cx, "/c/table/mugs")), 200);
	CHECK_INT(shop_status(shop_get(cx, "/c/table/kitchen/mugs")), 301);
	CHECK_INT(found(cx, "kitchen"), 0);
	CHECK_INT(found(cx, "mug"), 1);
	struct category c;
	CHECK_OK(category_get(cx, mugs, &c));
	CHECK_INT(c.parent, table);

	r = admin_req(cx, FORM({"token", ""}), path);
	CHECK_INT(admin_category_archive(&r), ERR_NOT_FOUND);
}

static void archived_category_comes_back(struct cx *cx)
{
	shop_fresh();
	int64_t product;
	test_product(
		cx, (struct test_product){
			    .slug = "mug", .on_hand = 1, .product = &product});
	int64_t table = shelf(cx, 0, "Table"),
		kitchen = shelf(cx, table, "Kitchen"),
		mugs = shelf(cx, kitchen, "Mugs"),
		cups = shelf(cx, kitchen, "Cups");
	CHECK_OK(product_set_categories(cx, product, &kitchen, 1));
	CHECK_OK(category_archive(cx, kitchen));
	struct db_stmt *q = DB_SQL(
		cx->db, "UPDATE category SET parent = NULL WHERE id = :id");
	db_bind_int(q, ":id", cups);
	CHECK_OK(db_exec(q, NULL));

	struct req r = admin_req(cx, NULL, NULL);
	r.query = FORM(
		{"undo", arena_printf(cx->arena, "%lld", (long long)kitchen)});
	CHECK_OK(admin_categories(&r));
	CHECK(admin_shows(&r, "“Kitchen” is archived."));

	const struct param *path = id_path(cx, kitchen);
	r = admin_req(cx, FORM({"token", ""}), path);
	CHECK_OK(admin_category_restore(&r));
	CHECK_INT(shop_status(shop_get(cx, "/c/table/kitchen")), 200);
	CHECK_INT(shop_status(shop_get(cx, "/c/table/kitchen/mugs")), 200);
	CHECK_INT(found(cx, "kitchen"), 1);
	struct category c;
	CHECK_OK(category_get(cx, mugs, &c));
	CHECK_INT(c.parent, kitchen);
	CHECK_OK(category_get(cx, cups, &c));
	CHECK_INT(c.parent, 0); /* moved elsewhere meanwhile: left there */
	CHECK_INT(category_restore(cx, kitchen), ERR_CONFLICT);
}

static void goods_on_two_shelves_are_told_apart(struct cx *cx)
{
	int64_t product, other;
	test_product(
		cx, (struct test_product){.slug = "a", .product = &product});
	test_product(cx, (struct test_product){.slug = "b", .product = &other});
	int64_t both[] = {shelf(cx, 0, "Table"), shelf(cx, 0, "Gifts")};
	struct category_ties ties;
	CHECK_OK(product_set_categories(cx, product, both, 2));
	CHECK_OK(product_set_categories(cx, other, both, 1));
	CHECK_OK(category_ties(cx, both[0], &ties));
	CHECK_INT(ties.products, 2);
	CHECK_INT(ties.only_here, 1);
	CHECK_OK(category_archive(cx, both[1]));
	CHECK_OK(category_ties(cx, both[0], &ties));
	CHECK_INT(ties.only_here, 2);
}

static void removed_page_is_gone(struct cx *cx)
{
	shop_fresh();
	int64_t id = 0;
	CHECK_OK(text_page_save(cx, &id, 0, "terms",
		&(struct text_page_words){
			.locale = "en", .title = "Terms", .body = "Be kind."},
		1));
	const struct param *path = id_path(cx, id);
	CHECK_INT(shop_status(shop_get(cx, "/page/terms")), 200);
	struct req r = admin_req(cx, NULL, path);
	CHECK_OK(admin_text_archive_ask(&r));
	CHECK(admin_shows(&r, "Buyers accept these terms"));
	CHECK_INT(shop_status(shop_get(cx, "/page/terms")), 200);

	r = admin_req(cx, FORM({"token", ""}), path);
	CHECK_OK(admin_text_archive(&r));
	CHECK_INT(r.status, 303);
	CHECK_INT(shop_status(shop_get(cx, "/page/terms")), 410);
	r = admin_req(cx, NULL, NULL);
	CHECK_OK(admin_texts(&r));
	CHECK(!admin_shows(&r, ">Terms</a>"));
	r = admin_req(cx, FORM({"token", ""}), path);
	CHECK_INT(admin_text_archive(&r), ERR_NOT_FOUND);

	r = admin_req(cx, FORM({"token", ""}), path);
	CHECK_OK(admin_text_restore(&r));
	CHECK_INT(shop_status(shop_get(cx, "/page/terms")), 200);
	struct text_page p;
	CHECK_OK(text_page_by_role(cx, "terms", &p));
	CHECK_INT(p.id, id);
	CHECK_INT(text_page_restore(cx, id), ERR_CONFLICT);
}

/* The form of the only product, with a sale until a day. */
static struct req sale_post(
	struct cx *cx, int64_t product, const char *sale, const char *until)
{
	struct product p;
	CHECK_OK(product_get_any(cx, product, &p));
	struct arena *a = cx->arena;
	long long v = (long long)p.variants[0].id;
	const struct param form[] = {
		{"rev", arena_printf(a, "%lld", (long long)p.rev)},
		{"name_en", "Mug"}, {"status", "active"},
		{"tax_class", "general"},
		{arena_printf(a, "price_%lld", v), "10"},
		{arena_printf(a, "sale_%lld", v), sale},
		{arena_printf(a, "sku_%lld", v), "MUG"},
		{arena_printf(a, "gtin_%lld", v), ""},
		{arena_printf(a, "weight_%lld", v), "1"},
		{arena_printf(a, "tracked_%lld", v), "1"},
		{"sale_until", until}, {"do", "save"}, {NULL, NULL}};
	struct param *copy = ARENA_ARRAY(
		a, struct param, sizeof(form) / sizeof(form[0]));
	memcpy(copy, form, sizeof(form));
	struct req r = admin_req(cx, copy, id_path(cx, product));
	CHECK_OK(admin_product_save(&r));
	return r;
}

static bool page_shows(struct cx *cx, const char *path, const char *text)
{
	const char *answer = shop_get(cx, path);
	CHECK_INT(shop_status(answer), 200);
	return strstr(answer, text) != NULL;
}

static void sale_ends_with_its_last_day(struct cx *cx)
{
	shop_fresh();
	int64_t product;
	int64_t mug = test_product(
		cx, (struct test_product){
			    .slug = "mug", .on_hand = 9, .product = &product});
	int64_t table = shelf(cx, 0, "Table"), until;
	struct req r = sale_post(cx, product, "7.77", "2026-11-22");
	CHECK_INT(r.status, 422); /* was yesterday */
	CHECK(admin_shows(&r, "href=\"#sale_until\""));
	CHECK_INT(sale_post(cx, product, "7.77", "2026-13-01").status, 422);
	CHECK_INT(sale_post(cx, product, "7.77", "24.12.2026").status, 422);
	CHECK_INT(sale_post(cx, product, "7.77", "2026-11-24").status, 303);
	CHECK_OK(price_sale_until(cx, mug, &until));
	CHECK_INT(until, clock_day_end(20261124));
	r = admin_req(cx, NULL, id_path(cx, product));
	CHECK_OK(admin_product(&r));
	CHECK(admin_shows(&r, "type=\"date\" value=\"2026-11-24\""));

	CHECK_OK(product_set_categories(cx, product, &table, 1));
	/* No page keeps the sale longer than it lasts. */
	cx->now = until - 1;
	clock_fix(cx->now);
	CHECK(page_shows(cx, "/p/mug", "7.77"));
	CHECK(page_shows(cx, "/c/table", "7.77"));
	cx->now = until;
	clock_fix(cx->now);
	CHECK(!page_shows(cx, "/p/mug", "7.77"));
	CHECK(!page_shows(cx, "/c/table", "7.77"));
	clock_fix(0);
}

static void sale_gets_another_last_day(struct cx *cx)
{
	int64_t product, until;
	int64_t mug = test_product(
		cx, (struct test_product){.on_hand = 9, .product = &product});
	CHECK_INT(sale_post(cx, product, "7", "2026-11-24").status, 303);
	CHECK_INT(sale_post(cx, product, "7", "2026-11-30").status, 303);
	CHECK_OK(price_sale_until(cx, mug, &until));
	CHECK_INT(until, clock_day_end(20261130));
	/* Saved again: nothing is written. */
	int64_t rows = test_number(cx, "SELECT count(*) FROM price");
	CHECK_INT(sale_post(cx, product, "7", "2026-11-30").status, 303);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM price"), rows);
	CHECK_INT(sale_post(cx, product, "7", "").status, 303);
	CHECK_OK(price_sale_until(cx, mug, &until));
	CHECK_INT(until, 0);
	/* A day alone makes no sale. */
	CHECK_INT(sale_post(cx, product, "", "2026-11-20").status, 303);
	struct money regular, sale;
	CHECK_OK(price_both(cx, mug, &regular, &sale));
	CHECK_INT(sale.minor, -1);
}

/* A browser's file, as the dispatcher hands it over. */
static const struct upload *file_sent(struct cx *cx, const char *text)
{
	const char *path = arena_printf(cx->arena, "%s/sent", test_dir(cx));
	FILE *out = fopen(path, "w");
	if (!out || fputs(text, out) < 0 || fclose(out) != 0)
		test_failed = 1;
	struct upload *u = ARENA_ARRAY(cx->arena, struct upload, 2);
	u[0] = (struct upload){"picture", path, "x.jpg", strlen(text)};
	return u;
}

static int home_post(struct cx *cx, const struct param *form,
	const struct upload *uploads, const char *shows)
{
	struct req r = admin_req(cx, form, FORM({"part", "home"}));
	const char *folder = arena_printf(cx->arena, "%s/upload", r.conf->dir);
	mkdir(folder, 0700);
	r.uploads = uploads;
	CHECK_OK(admin_settings_save(&r));
	if (shows)
		CHECK(admin_shows(&r, shows));
	return r.status;
}

static bool home_settings_show(struct cx *cx, const char *text)
{
	struct req r = admin_req(cx, NULL, FORM({"part", "home"}));
	CHECK_OK(admin_settings_show(&r));
	return admin_shows(&r, text);
}

static void home_picture_is_sent_and_removed(struct cx *cx)
{
	setting_use(cx, -1);
	CHECK(home_settings_show(cx, "enctype=\"multipart/form-data\""));
	CHECK(home_settings_show(cx, "Add a picture"));
	CHECK_INT(
		home_post(cx,
			FORM({"home.title_en", "Hello"}, {"alt_en", "A shelf"},
				{"alt_fi", "Hylly"}, {"do", "save"}),
			file_sent(cx, "one"), NULL),
		303);
	int64_t media = setting_int(cx, "home.picture");
	CHECK(media > 0);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox"
				  " WHERE kind = 'picture'"),
		1);
	CHECK(home_settings_show(cx, "being prepared"));
	CHECK(home_settings_show(cx, "value=\"A shelf\""));
	CHECK(home_settings_show(cx, "value=\"Hylly\""));
	CHECK_OK(media_set_ready(cx, media, "ab", 1920, 900, "320 640"));
	CHECK(home_settings_show(cx, "<img src="));

	/* Saved without a file: the picture stays. */
	CHECK_INT(home_post(cx, FORM({"home.title_en", "Hi"}, {"do", "save"}),
			  NULL, NULL),
		303);
	CHECK_INT(setting_int(cx, "home.picture"), media);
	CHECK(home_settings_show(cx, "value=\"A shelf\""));

	CHECK_INT(home_post(cx, FORM({"home.title_en", "Hi"}, {"do", "remove"}),
			  NULL, NULL),
		303);
	CHECK_INT(setting_int(cx, "home.picture"), 0);
	CHECK(home_settings_show(cx, "Add a picture"));
}

static void home_picture_survives_a_wrong_field(struct cx *cx)
{
	setting_use(cx, -1);
	CHECK_INT(home_post(cx, FORM({"home.link", "//evil"}, {"do", "save"}),
			  file_sent(cx, "two"), "name=\"kept\" value=\"1\""),
		422);
	CHECK_INT(setting_int(cx, "home.picture"), 0);
	CHECK_INT(
		home_post(cx, FORM({"kept", "1"}, {"do", "save"}), NULL, NULL),
		303);
	CHECK_INT(setting_int(cx, "home.picture"), 1);
	CHECK_INT(
		home_post(cx, FORM({"kept", "99"}, {"do", "save"}), NULL, NULL),
		303);
	CHECK_INT(setting_int(cx, "home.picture"), 1);
}

int main(void)
{
	if (shop_init() != 0)
		return 1;
	return test_run((struct test[]){
		{"archived category leaves its goods",
			archived_category_leaves_its_goods},
		{"goods on two shelves are told apart",
			goods_on_two_shelves_are_told_apart},
		{"removed page is gone and comes back", removed_page_is_gone},
		{"archived category comes back", archived_category_comes_back},
		{"sale ends with its last day", sale_ends_with_its_last_day},
		{"sale gets another last day", sale_gets_another_last_day},
		{"home picture is sent and removed",
			home_picture_is_sent_and_removed},
		{"home picture survives a wrong field",
			home_picture_survives_a_wrong_field},
		{NULL, NULL},
	});
}
