/* What the owner takes out of the shop or puts at its door, and what visitors
 * see of it. */
#include "tests/admin.h"

#include <string.h>

#include "domain/category.h"
#include "domain/category_desk.h"
#include "domain/product_edit.h"
#include "domain/search.h"
#include "domain/setting.h"
#include "domain/text_page.h"
#include "handlers/admin/admin.h"
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
		{"removed page is gone", removed_page_is_gone},
		{NULL, NULL},
	});
}
