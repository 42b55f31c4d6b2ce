#include "tests/test.h"

#include <string.h>

#include "domain/price.h"
#include "domain/product.h"
#include "domain/product_desk.h"
#include "domain/stock.h"
#include "lib/db.h"
#include "tests/orders.h"

static const struct desk_fresh fresh = {
	.sku = "", .gtin = "", .price = {1290}, .on_hand = 5};

static int64_t product_new(struct cx *cx)
{
	int64_t id = 0;
	struct product_head head = {.kind = "goods", .status = "active"};
	struct product_words words = {.name = "Kide mug",
		.summary = "",
		.description = "",
		.facts = "",
		.safety = "",
		.seo_title = "",
		.seo_text = ""};
	CHECK_OK(product_create(cx, &head, &id));
	CHECK_OK(product_set_words(cx, id, "en", &words));
	return id;
}

static void option_new(struct cx *cx, int64_t product, const char *code,
	const char *a, const char *b)
{
	int64_t option, value;
	CHECK_OK(option_put(cx, product, code, "en", code, &option));
	CHECK_OK(option_value_put(cx, option, a, "", "en", a, &value));
	if (b)
		CHECK_OK(option_value_put(cx, option, b, "", "en", b, &value));
}

static struct product get(struct cx *cx, int64_t id)
{
	struct product p;
	CHECK_OK(product_get_any(cx, id, &p));
	return p;
}

static int64_t make(struct cx *cx, int64_t id, const struct desk_fresh *f)
{
	int64_t made = -1;
	CHECK_OK(desk_variants_make(cx, id, f, &made));
	return made;
}

static void single_product_gets_one_variant(struct cx *cx)
{
	int64_t id = product_new(cx);
	CHECK_INT(make(cx, id, &fresh), 1);
	struct product p = get(cx, id);
	CHECK_INT(p.n_variants, 1);
	CHECK_STR(p.variants[0].sku, "KIDE-MUG");
	CHECK_INT(p.variants[0].price.amount.minor, 1290);
	CHECK_INT(p.variants[0].stock.on_hand, 5);
}

static void options_make_each_combination_once(struct cx *cx)
{
	int64_t id = product_new(cx);
	option_new(cx, id, "colour", "sea", "clay");
	option_new(cx, id, "size", "small", "large");
	CHECK_INT(make(cx, id, &fresh), 4);
	CHECK_INT(make(cx, id, &fresh), 0);
	CHECK_STR(get(cx, id).variants[1].label, "sea, large");
}

static void new_option_keeps_the_stock_of_what_was_there(struct cx *cx)
{
	int64_t id = product_new(cx);
	make(cx, id, &fresh);
	option_new(cx, id, "colour", "sea", "clay");
	CHECK_INT(make(cx, id, &fresh), 1);
	struct product p = get(cx, id);
	CHECK_INT(p.n_variants, 2);
	CHECK_STR(p.variants[0].label, "sea");
	CHECK_INT(p.variants[0].stock.on_hand, 5);
	CHECK_INT(p.variants[1].stock.on_hand, 0);
	CHECK_INT(p.variants[1].price.amount.minor, 1290);
}

static void removed_variant_comes_back_only_when_asked(struct cx *cx)
{
	int64_t id = product_new(cx);
	option_new(cx, id, "colour", "sea", "clay");
	make(cx, id, &fresh);
	CHECK_OK(variant_archive(cx, get(cx, id).variants[1].id));

	CHECK_INT(make(cx, id, &fresh), 0);
	struct desk_fresh again = fresh;
	again.again = true;
	CHECK_INT(make(cx, id, &again), 1);
	CHECK_INT(get(cx, id).n_variants, 2);
}

static void too_many_combinations_change_nothing(struct cx *cx)
{
	int64_t id = product_new(cx), option, value, made;
	for (int o = 0; o < 3; o++) {
		char code[8] = {'o', (char)('0' + o), 0};
		CHECK_OK(option_put(cx, id, code, "en", code, &option));
		for (int v = 0; v < 6; v++) {
			char name[8] = {'v', (char)('0' + v), 0};
			CHECK_OK(option_value_put(
				cx, option, name, "", "en", name, &value));
		}
	}
	CHECK_INT(desk_variants_make(cx, id, &fresh, &made), ERR_INVALID);
	CHECK_INT(get(cx, id).n_variants, 0);
}

static size_t listed(struct cx *cx, struct desk_filter f)
{
	int64_t *ids, total = -1;
	size_t n = 0;
	f.limit = 50;
	f.status = f.status ? f.status : "";
	f.find = f.find ? f.find : "";
	CHECK_OK(desk_list(cx, &f, &ids, &n, &total));
	CHECK_INT(total, n);
	return n;
}

static void list_finds_by_name_sku_and_state(struct cx *cx)
{
	int64_t gone = 0;
	test_product(cx, (struct test_product){
				 .slug = "bowl", .sku = "KB-1", .on_hand = 9});
	test_product(cx, (struct test_product){.slug = "lamp",
				 .sku = "LAMP",
				 .on_hand = 1,
				 .product = &gone});
	CHECK_INT(listed(cx, (struct desk_filter){0}), 2);
	CHECK_INT(listed(cx, (struct desk_filter){.find = "kb-"}), 1);
	CHECK_INT(listed(cx, (struct desk_filter){.find = "lam"}), 1);
	CHECK_INT(listed(cx, (struct desk_filter){.find = "%"}), 0);
	CHECK_INT(listed(cx, (struct desk_filter){.low = true}), 1);

	struct product_head head = {.status = "archived"};
	CHECK_OK(product_update(cx, gone, 0, &head));
	CHECK_INT(listed(cx, (struct desk_filter){0}), 1);
	CHECK_INT(listed(cx, (struct desk_filter){.status = "archived"}), 1);
	CHECK_INT(listed(cx, (struct desk_filter){.low = true}), 0);
}

/* "bc": the products' slugs' first letters in the list's order. */
static const char *order(struct cx *cx, enum desk_sort sort)
{
	struct desk_filter f = {
		.status = "", .find = "", .sort = sort, .limit = 50};
	int64_t *ids, total;
	size_t n;
	char *out = arena_alloc(cx->arena, 8);
	CHECK_OK(desk_list(cx, &f, &ids, &n, &total));
	for (size_t i = 0; i < n && i < 7; i++)
		out[i] = get(cx, ids[i]).variants[0].sku[0];
	out[n < 7 ? n : 7] = '\0';
	return out;
}

static void list_is_sorted_by_name_price_and_stock(struct cx *cx)
{
	test_product(cx, (struct test_product){.slug = "b",
				 .name = "Bowl",
				 .sku = "B",
				 .price_minor = 2000,
				 .on_hand = 9});
	test_product(cx, (struct test_product){.slug = "a",
				 .name = "Apron",
				 .sku = "A",
				 .price_minor = 3000,
				 .on_hand = 5});
	test_product(cx, (struct test_product){.slug = "c",
				 .name = "Cup",
				 .sku = "C",
				 .price_minor = 1000,
				 .on_hand = 7});
	CHECK_STR(order(cx, DESK_NAME), "ABC");
	CHECK_STR(order(cx, DESK_NAME_DOWN), "CBA");
	CHECK_STR(order(cx, DESK_PRICE), "CBA");
	CHECK_STR(order(cx, DESK_PRICE_DOWN), "ABC");
	CHECK_STR(order(cx, DESK_STOCK), "ACB");
	CHECK_STR(order(cx, DESK_STOCK_DOWN), "BCA");
}

static void list_knows_categories_below_and_brands(struct cx *cx)
{
	int64_t product, other;
	struct product_head head = {.brand = "Lehto"};
	db_run_script(cx->db,
		"INSERT INTO category (id, parent, position) VALUES"
		" (1, NULL, 1), (2, 1, 1), (3, NULL, 2)");
	test_product(cx, (struct test_product){
				 .slug = "a", .sku = "A", .product = &product});
	test_product(cx, (struct test_product){
				 .slug = "b", .sku = "B", .product = &other});
	CHECK_OK(product_set_categories(cx, product, &(int64_t){2}, 1));
	CHECK_OK(product_update(cx, other, 0, &head));
	CHECK_INT(listed(cx, (struct desk_filter){.category = 1}), 1);
	CHECK_INT(listed(cx, (struct desk_filter){.category = 2}), 1);
	CHECK_INT(listed(cx, (struct desk_filter){.category = 3}), 0);
	CHECK_INT(
		listed(cx, (struct desk_filter){.category = DESK_NOWHERE}), 1);
	int64_t brand = test_number(cx, "SELECT max(id) FROM brand");
	CHECK_INT(listed(cx, (struct desk_filter){.brand = brand}), 1);
	CHECK_INT(listed(cx, (struct desk_filter){.brand = brand + 1}), 0);
}

static void words_of_one_language_do_not_fall_back(struct cx *cx)
{
	int64_t id = product_new(cx);
	struct product_words w;
	CHECK_OK(desk_words(cx, id, "fi", &w));
	CHECK_STR(w.name, "");
	CHECK_STR(w.slug, "");
	CHECK_OK(desk_words(cx, id, "en", &w));
	CHECK_STR(w.slug, "kide-mug");
}

int main(void)
{
	return test_run((struct test[]){
		{"single product gets one variant",
			single_product_gets_one_variant},
		{"options make each combination once",
			options_make_each_combination_once},
		{"new option keeps the stock of what was there",
			new_option_keeps_the_stock_of_what_was_there},
		{"removed variant comes back only when asked",
			removed_variant_comes_back_only_when_asked},
		{"too many combinations change nothing",
			too_many_combinations_change_nothing},
		{"list finds by name, SKU and state",
			list_finds_by_name_sku_and_state},
		{"list is sorted by name, price and stock",
			list_is_sorted_by_name_price_and_stock},
		{"list knows categories below and brands",
			list_knows_categories_below_and_brands},
		{"words of one language do not fall back",
			words_of_one_language_do_not_fall_back},
		{NULL, NULL},
	});
}
