#include "domain/stock.h"

#include "domain/catalogue.h"
#include "tests/orders.h"

static int64_t version(struct cx *cx)
{
	int64_t v = -1;
	CHECK_OK(catalogue_version(cx, &v));
	return v;
}

static struct stock_now now(struct cx *cx, int64_t variant)
{
	struct stock_now s;
	CHECK_OK(stock_now(cx, variant, &s));
	return s;
}

static int receive(struct cx *cx, int64_t v, int64_t delta, int64_t ref)
{
	return stock_move(cx, v, delta, "received", "test", ref, "");
}

static void stock_never_goes_below_zero(struct cx *cx)
{
	int64_t v = test_product(cx, (struct test_product){.on_hand = 3});
	CHECK_INT(receive(cx, v, -4, 90), ERR_CONFLICT);
	CHECK_INT(now(cx, v).on_hand, 3);
	CHECK_OK(receive(cx, v, -3, 90));
	CHECK_INT(now(cx, v).on_hand, 0);
	CHECK_INT(stock_recount(cx, v, -1, ""), ERR_INVALID);
	test_books_agree(cx);
}

static void what_is_held_stays(struct cx *cx)
{
	int64_t v = test_product(cx, (struct test_product){.on_hand = 3});
	test_order_of(cx, "s1", v, 2, "parcel", "transfer");
	CHECK_INT(now(cx, v).sellable, 1);
	CHECK_INT(receive(cx, v, -2, 91), ERR_CONFLICT);
	CHECK_INT(now(cx, v).on_hand, 3);
	CHECK_INT(now(cx, v).held, 2);
	test_books_agree(cx);
}

static void same_movement_twice_is_one(struct cx *cx)
{
	int64_t v = test_product(cx, (struct test_product){.on_hand = 3});
	CHECK_OK(receive(cx, v, 5, 7));
	CHECK_INT(receive(cx, v, 5, 7), ERR_CONFLICT);
	CHECK_INT(now(cx, v).on_hand, 8);
	test_books_agree(cx);
}

static void pages_change_only_with_the_band(struct cx *cx)
{
	int64_t v = test_product(cx, (struct test_product){.on_hand = 20});
	int64_t before = version(cx);
	CHECK_OK(receive(cx, v, -5, 1));  /* 15 */
	CHECK_OK(receive(cx, v, -10, 2)); /* 5: still "in stock" */
	CHECK_INT(version(cx), before);
	CHECK_OK(receive(cx, v, -1, 3)); /* "only 4 left" */
	CHECK_INT(version(cx), before + 1);
	CHECK_OK(receive(cx, v, -1, 4)); /* "only 3 left" */
	CHECK_INT(version(cx), before + 2);
	CHECK_OK(receive(cx, v, -3, 5)); /* sold out */
	CHECK_INT(version(cx), before + 3);
	CHECK_OK(receive(cx, v, 50, 6));
	CHECK_INT(version(cx), before + 4);
	CHECK_OK(stock_recount(cx, v, 40, ""));
	CHECK_INT(version(cx), before + 4);
}

static void order_of_the_last_touches_the_pages(struct cx *cx)
{
	int64_t v = test_product(cx, (struct test_product){.on_hand = 20});
	int64_t before = version(cx);
	test_order_of(cx, "s1", v, 2, "parcel", "transfer");
	CHECK_INT(version(cx), before);
	int64_t order = test_order_of(cx, "s2", v, 18, "parcel", "transfer");
	CHECK_INT(version(cx), before + 1);
	CHECK_OK(stock_release(cx, order));
	CHECK_INT(version(cx), before + 2);
	CHECK_INT(now(cx, v).sellable, 18);
	CHECK_OK(stock_release(cx, order)); /* nothing left to give back */
	CHECK_INT(now(cx, v).sellable, 18);
	test_books_agree(cx);
}

static void recount_writes_the_difference(struct cx *cx)
{
	int64_t v = test_product(cx, (struct test_product){.on_hand = 10});
	CHECK_OK(stock_recount(cx, v, 7, "counted"));
	CHECK_INT(now(cx, v).on_hand, 7);
	CHECK_INT(test_number(cx, "SELECT delta FROM stock_move"
				  " WHERE reason = 'recount'"),
		-3);
	CHECK_OK(stock_recount(cx, v, 7, "counted"));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM stock_move"
				  " WHERE reason = 'recount'"),
		1);
	test_books_agree(cx);
}

static int64_t short_of(struct cx *cx, int64_t order)
{
	struct stock_short *rows;
	size_t n;
	int64_t sum = 0;
	CHECK_OK(stock_shorts(cx, 0, order, &rows, &n));
	for (size_t i = 0; i < n; i++)
		sum += rows[i].qty;
	return sum;
}

static void count_below_the_holds_leaves_orders_short(struct cx *cx)
{
	int64_t v = test_product(cx, (struct test_product){.on_hand = 6});
	int64_t paid = test_order_of(cx, "s1", v, 2, "parcel", "transfer");
	int64_t first = test_order_of(cx, "s2", v, 1, "parcel", "transfer");
	int64_t last = test_order_of(cx, "s3", v, 2, "parcel", "transfer");
	CHECK_OK(order_mark_paid(cx, paid));
	CHECK_OK(stock_recount(cx, v, 1, "fell off the shelf"));
	CHECK_INT(now(cx, v).on_hand, 1);
	CHECK_INT(now(cx, v).sellable, 0);
	CHECK_INT(short_of(cx, last), 2);
	CHECK_INT(short_of(cx, first), 1);
	CHECK_INT(short_of(cx, paid), 1);
	CHECK_INT(order_ship(cx, paid, "", ""), ERR_CONFLICT);
	test_books_agree(cx);

	/* What comes goes to them, the oldest first, before it is sold. */
	CHECK_OK(receive(cx, v, 1, 92));
	CHECK_INT(short_of(cx, paid), 0);
	CHECK_INT(now(cx, v).sellable, 0);
	CHECK_OK(order_cancel(cx, first, ""));
	CHECK_INT(short_of(cx, last), 2);
	CHECK_OK(receive(cx, v, 3, 93));
	CHECK_INT(short_of(cx, last), 0);
	CHECK_INT(now(cx, v).sellable, 1);
	CHECK_OK(order_ship(cx, paid, "", ""));
	test_books_agree(cx);
}

static void cancelled_goods_go_to_who_is_short(struct cx *cx)
{
	int64_t v = test_product(cx, (struct test_product){.on_hand = 4});
	int64_t first = test_order_of(cx, "s1", v, 2, "parcel", "transfer");
	int64_t last = test_order_of(cx, "s2", v, 2, "parcel", "transfer");
	CHECK_OK(stock_count(cx, v, STOCK_LOCATION, 3, "damaged", ""));
	CHECK_INT(short_of(cx, first), 0);
	CHECK_INT(short_of(cx, last), 1);
	CHECK_OK(order_cancel(cx, first, ""));
	CHECK_INT(short_of(cx, last), 0);
	CHECK_INT(now(cx, v).sellable, 1);
	test_books_agree(cx);
}

static void shipping_takes_what_was_held(struct cx *cx)
{
	int64_t v = test_product(cx, (struct test_product){.on_hand = 5});
	int64_t order = test_order_of(cx, "s1", v, 2, "parcel", "transfer");
	CHECK_OK(stock_take(cx, order, 77));
	CHECK_INT(now(cx, v).on_hand, 3);
	CHECK_INT(now(cx, v).held, 0);
	CHECK_INT(now(cx, v).sellable, 3);
	CHECK_OK(stock_take(cx, order, 77)); /* nothing is held any more */
	CHECK_INT(now(cx, v).on_hand, 3);
	test_books_agree(cx);
}

static void backorder_is_short_until_it_comes(struct cx *cx)
{
	int64_t v = test_product(
		cx, (struct test_product){.on_hand = 1, .backorder = 1});
	int64_t order = test_order_of(cx, "s1", v, 3, "parcel", "transfer");
	CHECK_INT(now(cx, v).held, 1);
	CHECK_INT(stock_take(cx, order, 5), ERR_CONFLICT);
	CHECK_OK(receive(cx, v, 2, 8));
	CHECK_OK(stock_take(cx, order, 5));
	CHECK_INT(now(cx, v).on_hand, 0);
	test_books_agree(cx);
}

static void untracked_is_always_there(struct cx *cx)
{
	int64_t v = test_product(cx, (struct test_product){.untracked = 1});
	CHECK_INT(now(cx, v).sellable, INT32_MAX);
	test_order_of(cx, "s1", v, 500, "parcel", "transfer");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM stock"), 0);
}

int main(void)
{
	return test_run((struct test[]){
		{"stock never goes below zero", stock_never_goes_below_zero},
		{"what is held stays", what_is_held_stays},
		{"same movement twice is one", same_movement_twice_is_one},
		{"pages change only with the band",
			pages_change_only_with_the_band},
		{"order of the last touches the pages",
			order_of_the_last_touches_the_pages},
		{"recount writes the difference",
			recount_writes_the_difference},
		{"count below the holds leaves orders short",
			count_below_the_holds_leaves_orders_short},
		{"cancelled goods go to who is short",
			cancelled_goods_go_to_who_is_short},
		{"shipping takes what was held", shipping_takes_what_was_held},
		{"backorder is short until it comes",
			backorder_is_short_until_it_comes},
		{"untracked is always there", untracked_is_always_there},
		{NULL, NULL},
	});
}
