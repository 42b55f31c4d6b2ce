/* What is suggested, from a model whose rows are written by hand. */
#include "tests/test.h"

#include "domain/recommend_in.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"

static void model(struct cx *cx, int64_t id, const char *state)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO model (id, state, began_ms)"
		" VALUES (:id, :state, 1)");
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":state", state);
	CHECK_OK(db_exec(q, NULL));
}

static void near(struct cx *cx, int64_t id, const char *kind, int64_t product,
	const char *row)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO neighbour (model, kind, product, near)"
		" VALUES (:id, :kind, :product, :near)");
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":kind", kind);
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":near", row);
	CHECK_OK(db_exec(q, NULL));
}

static void trend(struct cx *cx, int64_t id, int64_t product, int64_t popular,
	int64_t repeat_days, int64_t repeats)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO product_trend (model, product, popular,"
		" repeat_days, repeats)"
		" VALUES (:id, :product, :popular, :days, :repeats)");
	db_bind_int(q, ":id", id);
	db_bind_int(q, ":product", product);
	db_bind_int(q, ":popular", popular);
	db_bind_int(q, ":days", repeat_days);
	db_bind_int(q, ":repeats", repeats);
	CHECK_OK(db_exec(q, NULL));
}

static void small_model(struct cx *cx)
{
	model(cx, 1, "serving");
	near(cx, 1, "cart", 10, "20 500000 30 400000 40 100000");
	near(cx, 1, "cart", 20, "30 300000 10 200000 40 -50000");
	near(cx, 1, "new", 10, "50 300000 20 200000");
	near(cx, 1, "new", 60, "50 100000 70 250000");
	near(cx, 1, "similar", 90, "10 800000 95 700000");
}

static void a_cart_adds_up_its_products_neighbours(struct cx *cx)
{
	struct recommend_pick *p;
	size_t n;
	small_model(cx);
	CHECK_OK(recommend_cart(cx, (int64_t[]){10, 20}, 2, 10, &p, &n));
	CHECK_INT(n, 2);
	CHECK_INT(p[0].product, 30); /* .4 + .3 */
	CHECK_INT(p[1].product, 40); /* .1 - .05; 10 and 20 are there */
	CHECK(p[0].score > 0.69 && p[0].score < 0.71);
	CHECK_INT(p[0].n_why, 2);
	CHECK_INT(p[0].why[0], 0);
	CHECK_INT(p[0].why[1], 1);
	CHECK_INT(p[1].n_why, 1);
	CHECK_OK(recommend_cart(cx, (int64_t[]){10, 20}, 2, 1, &p, &n));
	CHECK_INT(n, 1);
	CHECK_INT(p[0].product, 30);
}

static void what_was_done_lately_weighs_more(struct cx *cx)
{
	struct recommend_pick *p;
	size_t n;
	small_model(cx);
	struct recommend_seen seen[] = {
		{.product = 10, .orders = 1, .ordered_ms = TEST_NOW - MS_DAY},
		{.product = 60,
			.orders = 3,
			.ordered_ms = TEST_NOW - 720 * MS_DAY},
	};
	CHECK_OK(recommend_new(cx, seen, 2, 10, &p, &n));
	CHECK_INT(n, 3);
	CHECK_INT(p[0].product, 50);
	CHECK_INT(p[0].why[0], 0);
	CHECK_INT(p[1].product, 20);
	CHECK_INT(p[2].product, 70);
	seen[1].ordered_ms = TEST_NOW;
	CHECK_OK(recommend_new(cx, seen, 2, 10, &p, &n));
	CHECK_INT(p[1].product, 70);
}

static void nothing_that_was_ordered_is_new(struct cx *cx)
{
	struct recommend_pick *p;
	size_t n;
	small_model(cx);
	const struct recommend_seen seen[] = {
		{.product = 10, .views = 1, .viewed_ms = TEST_NOW},
		{.product = 50, .orders = 1, .ordered_ms = TEST_NOW},
	};
	CHECK_OK(recommend_new(cx, seen, 2, 10, &p, &n));
	CHECK_INT(n, 1);
	CHECK_INT(p[0].product, 20);
}

static void a_product_without_sales_has_what_is_like_it(struct cx *cx)
{
	struct recommend_pick *p;
	size_t n;
	small_model(cx);
	CHECK_OK(recommend_near(cx, RECOMMEND_CART, 90, 10, &p, &n));
	CHECK_INT(n, 2);
	CHECK_INT(p[0].product, 10);
	/* and weighs little beside one that sells */
	CHECK_OK(recommend_cart(cx, (int64_t[]){90, 20}, 2, 10, &p, &n));
	CHECK_INT(p[0].product, 30);
	/* another's cart neighbours are preferred to the same customer's */
	CHECK_OK(recommend_near(cx, RECOMMEND_CART, 10, 10, &p, &n));
	CHECK_INT(p[0].product, 20);
	CHECK_OK(recommend_near(cx, RECOMMEND_CART, 60, 10, &p, &n));
	CHECK_INT(p[0].product, 70);
	CHECK_OK(recommend_near(cx, RECOMMEND_SIMILAR, 10, 10, &p, &n));
	CHECK_INT(n, 0);
}

static void once_more_is_what_was_ordered_most(struct cx *cx)
{
	struct recommend_pick *p;
	size_t n;
	small_model(cx);
	trend(cx, 1, 2, 500, 30, 1);
	trend(cx, 1, 3, 9000, 30, 9);
	const struct recommend_seen seen[] = {
		{.product = 1, .views = 9, .viewed_ms = TEST_NOW},
		{.product = 2, .orders = 1, .ordered_ms = TEST_NOW},
		{.product = 3, .orders = 1, .ordered_ms = TEST_NOW},
		{.product = 4,
			.orders = 3,
			.first_ms = TEST_NOW - 20 * MS_DAY,
			.ordered_ms = TEST_NOW},
	};
	CHECK_OK(recommend_again(cx, seen, 4, 10, &p, &n));
	CHECK_INT(n, 3);
	CHECK_INT(p[0].product, 4);
	CHECK_INT(p[1].product, 3); /* sells better */
	CHECK_INT(p[2].product, 2);
	CHECK_INT(p[0].due_ms, TEST_NOW + 10 * MS_DAY); /* own intervals */
	CHECK_INT(p[1].due_ms, TEST_NOW + 30 * MS_DAY); /* others' */
	CHECK_INT(p[2].due_ms, 0); /* one repeat says nothing */
}

static void what_others_came_back_for_is_likelier(struct cx *cx)
{
	struct recommend_pick *p;
	size_t n;
	small_model(cx);
	trend(cx, 1, 2, 4000, 30, 9);
	trend(cx, 1, 3, 4000, 30, 9);
	CHECK_OK(db_exec(DB_SQL(cx->db, "UPDATE product_trend"
					" SET again_bp = product * 1000"),
		NULL));
	const struct recommend_seen seen[] = {
		{.product = 2, .orders = 2, .ordered_ms = TEST_NOW},
		{.product = 3, .orders = 2, .ordered_ms = TEST_NOW},
	};
	CHECK_OK(recommend_again(cx, seen, 2, 10, &p, &n));
	CHECK_INT(n, 2);
	CHECK_INT(p[0].product, 3);
}

static void what_sells_better_than_before_is_likelier(struct cx *cx)
{
	struct recommend_pick *p;
	size_t n;
	small_model(cx);
	trend(cx, 1, 2, 4000, 30, 9);
	trend(cx, 1, 3, 4000, 30, 9);
	CHECK_OK(db_exec(DB_SQL(cx->db, "UPDATE product_trend"
					" SET steady = 36000 / product"),
		NULL));
	const struct recommend_seen seen[] = {
		{.product = 2, .orders = 2, .ordered_ms = TEST_NOW},
		{.product = 3, .orders = 2, .ordered_ms = TEST_NOW},
	};
	CHECK_OK(recommend_again(cx, seen, 2, 10, &p, &n));
	CHECK_INT(n, 2);
	CHECK_INT(p[0].product, 3);
	CHECK(recommend_rise(&(struct trend){.popular = 4000}) == 1);
}

static void own_intervals_shrink_to_the_products(struct cx *cx)
{
	struct recommend_pick *p;
	size_t n;
	small_model(cx);
	trend(cx, 1, 4, 500, 30, 5);
	const struct recommend_seen seen = {.product = 4,
		.orders = 3,
		.first_ms = TEST_NOW - 20 * MS_DAY,
		.ordered_ms = TEST_NOW};
	CHECK_OK(recommend_again(cx, &seen, 1, 10, &p, &n));
	/* two of 10 days, and as much as two of 30 */
	CHECK_INT(p[0].due_ms, TEST_NOW + 20 * MS_DAY);
}

static void what_sells_comes_first(struct cx *cx)
{
	struct recommend_pick *p;
	size_t n;
	small_model(cx);
	trend(cx, 1, 2, 500, 0, 0);
	trend(cx, 1, 3, 9000, 0, 0);
	trend(cx, 1, 4, 0, 0, 0);
	CHECK_OK(recommend_popular(cx, 10, &p, &n));
	CHECK_INT(n, 2);
	CHECK_INT(p[0].product, 3);
	CHECK_INT(p[1].product, 2);
}

static void without_a_model_there_is_nothing(struct cx *cx)
{
	struct recommend_pick *p;
	size_t n;
	model(cx, 1, "making");
	near(cx, 1, "cart", 10, "20 500000");
	CHECK_OK(recommend_cart(cx, (int64_t[]){10}, 1, 10, &p, &n));
	CHECK_INT(n, 0);
	CHECK_OK(recommend_popular(cx, 10, &p, &n));
	CHECK_INT(n, 0);
	const struct recommend_seen seen = {.product = 4, .orders = 2};
	CHECK_OK(recommend_again(cx, &seen, 1, 10, &p, &n));
	CHECK_INT(n, 1);
}

static void a_new_model_serves_at_once(struct cx *cx)
{
	struct recommend_pick *p;
	size_t n;
	small_model(cx);
	CHECK_OK(recommend_near(cx, RECOMMEND_CART, 10, 10, &p, &n));
	CHECK_INT(p[0].product, 20);
	CHECK_OK(db_exec(
		DB_SQL(cx->db, "UPDATE model SET state = 'ended'"), NULL));
	model(cx, 2, "serving");
	near(cx, 2, "cart", 10, "77 500000");
	CHECK_OK(recommend_near(cx, RECOMMEND_CART, 10, 10, &p, &n));
	CHECK_INT(n, 1);
	CHECK_INT(p[0].product, 77);
}

static void the_best_of_many_are_found_in_order(struct cx *cx)
{
	enum { MANY = 180 };
	char *row = arena_strdup(cx->arena, "");
	struct recommend_pick *p;
	size_t n;
	for (int i = 0; i < MANY; i++)
		row = arena_printf(cx->arena, "%s%d %d ", row, 1000 + i,
			1 + i * 7919 % 1000 * 10);
	model(cx, 1, "serving");
	near(cx, 1, "cart", 10, row);
	CHECK_OK(recommend_near(cx, RECOMMEND_CART, 10, MANY, &p, &n));
	CHECK_INT(n, MANY);
	struct recommend_pick *all = p;
	CHECK_OK(recommend_near(cx, RECOMMEND_CART, 10, 25, &p, &n));
	CHECK_INT(n, 25);
	for (size_t i = 0; i < n; i++) {
		CHECK_INT(p[i].product, all[i].product);
		CHECK(i == 0 || p[i].score <= p[i - 1].score);
	}
}

static void damaged_rows_end_where_they_are_damaged(struct cx *cx)
{
	struct recommend_pick *p;
	size_t n;
	model(cx, 1, "serving");
	near(cx, 1, "cart", 10, "20 500000 30 x");
	near(cx, 1, "cart", 11, "");
	CHECK_OK(recommend_cart(cx, (int64_t[]){10, 11}, 2, 10, &p, &n));
	CHECK_INT(n, 1);
	CHECK_INT(p[0].product, 20);
}

int main(void)
{
	static const struct test tests[] = {
		{"a_cart_adds_up_its_products_neighbours",
			a_cart_adds_up_its_products_neighbours},
		{"what_was_done_lately_weighs_more",
			what_was_done_lately_weighs_more},
		{"nothing_that_was_ordered_is_new",
			nothing_that_was_ordered_is_new},
		{"a_product_without_sales_has_what_is_like_it",
			a_product_without_sales_has_what_is_like_it},
		{"once_more_is_what_was_ordered_most",
			once_more_is_what_was_ordered_most},
		{"what_others_came_back_for_is_likelier",
			what_others_came_back_for_is_likelier},
		{"what_sells_better_than_before_is_likelier",
			what_sells_better_than_before_is_likelier},
		{"own_intervals_shrink_to_the_products",
			own_intervals_shrink_to_the_products},
		{"what_sells_comes_first", what_sells_comes_first},
		{"without_a_model_there_is_nothing",
			without_a_model_there_is_nothing},
		{"a_new_model_serves_at_once", a_new_model_serves_at_once},
		{"the_best_of_many_are_found_in_order",
			the_best_of_many_are_found_in_order},
		{"damaged_rows_end_where_they_are_damaged",
			damaged_rows_end_where_they_are_damaged},
		{NULL, NULL},
	};
	return test_run(tests);
}
