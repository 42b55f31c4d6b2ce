/* Carts and what they would cost. */
#include "domain/cart.h"

#include "domain/catalogue.h"
#include "domain/delivery.h"
#include "domain/price.h"
#include "domain/product_edit.h"
#include "domain/quote.h"
#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "tests/orders.h"

static struct cart load(struct cx *cx, const char *session)
{
	struct cart c;
	CHECK_OK(cart_load(cx, session, &c));
	return c;
}

static void adding_again_joins_the_line(struct cx *cx)
{
	int64_t v = test_product(cx, (struct test_product){.on_hand = 9});
	CHECK_OK(cart_add(cx, "s1", v, 2, NULL));
	CHECK_OK(cart_add(cx, "s1", v, 3, NULL));
	struct cart c = load(cx, "s1");
	CHECK_INT(c.n, 1);
	CHECK_INT(c.units, 5);
	CHECK_INT(c.goods.minor, 5000);
	CHECK(!c.blocked);
	CHECK_INT(load(cx, "s2").n, 0);
}

static void over_the_stock_is_refused_with_what_is_left(struct cx *cx)
{
	int64_t left = -1;
	int64_t v = test_product(cx, (struct test_product){.on_hand = 3});
	CHECK_OK(cart_add(cx, "s1", v, 2, &left));
	CHECK_INT(cart_add(cx, "s1", v, 2, &left), ERR_CONFLICT);
	CHECK_INT(left, 3);
	CHECK_INT(load(cx, "s1").units, 2);
	CHECK_INT(cart_set(cx, "s1", v, 4, &left), ERR_CONFLICT);
	CHECK_INT(load(cx, "s1").units, 2);
	CHECK_OK(cart_set(cx, "s1", v, 3, &left));
	CHECK_INT(load(cx, "s1").units, 3);
}

static void odd_quantities_are_refused(struct cx *cx)
{
	static const int64_t odd[] = {-1, 1000, INT32_MAX, 1000000000};
	int64_t v = test_product(cx, (struct test_product){.untracked = 1});
	for (size_t i = 0; i < 4; i++) {
		CHECK_INT(cart_add(cx, "s1", v, odd[i], NULL), ERR_INVALID);
		CHECK_INT(cart_set(cx, "s1", v, odd[i], NULL), ERR_INVALID);
	}
	CHECK_INT(cart_add(cx, "s1", v, 0, NULL), ERR_INVALID);
	CHECK_OK(cart_add(cx, "s1", v, 999, NULL));
	CHECK_INT(cart_add(cx, "s1", v, 1, NULL), ERR_CONFLICT);
}

static void refused_goods_make_no_cart(struct cx *cx)
{
	int64_t v = test_product(cx, (struct test_product){.on_hand = 0});
	CHECK_INT(cart_add(cx, "s1", v, 1, NULL), ERR_CONFLICT);
	CHECK_INT(cart_add(cx, "s1", 999, 1, NULL), ERR_NOT_FOUND);
	CHECK_OK(cart_set(cx, "s1", v, 0, NULL));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM cart"), 0);
}

static void hundred_lines_are_the_bound(struct cx *cx)
{
	int64_t product, v = 0;
	test_product(
		cx, (struct test_product){.product = &product, .untracked = 1});
	for (int i = 0; i < CART_LINES_MAX; i++) {
		v = test_variant(cx, product,
			(struct test_product){.untracked = 1,
				.sku = arena_printf(cx->arena, "V%d", i)});
		CHECK_OK(cart_add(cx, "s1", v, 1, NULL));
	}
	int64_t one_more = test_variant(cx, product,
		(struct test_product){.untracked = 1, .sku = "LAST"});
	CHECK_INT(cart_add(cx, "s1", one_more, 1, NULL), ERR_TOO_LARGE);
	CHECK_OK(cart_add(cx, "s1", v, 1, NULL));
	CHECK_INT(load(cx, "s1").n, CART_LINES_MAX);
}

static void goods_no_longer_sold_block_the_cart(struct cx *cx)
{
	int64_t product;
	int64_t gone = test_product(
		cx, (struct test_product){.product = &product, .on_hand = 5});
	int64_t stays = test_product(
		cx, (struct test_product){.slug = "bowl", .on_hand = 5});
	test_cart(cx, "s1", gone, 1);
	test_cart(cx, "s1", stays, 1);
	CHECK_OK(product_update(
		cx, product, 0, &(struct product_head){.status = "archived"}));
	struct cart c = load(cx, "s1");
	CHECK(c.blocked);
	CHECK_INT(c.n, 2);
	CHECK(c.lines[0].gone);
	CHECK_STR(c.lines[0].name, "mug");
	CHECK_INT(c.units, 1);
	CHECK_INT(c.goods.minor, 1000);
	CHECK_OK(cart_set(cx, "s1", gone, 0, NULL));
	CHECK(!load(cx, "s1").blocked);
}

static void goods_that_ran_short_block_the_cart(struct cx *cx)
{
	int64_t v = test_product(cx, (struct test_product){.on_hand = 5});
	test_cart(cx, "s1", v, 4);
	CHECK_OK(stock_recount(cx, v, 2, ""));
	struct cart c = load(cx, "s1");
	CHECK(c.blocked);
	CHECK(c.lines[0].short_);
	CHECK(!c.lines[0].gone);
	CHECK_OK(stock_recount(cx, v, 0, ""));
	CHECK(load(cx, "s1").lines[0].gone);
}

static void cart_follows_the_price(struct cx *cx)
{
	int64_t v = test_product(cx, (struct test_product){.on_hand = 5});
	test_cart(cx, "s1", v, 2);
	CHECK_OK(price_set(cx, v, "sale", money(700), 0));
	CHECK_INT(load(cx, "s1").goods.minor, 1400);
}

static void use_version(struct cx *cx)
{
	int64_t version = -1;
	CHECK_OK(catalogue_version(cx, &version));
	CHECK_OK(setting_use(cx, version));
}

/* As in a process that answers: what is said of a thing stays until the
 * catalogue changes or the clock changes its price; its stock does not. */
static void kept_line_follows_version_clock_and_stock(struct cx *cx)
{
	int64_t v = test_product(cx, (struct test_product){.on_hand = 5});
	test_cart(cx, "s1", v, 2);
	int64_t sale;
	CHECK_OK(price_schedule(cx, v, "sale", money(700), cx->now + MS_HOUR,
		cx->now + 2 * MS_HOUR, &sale));
	use_version(cx);
	CHECK_INT(load(cx, "s1").goods.minor, 2000);
	CHECK_OK(db_run_script(
		cx->db, "UPDATE variant SET sku = 'ELSE', weight_g = 7"));
	CHECK(strcmp(load(cx, "s1").lines[0].sku, "ELSE") != 0);
	CHECK_OK(db_run_script(cx->db, "UPDATE stock SET on_hand = 1"));
	CHECK(load(cx, "s1").lines[0].short_);
	cx->now += MS_HOUR;
	CHECK_INT(load(cx, "s1").goods.minor, 1400);
	CHECK_STR(load(cx, "s1").lines[0].sku, "ELSE");
	cx->now += MS_HOUR;
	CHECK_INT(load(cx, "s1").goods.minor, 2000);
	CHECK_OK(price_set(cx, v, "regular", money(500), 0));
	use_version(cx);
	CHECK_INT(load(cx, "s1").goods.minor, 1000);
	CHECK_OK(setting_use(cx, -1));
}

/* ---- quotes ---- */

static struct quote quote(struct cx *cx, const char *session, const char *how)
{
	struct cart c = load(cx, session);
	struct quote q = {0};
	CHECK_OK(quote_of(cx, &c, how, &q));
	return q;
}

static void delivery_is_split_over_the_rates_to_the_cent(struct cx *cx)
{
	int64_t mug = test_product(
		cx, (struct test_product){.on_hand = 9, .price_minor = 1999});
	int64_t tea = test_product(cx, (struct test_product){.slug = "tea",
					       .tax_class = "reduced",
					       .on_hand = 9,
					       .price_minor = 333});
	test_cart(cx, "s1", mug, 1);
	test_cart(cx, "s1", tea, 1);
	struct quote q = quote(cx, "s1", "parcel");
	CHECK_INT(q.goods.minor, 2332);
	CHECK_INT(q.delivery.minor, 490);
	CHECK_INT(q.total.minor, 2822);
	CHECK_INT(q.n_tax, 2);
	CHECK_INT(q.tax[0].rate_bp, 2550);
	CHECK_INT(q.tax[0].delivery.minor, 420); /* 490 * 1999 / 2332 */
	CHECK_INT(q.tax[0].gross.minor, 2419);
	CHECK_INT(q.tax[0].vat.minor, 492); /* 2419 * 2550 / 12550 */
	CHECK_INT(q.tax[1].rate_bp, 1350);
	CHECK_INT(q.tax[1].delivery.minor, 70);
	CHECK_INT(q.tax[1].gross.minor, 403);
	CHECK_INT(q.tax[1].vat.minor, 48);
}

static void goods_outside_vat_have_none(struct cx *cx)
{
	int64_t v = test_product(cx,
		(struct test_product){.on_hand = 9, .tax_class = "outside"});
	test_cart(cx, "s1", v, 1);
	struct quote q = quote(cx, "s1", "pickup");
	CHECK_INT(q.n_tax, 1);
	CHECK_INT(q.tax[0].rate_bp, RATE_OUTSIDE);
	CHECK_INT(q.tax[0].vat.minor, 0);
}

static void enough_goods_travel_free(struct cx *cx)
{
	int64_t v = test_product(cx, (struct test_product){.on_hand = 9});
	CHECK_OK(db_run_script(cx->db,
		"UPDATE delivery_method SET free_from_minor = 3000"
		" WHERE kind = 'parcel'"));
	test_cart(cx, "s1", v, 2);
	struct quote q = quote(cx, "s1", "parcel");
	CHECK_INT(q.delivery.minor, 490);
	CHECK_INT(q.to_free.minor, 1000);
	test_cart(cx, "s1", v, 1);
	q = quote(cx, "s1", "parcel");
	CHECK_INT(q.delivery.minor, 0);
	CHECK_INT(q.to_free.minor, 0);
	CHECK_INT(q.total.minor, 3000);
}

static void fetching_costs_nothing(struct cx *cx)
{
	int64_t v = test_product(cx, (struct test_product){.on_hand = 9});
	test_cart(cx, "s1", v, 1);
	CHECK_INT(quote(cx, "s1", "pickup").total.minor, 1000);
	CHECK_INT(quote(cx, "s2", "parcel").total.minor, 0);
}

static void parcel_leaves_on_weekdays(struct cx *cx)
{
	int64_t until;
	/* Monday 10:40: leaves today, two weekdays on the way */
	CHECK_INT(clock_day(delivery_promise(cx, &until)), 20261125);
	CHECK(until > cx->now && until - cx->now < 4 * MS_HOUR);
	cx->now = until; /* 14:00 */
	CHECK_INT(clock_day(delivery_promise(cx, &until)), 20261126);
	cx->now = TEST_NOW + 5 * MS_DAY; /* Saturday */
	CHECK_INT(clock_day(delivery_promise(cx, &until)), 20261202);
}

int main(void)
{
	return test_run((struct test[]){
		{"adding again joins the line", adding_again_joins_the_line},
		{"over the stock is refused with what is left",
			over_the_stock_is_refused_with_what_is_left},
		{"odd quantities are refused", odd_quantities_are_refused},
		{"refused goods make no cart", refused_goods_make_no_cart},
		{"hundred lines are the bound", hundred_lines_are_the_bound},
		{"goods no longer sold block the cart",
			goods_no_longer_sold_block_the_cart},
		{"goods that ran short block the cart",
			goods_that_ran_short_block_the_cart},
		{"cart follows the price", cart_follows_the_price},
		{"kept line follows version, clock and stock",
			kept_line_follows_version_clock_and_stock},
		{"delivery is split over the rates to the cent",
			delivery_is_split_over_the_rates_to_the_cent},
		{"goods outside VAT have none", goods_outside_vat_have_none},
		{"enough goods travel free", enough_goods_travel_free},
		{"fetching costs nothing", fetching_costs_nothing},
		{"parcel leaves on weekdays", parcel_leaves_on_weekdays},
		{NULL, NULL},
	});
}
