#include "domain/customer_value.h"

#include "domain/consent.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "tests/orders.h"
#include "tests/value.h"

static void run(struct cx *cx, const char *sql)
{
	CHECK_OK(db_run_script(cx->db, sql));
}

static struct customer_value value_of(struct cx *cx, int64_t customer)
{
	struct customer_value v;
	CHECK_OK(customer_value_get(cx, customer, &v));
	return v;
}

static int64_t buy(
	struct cx *cx, int64_t customer, int64_t days_ago, int64_t unit_minor)
{
	return value_order(cx, (struct value_order){.customer = customer,
				       .days_ago = days_ago,
				       .qty = 1,
				       .unit_minor = unit_minor});
}

static void what_they_spent_is_less_what_was_credited(struct cx *cx)
{
	int64_t aino = value_customer(cx, "aino");
	int64_t mug = test_product(
		cx, (struct test_product){.slug = "mug", .on_hand = 9});
	int64_t order = value_order(
		cx, (struct value_order){aino, 10, mug, 3, 2000});
	buy(cx, aino, 40, 1500);
	int64_t gone = buy(cx, aino, 2, 9900);
	run(cx, arena_printf(cx->arena,
			"UPDATE orders SET state = 'cancelled' WHERE id = %lld;"
			"INSERT INTO credit (id, orders, at_ms)"
			" VALUES (7, %lld, 1);"
			"INSERT INTO credit_line (credit, order_line, qty,"
			" gross_minor) SELECT 7, id, 1, 2000 FROM order_line"
			" WHERE orders = %lld",
			(long long)gone, (long long)order, (long long)order));
	value_night(cx);
	struct customer_value v = value_of(cx, aino);
	CHECK_INT(v.orders, 2);
	CHECK_INT(v.spent_minor, 5500);
	CHECK_INT(v.last_day, clock_day(cx->now - 10 * MS_DAY));
}

static void equals_share_a_fifth_and_five_is_the_best(struct cx *cx)
{
	int64_t ids[10];
	for (int i = 0; i < 10; i++) {
		ids[i] = value_customer(
			cx, arena_printf(cx->arena, "customer%d", i));
		buy(cx, ids[i], 100 - i, (i + 1) * 1000);
	}
	buy(cx, ids[9], 3, 1000);
	value_night(cx);
	CHECK_INT(value_of(cx, ids[0]).recency, 1);
	CHECK_INT(value_of(cx, ids[0]).money, 1);
	CHECK_INT(value_of(cx, ids[4]).money, 3);
	CHECK_INT(value_of(cx, ids[9]).recency, 5);
	CHECK_INT(value_of(cx, ids[9]).money, 5);
	CHECK_INT(value_of(cx, ids[9]).frequency, 5);
	/* nine of ten bought once: none of them is better than another */
	for (int i = 0; i < 9; i++)
		CHECK_INT(value_of(cx, ids[i]).frequency, 3);
}

static void one_customer_alone_gets_what_the_night_gives(struct cx *cx)
{
	int64_t ids[7];
	for (int i = 0; i < 7; i++) {
		ids[i] = value_customer(
			cx, arena_printf(cx->arena, "customer%d", i));
		buy(cx, ids[i], 50 - 5 * (i % 3), (i % 4 + 1) * 700);
	}
	value_night(cx);
	buy(cx, ids[2], 0, 5000);
	CHECK_OK(customer_value_refresh(cx, ids[2]));
	struct customer_value now = value_of(cx, ids[2]);
	value_night(cx);
	struct customer_value night = value_of(cx, ids[2]);
	CHECK_INT(now.orders, 2);
	CHECK_INT(now.recency, night.recency);
	CHECK_INT(now.frequency, night.frequency);
	CHECK_INT(now.money, night.money);
	CHECK_INT(now.spent_minor, night.spent_minor);
	CHECK_INT(now.recency, 5);
}

/* Five mugs from 10 to 50 euros in category 1, lamps in 2, below 3. */
static void shelves_make(struct cx *cx, int64_t variants[6])
{
	run(cx, "INSERT INTO category (id, parent, position) VALUES"
		" (1, NULL, 1), (3, NULL, 2), (2, 3, 1), (4, NULL, 3)");
	for (int i = 0; i < 6; i++) {
		int64_t product;
		variants[i] = test_product(cx,
			(struct test_product){
				.slug = arena_printf(cx->arena, "thing%d", i),
				.price_minor = 1000 * (i + 1),
				.on_hand = 50,
				.product = &product});
		run(cx, arena_printf(cx->arena,
				"INSERT INTO product_category (product,"
				" category) VALUES (%lld, %d)",
				(long long)product, i < 5 ? 1 : 2));
		if (i == 5)
			run(cx, arena_printf(cx->arena,
					"INSERT INTO product_category (product,"
					" category) VALUES (%lld, 3)",
					(long long)product));
	}
	run(cx, "UPDATE listing SET langs = 1");
}

static void price_level_is_where_their_choice_stands_in_its_category(
	struct cx *cx)
{
	int64_t v[6];
	int64_t aino = value_customer(cx, "aino");
	int64_t onni = value_customer(cx, "onni");
	int64_t new_one = value_customer(cx, "uusi");
	shelves_make(cx, v);
	value_order(cx, (struct value_order){aino, 5, v[4], 2, 5000});
	value_order(cx, (struct value_order){onni, 5, v[0], 2, 1000});
	value_order(cx, (struct value_order){new_one, 5, v[5], 1, 6000});
	value_night(cx);
	CHECK_INT(value_of(cx, aino).price_level, 5);
	CHECK_INT(value_of(cx, onni).price_level, 1);
	/* one lamp alone is neither cheap nor dear */
	CHECK_INT(value_of(cx, new_one).price_level, 3);
}

static void favourites_are_what_they_buy_most_of_as_exactly_as_known(
	struct cx *cx)
{
	int64_t v[6];
	int64_t aino = value_customer(cx, "aino");
	shelves_make(cx, v);
	value_order(cx, (struct value_order){aino, 5, v[5], 4, 6000});
	value_order(cx, (struct value_order){aino, 9, v[1], 3, 2000});
	value_night(cx);
	/* not 3, which is above 2 */
	CHECK_INT(value_of(cx, aino).category, 2);
	CHECK_INT(value_of(cx, aino).category2, 1);
	/* an archived one is nobody's favourite, nor is one that a rule fills:
	 * what they bought of it still says the rest */
	run(cx, "UPDATE category SET archived_ms = 1 WHERE id = 2;"
		"UPDATE category SET rule = 'on-sale' WHERE id = 1");
	int64_t level = value_of(cx, aino).price_level;
	value_night(cx);
	CHECK_INT(value_of(cx, aino).category, 3);
	CHECK_INT(value_of(cx, aino).category2, 0);
	CHECK_INT(value_of(cx, aino).price_level, level);
}

static void sensitive_categories_say_nothing_of_anybody(struct cx *cx)
{
	int64_t v[6];
	int64_t aino = value_customer(cx, "aino");
	shelves_make(cx, v);
	run(cx, "UPDATE category SET sensitive = 1 WHERE id = 1");
	value_order(cx, (struct value_order){aino, 5, v[4], 4, 5000});
	value_order(cx, (struct value_order){aino, 9, v[5], 1, 6000});
	value_night(cx);
	CHECK_INT(value_of(cx, aino).category, 2);
	CHECK_INT(value_of(cx, aino).category2, 0);
	CHECK_INT(value_of(cx, aino).price_level, 3);
	CHECK_INT(value_of(cx, aino).spent_minor, 26000);
	run(cx, "UPDATE category SET sensitive = 0 WHERE id = 1;"
		"UPDATE category SET sensitive = 1 WHERE id = 3;"
		"DELETE FROM product_category WHERE category = 3");
	value_night(cx);
	/* below a sensitive one is sensitive, too */
	CHECK_INT(value_of(cx, aino).category, 1);
	CHECK_INT(value_of(cx, aino).category2, 0);
}

static void bought_on_sale_or_with_an_offer_is_bought_at_a_discount(
	struct cx *cx)
{
	int64_t v[6];
	int64_t aino = value_customer(cx, "aino");
	shelves_make(cx, v);
	value_order(cx, (struct value_order){aino, 5, v[0], 1, 1000});
	value_order(cx, (struct value_order){aino, 5, v[1], 2, 1500});
	int64_t offer = value_order(
		cx, (struct value_order){aino, 5, v[2], 1, 3000});
	run(cx, arena_printf(cx->arena,
			"INSERT INTO price (variant, kind, amount_minor,"
			" from_ms, to_ms) VALUES (%lld, 'sale', 1500, 1,"
			" %lld);"
			"INSERT INTO adjustment (order_line, split_id, source,"
			" label, amount_minor) SELECT id, 1, 'promotion', '',"
			" -100 FROM order_line WHERE orders = %lld",
			(long long)v[1], (long long)cx->now, (long long)offer));
	value_night(cx);
	CHECK_INT(value_of(cx, aino).discount_bp, 7500);
}

static void who_objects_is_forgotten_at_once_and_may_come_back(struct cx *cx)
{
	struct customer_value v;
	int64_t n, aino = value_customer(cx, "aino");
	struct consent_subject who = {CONSENT_CUSTOMER,
		arena_printf(cx->arena, "%lld", (long long)aino)};
	buy(cx, aino, 5, 1000);
	value_night(cx);
	CHECK_OK(customer_value_get(cx, aino, &v));
	CHECK_OK(consent_set(cx, &who, "history", false, "No.", "web"));
	CHECK_INT(customer_value_get(cx, aino, &v), ERR_NOT_FOUND);
	value_night(cx);
	CHECK_INT(customer_value_get(cx, aino, &v), ERR_NOT_FOUND);
	CHECK_OK(consent_set(cx, &who, "history", true, "Yes.", "web"));
	CHECK_OK(customer_value_work(cx, 10, &n));
	CHECK_INT(n, 1);
	CHECK_OK(customer_value_get(cx, aino, &v));
}

static void an_order_and_its_end_are_followed_by_the_worker(struct cx *cx)
{
	struct customer_value v;
	int64_t n, aino = value_customer(cx, "aino");
	int64_t mug = test_product(
		cx, (struct test_product){.slug = "mug", .on_hand = 9});
	int64_t id = test_order_of(cx, "a1", mug, 2, "parcel", "transfer");
	CHECK_OK(customer_value_work(cx, 10, &n));
	CHECK_INT(n, 0); /* a guest's */
	run(cx, arena_printf(cx->arena, "UPDATE orders SET customer = %lld",
			(long long)aino));
	CHECK_OK(customer_value_stale_order(cx, id));
	CHECK_OK(customer_value_work(cx, 10, &n));
	CHECK_INT(n, 1);
	CHECK_OK(customer_value_get(cx, aino, &v));
	CHECK_INT(v.orders, 1);
	CHECK_OK(order_cancel(cx, id, "")); /* tells by itself */
	CHECK_OK(customer_value_work(cx, 10, &n));
	CHECK_INT(n, 1);
	CHECK_INT(customer_value_get(cx, aino, &v), ERR_NOT_FOUND);
	CHECK_OK(customer_value_work(cx, 10, &n));
	CHECK_INT(n, 0);
}

static const struct test tests[] = {
	{"what_they_spent_is_less_what_was_credited",
		what_they_spent_is_less_what_was_credited},
	{"equals_share_a_fifth_and_five_is_the_best",
		equals_share_a_fifth_and_five_is_the_best},
	{"one_customer_alone_gets_what_the_night_gives",
		one_customer_alone_gets_what_the_night_gives},
	{"price_level_is_where_their_choice_stands_in_its_category",
		price_level_is_where_their_choice_stands_in_its_category},
	{"favourites_are_what_they_buy_most_of_as_exactly_as_known",
		favourites_are_what_they_buy_most_of_as_exactly_as_known},
	{"sensitive_categories_say_nothing_of_anybody",
		sensitive_categories_say_nothing_of_anybody},
	{"bought_on_sale_or_with_an_offer_is_bought_at_a_discount",
		bought_on_sale_or_with_an_offer_is_bought_at_a_discount},
	{"who_objects_is_forgotten_at_once_and_may_come_back",
		who_objects_is_forgotten_at_once_and_may_come_back},
	{"an_order_and_its_end_are_followed_by_the_worker",
		an_order_and_its_end_are_followed_by_the_worker},
	{NULL, NULL},
};

int main(void)
{
	return test_run(tests);
}
