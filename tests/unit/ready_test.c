/* Is a product ready to sell, and what is missing? */
#include "domain/ready.h"

#include "domain/bundle.h"
#include "domain/media.h"
#include "domain/price.h"
#include "domain/product_desk.h"
#include "domain/product_edit.h"
#include "domain/stock.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/tr.h"
#include "tests/orders.h"

static bool lacks(struct cx *cx, int64_t product, enum ready_code code)
{
	struct ready_finding *f;
	size_t n;
	CHECK_OK(ready_check(cx, product, &f, &n));
	for (size_t i = 0; i < n; i++)
		if (f[i].code == code)
			return true;
	return false;
}

/* What the list's filter says is what the check says. */
static size_t musts(struct cx *cx, int64_t product)
{
	struct ready_finding *f;
	size_t n, k;
	int64_t *ids, total;
	struct desk_filter filter = {
		.status = "", .find = "", .not_ready = true, .limit = 50};
	CHECK_OK(ready_check(cx, product, &f, &n));
	CHECK_OK(desk_list(cx, &filter, &ids, &k, &total));
	bool listed = false;
	for (size_t i = 0; i < k; i++)
		listed = listed || ids[i] == product;
	CHECK_INT(listed, ready_musts(f, n) > 0);
	return ready_musts(f, n);
}

static const char *const text = "A mug for the morning, thrown and glazed by "
				"hand in our own workshop.";

static void words_in(struct cx *cx, int64_t product, const char *locale)
{
	struct product_words w = {.name = "Mug", .description = text};
	CHECK_OK(product_set_words(cx, product, locale, &w));
}

static int64_t category(struct cx *cx)
{
	int64_t id = 0;
	CHECK_OK(db_insert(DB_SQL(cx->db, "INSERT INTO category (position)"
					  " VALUES (1) RETURNING id"),
		&id));
	return id;
}

static void complete_product_lacks_nothing(struct cx *cx)
{
	int64_t product, media, shelf = category(cx);
	struct product_head head = {.maker_name = "Lehto",
		.maker_address = "Kuja 1, Helsinki",
		.maker_email = "lehto@lehto.example"};
	int64_t v = test_product(
		cx, (struct test_product){.on_hand = 3, .product = &product});
	CHECK_OK(product_update(cx, product, 0, &head));
	CHECK_OK(product_set_categories(cx, product, &shelf, 1));
	CHECK_OK(media_add_ready(cx, "aa", 640, 800, "320 640", &media));
	CHECK_OK(media_attach(cx, product, media));
	for (int l = 0; l < TR_LANGS; l++) {
		words_in(cx, product, tr_langs[l].code);
		CHECK_OK(media_set_alt(cx, media, tr_langs[l].code, "A mug"));
	}
	CHECK(lacks(cx, product, READY_WEIGHT));
	struct variant_data d = {
		.sku = "mug", .option_key = "", .weight_g = 350, .tracked = 1};
	CHECK_OK(variant_put(cx, product, &d, &v, NULL));
	struct ready_finding *f;
	size_t n;
	CHECK_OK(ready_check(cx, product, &f, &n));
	CHECK_INT(n, 0);
	CHECK_INT(musts(cx, product), 0);
	CHECK_OK(media_set_alt(cx, media, "fi", ""));
	CHECK(lacks(cx, product, READY_ALT));
	CHECK_OK(stock_recount(cx, v, 0, ""));
	CHECK(lacks(cx, product, READY_STOCK));
	CHECK_INT(musts(cx, product), 0);
}

static void bare_product_lacks_what_it_must_have(struct cx *cx)
{
	struct product_head head = {.status = "draft"};
	int64_t id;
	CHECK_OK(product_create(cx, &head, &id));
	CHECK(lacks(cx, id, READY_NAME));
	CHECK(lacks(cx, id, READY_VARIANT));
	CHECK(lacks(cx, id, READY_PICTURE));
	CHECK(lacks(cx, id, READY_CATEGORY));
	CHECK(lacks(cx, id, READY_MAKER));
	CHECK(lacks(cx, id, READY_DESCRIPTION));
	CHECK_INT(musts(cx, id), 3);
	head.tax_class = "unheard of";
	CHECK_OK(product_update(cx, id, 0, &head));
	CHECK(lacks(cx, id, READY_TAX));
	CHECK_INT(musts(cx, id), 4);
}

static void price_to_come_is_a_price(struct cx *cx)
{
	int64_t product, v = 0, price;
	struct variant_data d = {.sku = "second", .option_key = "9.9"};
	test_product(
		cx, (struct test_product){.on_hand = 3, .product = &product});
	CHECK(!lacks(cx, product, READY_PRICE));
	CHECK_OK(variant_put(cx, product, &d, &v, NULL));
	CHECK(lacks(cx, product, READY_PRICE));
	CHECK_INT(musts(cx, product), 2); /* the picture too */
	CHECK_OK(price_schedule(
		cx, v, "regular", money(900), cx->now + MS_DAY, 0, &price));
	CHECK(!lacks(cx, product, READY_PRICE));
	CHECK_INT(musts(cx, product), 1);
}

static void failed_picture_is_none(struct cx *cx)
{
	int64_t product, media;
	test_product(cx, (struct test_product){.product = &product});
	CHECK_OK(media_add_ready(cx, "aa", 640, 800, "320", &media));
	CHECK_OK(media_attach(cx, product, media));
	CHECK(!lacks(cx, product, READY_PICTURE));
	CHECK_INT(musts(cx, product), 0);
	CHECK_OK(media_set_failed(cx, media, "broken"));
	CHECK(lacks(cx, product, READY_PICTURE));
	CHECK_INT(musts(cx, product), 1);
}

static void bundle_of_nothing_is_not_ready(struct cx *cx)
{
	int64_t product;
	struct product_head head = {.kind = "bundle"};
	int64_t set = test_product(
		cx, (struct test_product){.slug = "set", .product = &product});
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 2});
	CHECK_OK(product_update(cx, product, 0, &head));
	CHECK(lacks(cx, product, READY_PARTS));
	CHECK_INT(musts(cx, product), 2);
	struct bundle_part part = {.part = mug, .qty = 2};
	CHECK_OK(bundle_set_parts(cx, set, &part, 1));
	CHECK(!lacks(cx, product, READY_PARTS));
	CHECK(!lacks(cx, product, READY_STOCK));
	CHECK_INT(musts(cx, product), 1);
}

int main(void)
{
	return test_run((struct test[]){
		{"a complete product lacks nothing",
			complete_product_lacks_nothing},
		{"a bare product lacks what it must have",
			bare_product_lacks_what_it_must_have},
		{"a price to come is a price", price_to_come_is_a_price},
		{"a failed picture is none", failed_picture_is_none},
		{"a bundle of nothing is not ready",
			bundle_of_nothing_is_not_ready},
		{NULL, NULL},
	});
}
