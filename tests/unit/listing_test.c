/* What lists know of products is what is so. */
#include "domain/listing.h"

#include <stdlib.h>
#include <time.h>

#include "domain/catalogue.h"
#include "domain/health.h"
#include "domain/price.h"
#include "domain/product.h"
#include "domain/product_edit.h"
#include "domain/stock.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/money.h"
#include "tests/orders.h"

enum { PRODUCTS = 12, EDITS = 1000 };

static uint64_t state;

/* xorshift64: the same everywhere, from a printed seed. */
static int64_t dice(int64_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (int64_t)(state % (uint64_t)n);
}

static int64_t product_of(struct cx *cx, int64_t variant)
{
	return test_number(
		cx, arena_printf(cx->arena,
			    "SELECT product FROM variant WHERE id = %lld",
			    (long long)variant));
}

static void price_edit(struct cx *cx, int64_t v)
{
	int64_t end = dice(2) ? cx->now + (1 + dice(5)) * MS_DAY : 0;
	switch (dice(3)) {
	case 0:
		CHECK_OK(price_set(
			cx, v, "regular", money(500 + dice(20) * 100), 0));
		break;
	case 1:
		CHECK_OK(price_set(
			cx, v, "sale", money(300 + dice(20) * 100), end));
		break;
	default:
		CHECK_OK(price_sale_end(cx, v));
	}
}

static void head_edit(struct cx *cx, int64_t v)
{
	static const char *const status[] = {
		"active", "active", "active", "draft", "archived"};
	const struct product_head head = {.status = status[dice(5)]};
	CHECK_OK(product_update(cx, product_of(cx, v), 0, &head));
}

static void variant_edit(struct cx *cx, int64_t product)
{
	int64_t v;
	const struct variant_data d = {
		.option_key = arena_printf(cx->arena, "%lld", 1LL + dice(3)),
		.tracked = dice(4) > 0,
		.backorder = dice(4) == 0};
	CHECK_OK(variant_put(cx, product, &d, &v, NULL));
	CHECK_OK(price_set(cx, v, "regular", money(400 + dice(9) * 50), 0));
	if (dice(3) == 0)
		CHECK_OK(variant_archive(cx, v));
}

static void edit(struct cx *cx, int64_t v)
{
	switch (dice(5)) {
	case 0:
		price_edit(cx, v);
		break;
	case 1:
		CHECK_OK(stock_recount(cx, v, dice(7), ""));
		break;
	case 2:
		head_edit(cx, v);
		break;
	case 3:
		variant_edit(cx, product_of(cx, v));
		break;
	default: { /* the clock, and the worker after it */
		int64_t n;
		cx->now += dice(MS_DAY);
		CHECK_OK(listing_due(cx, 200, &n));
	}
	}
}

static void random_edits_leave_the_listing_as_computed(struct cx *cx)
{
	int64_t v[PRODUCTS];
	state = (uint64_t)time(NULL) * 2654435761u + 88172645463325252u;
	const char *wish = getenv("PUOTI_SEED");
	if (wish)
		state = strtoull(wish, NULL, 10);
	printf("# PUOTI_SEED=%llu\n", (unsigned long long)state);
	for (int i = 0; i < PRODUCTS; i++)
		v[i] = test_product(
			cx, (struct test_product){
				    .slug = arena_printf(cx->arena, "p%d", i),
				    .on_hand = dice(6)});
	for (int i = 0; i < EDITS && !test_failed; i++) {
		edit(cx, v[dice(PRODUCTS)]);
		cx->now += 1;
		CHECK_INT(health_listings(cx), 0);
	}
}

static void an_order_is_seen_at_once(struct cx *cx)
{
	int64_t product,
		v = test_product(cx, (struct test_product){.on_hand = 1,
					     .product = &product});
	CHECK_INT(test_number(cx, "SELECT in_stock FROM listing"), 1);
	CHECK_OK(stock_recount(cx, v, 0, ""));
	CHECK_INT(test_number(cx, "SELECT in_stock FROM listing"), 0);
	CHECK_INT(test_number(cx, "SELECT available FROM listing"), 0);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM listing_dirty"), 0);
}

static void what_is_rolled_back_is_not_listed(struct cx *cx)
{
	int64_t v = test_product(cx, (struct test_product){.on_hand = 1});
	CHECK_OK(db_begin(cx->db));
	CHECK_OK(price_set(cx, v, "regular", money(7000), 0));
	CHECK_INT(db_end(cx->db, ERR_CONFLICT), ERR_CONFLICT);
	CHECK_INT(test_number(cx, "SELECT price_minor FROM listing"), 1000);
	CHECK_INT(health_listings(cx), 0);
}

static void a_wrong_row_is_found_and_mended(struct cx *cx)
{
	int64_t after = 0, wrong = 0;
	test_product(cx, (struct test_product){.on_hand = 1});
	CHECK_OK(db_run_script(cx->db, "UPDATE listing SET price_minor = 1"));
	CHECK_INT(health_listings(cx), 1);
	CHECK_OK(listing_verify(cx, &after, 100, true, &wrong));
	CHECK_INT(wrong, 1);
	CHECK_INT(health_listings(cx), 0);
}

int main(void)
{
	static const struct test tests[] = {
		{"random edits leave the listing as computed",
			random_edits_leave_the_listing_as_computed},
		{"what is sold out is seen at once", an_order_is_seen_at_once},
		{"what is rolled back is not listed",
			what_is_rolled_back_is_not_listed},
		{"a wrong row is found and mended",
			a_wrong_row_is_found_and_mended},
		{NULL, NULL}};
	return test_run(tests);
}
