/* A customer's cart on every device, and what a guest brings along. */
#include "domain/cart.h"

#include "domain/account.h"
#include "domain/cart_code.h"
#include "domain/cart_gift.h"
#include "domain/clean.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "tests/orders.h"
#include "tests/shop.h"

#include <string.h>

#define GOOD "lumi on valkoista"

static int64_t customer(struct cx *cx, const char *email)
{
	struct account_try t = {.email = email,
		.password = GOOD,
		.name = "Aino",
		.remote = "192.0.2.7"};
	struct account_letter l = {0};
	int64_t id = 0;
	CHECK_OK(account_register(cx, &t));
	CHECK_OK(account_link_letter(
		cx, test_number(cx, "SELECT max(id) FROM account_link"), &l));
	CHECK_OK(account_verify(cx, l.token, &t, &id));
	return id;
}

/* The cookies of a browser that has just logged in. */
static const char *device(struct cx *cx, const char *email)
{
	const char *token = "";
	struct account_try t = {
		.email = email, .password = GOOD, .remote = "192.0.2.7"};
	int64_t id = 0;
	CHECK_OK(account_login(cx, &t, &id));
	CHECK_OK(account_session_begin(
		cx, id, &(struct account_browser){.agent = ""}, &token));
	return arena_printf(
		cx->arena, "%s; puoti-account=%s", shop_cookie(cx), token);
}

static int64_t units(struct cx *cx, const char *key)
{
	int64_t n = -1;
	CHECK_OK(cart_count(cx, key, &n));
	return n;
}

static struct cart_merged merge(struct cx *cx, const char *session, int64_t who)
{
	struct cart_merged m;
	CHECK_OK(cart_merge(cx, session, who, &m));
	return m;
}

static void cart_is_the_same_on_two_devices(struct cx *cx)
{
	test_product(cx, (struct test_product){.sku = "MUG", .on_hand = 5});
	shop_fresh();
	customer(cx, "aino@posti.example");
	customer(cx, "onni@posti.example");
	const char *phone = device(cx, "aino@posti.example"),
		   *laptop = device(cx, "aino@posti.example"),
		   *other = device(cx, "onni@posti.example");
	CHECK_INT(shop_status(shop_ask(cx, (struct visit){.path = "/cart",
						   .cookie = phone,
						   .form = "sku=MUG"})),
		303);
	const char *page = shop_ask(
		cx, (struct visit){.path = "/cart", .cookie = laptop});
	CHECK(shop_count(page, "name=\"line\" value=\"MUG\"") > 0);
	page = shop_ask(cx, (struct visit){.path = "/cart", .cookie = other});
	CHECK_INT(shop_count(page, "name=\"line\" value=\"MUG\""), 0);
	CHECK_INT(shop_status(
			  shop_ask(cx, (struct visit){.path = "/cart",
					       .cookie = laptop,
					       .form = "line=MUG&do=remove"})),
		303);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM cart_line"), 0);
}

static void larger_quantity_counts_and_nothing_twice(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 9});
	int64_t tea = test_product(
		cx, (struct test_product){.slug = "tea", .on_hand = 9});
	int64_t who = customer(cx, "aino@posti.example");
	const char *mine = cart_key(cx->arena, "", who);
	test_cart(cx, mine, mug, 3);
	test_cart(cx, "s1", mug, 2);
	test_cart(cx, "s1", tea, 4);
	struct cart_merged m = merge(cx, "s1", who);
	CHECK_INT(m.lines, 1);
	CHECK_STR(m.names[0], "tea");
	CHECK(!m.less);
	CHECK_INT(units(cx, mine), 7);
	CHECK_INT(units(cx, "s1"), 0);
	m = merge(cx, "s1", who);
	CHECK_INT(m.lines, 0);
	CHECK_INT(units(cx, mine), 7);
	test_cart(cx, "s2", mug, 5);
	CHECK_INT(merge(cx, "s2", who).lines, 1);
	CHECK_INT(units(cx, mine), 9);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM cart"
				  " WHERE customer IS NOT NULL"),
		1);
}

static void no_more_than_can_be_had_comes_along(struct cx *cx)
{
	int64_t few = test_product(cx, (struct test_product){.on_hand = 5});
	int64_t gone = test_product(
		cx, (struct test_product){.slug = "gone", .on_hand = 5});
	int64_t who = customer(cx, "aino@posti.example");
	const char *mine = cart_key(cx->arena, "", who);
	test_cart(cx, "s1", few, 5);
	test_cart(cx, "s1", gone, 1);
	CHECK_OK(db_run_script(cx->db,
		"UPDATE product SET status = 'archived' WHERE id = 2;"
		"UPDATE stock SET on_hand = 3 WHERE variant = 1"));
	struct cart_merged m = merge(cx, "s1", who);
	CHECK_INT(m.lines, 1);
	CHECK(m.less);
	CHECK_INT(units(cx, mine), 3);
	/* what they had stays, though there is less of it now */
	CHECK_OK(db_run_script(
		cx->db, "UPDATE stock SET on_hand = 1 WHERE variant = 1"));
	test_cart(cx, "s2", few, 1);
	merge(cx, "s2", who);
	CHECK_INT(units(cx, mine), 3);
}

static void full_cart_takes_no_more_lines(struct cx *cx)
{
	int64_t product, v = 0;
	test_product(
		cx, (struct test_product){.product = &product, .untracked = 1});
	int64_t who = customer(cx, "aino@posti.example");
	const char *mine = cart_key(cx->arena, "", who);
	for (int i = 0; i <= CART_LINES_MAX; i++) {
		v = test_variant(cx, product,
			(struct test_product){.untracked = 1,
				.sku = arena_printf(cx->arena, "V%d", i)});
		test_cart(cx, i < CART_LINES_MAX ? mine : "s1", v, 1);
	}
	struct cart_merged m = merge(cx, "s1", who);
	CHECK_INT(m.lines, 0);
	CHECK(m.less);
	CHECK_INT(units(cx, mine), CART_LINES_MAX);
}

static void codes_and_words_for_gifts_come_along(struct cx *cx)
{
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO promotion (id, name, kind, by_code)"
		" VALUES (1, 'a', 'percent', 1);"
		"INSERT INTO coupon (id, promotion, code, code_norm, created_ms)"
		" VALUES (3, 1, 'WELCOME-10', 'WELCOME10', 0)"));
	int64_t card = test_product(cx, (struct test_product){.untracked = 1});
	int64_t who = customer(cx, "aino@posti.example");
	int64_t cart = 0;
	const char *mine = cart_key(cx->arena, "", who);
	test_cart(cx, mine, card, 1);
	struct cart_gift anna = {"anna@posti.example", "Anna", "From before"};
	struct cart_gift bo = {"bo@posti.example", "Bo", "Hooray"}, g = {0};
	CHECK_OK(cart_gift_set(cx, mine, card, &anna));
	test_cart(cx, "s1", card, 1);
	CHECK_OK(cart_gift_set(cx, "s1", card, &bo));
	CHECK_OK(cart_code_add(cx, &(struct cart_code_try){"s1", "192.0.2.7",
					   true, "welcome 10"}));
	merge(cx, "s1", who);
	CHECK_OK(cart_find(cx, mine, &cart));
	CHECK_OK(cart_gift_get(cx, cart, card, &g));
	CHECK_STR(g.email, "bo@posti.example");
	struct cart_code *codes;
	size_t n = 0;
	CHECK_OK(cart_codes(cx, cart, &codes, &n));
	CHECK_INT(n, 1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM cart_code") +
			  test_number(cx, "SELECT count(*) FROM cart_gift"),
		2);
}

static const char *login(struct cx *cx, const char *cookie)
{
	return shop_ask(cx, (struct visit){.path = "/account/login",
				    .cookie = cookie,
				    .form = "email=aino%40posti.example"
					    "&password=lumi+on+valkoista"});
}

/* All that a browser has after this answer; of each cookie the newest. */
static const char *jar(struct cx *cx, const char *answer)
{
	const char *out = "";
	const char *at = answer;
	while ((at = strstr(at, "\r\nSet-Cookie: "))) {
		at += sizeof("\r\nSet-Cookie: ") - 1;
		const char *one = arena_strndup(
			cx->arena, at, strcspn(at, ";\r"));
		bool visitor = strncmp(one, "puoti=", 6) == 0;
		out = visitor ? arena_printf(cx->arena, "%s; %s", one, out)
			      : arena_printf(cx->arena, "%s%s; ", out, one);
	}
	return out;
}

static void login_brings_the_cart_and_logout_leaves_it(struct cx *cx)
{
	test_product(cx, (struct test_product){.sku = "MUG", .on_hand = 5});
	shop_fresh();
	int64_t who = customer(cx, "aino@posti.example");
	const char *browser = shop_cookie(cx);
	shop_ask(cx,
		(struct visit){
			.path = "/cart", .cookie = browser, .form = "sku=MUG"});
	const char *in = jar(cx, login(cx, browser));
	CHECK_INT(units(cx, cart_key(cx->arena, "", who)), 1);
	CHECK_INT(units(cx, shop_session(cx, browser)), 0);
	CHECK(strstr(in, "puoti-flash="));
	const char *page = shop_ask(
		cx, (struct visit){.path = "/cart", .cookie = in});
	CHECK(strstr(page, "Put into your cart from here: mug"));
	CHECK_INT(shop_count(page, "name=\"line\" value=\"MUG\"") > 0, 1);
	const char *out = jar(
		cx, shop_ask(cx, (struct visit){.path = "/account/logout",
					 .cookie = in,
					 .form = "a=1"}));
	page = shop_ask(cx, (struct visit){.path = "/cart", .cookie = out});
	CHECK_INT(shop_status(page), 200);
	CHECK_INT(shop_count(page, "name=\"line\" value=\"MUG\""), 0);
	CHECK_INT(units(cx, cart_key(cx->arena, "", who)), 1);
}

static void another_who_logs_in_gets_nothing_of_the_first(struct cx *cx)
{
	test_product(cx, (struct test_product){.sku = "MUG", .on_hand = 5});
	shop_fresh();
	int64_t aino = customer(cx, "aino@posti.example");
	int64_t onni = customer(cx, "onni@posti.example");
	const char *browser = device(cx, "onni@posti.example");
	shop_ask(cx,
		(struct visit){
			.path = "/cart", .cookie = browser, .form = "sku=MUG"});
	login(cx, browser);
	CHECK_INT(units(cx, cart_key(cx->arena, "", onni)), 1);
	CHECK_INT(units(cx, cart_key(cx->arena, "", aino)), 0);
}

static void order_empties_the_cart_of_all_devices(struct cx *cx)
{
	const char *why = "";
	struct order_placed placed;
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 9});
	int64_t who = customer(cx, "aino@posti.example");
	const char *mine = cart_key(cx->arena, "", who);
	test_cart(cx, mine, mug, 2);
	test_cart(cx, "s1", mug, 1);
	struct order_draft first = test_draft(cx, mine, "phone");
	struct order_draft second = test_draft(cx, mine, "laptop");
	CHECK_OK(order_place(cx, &first, &placed, &why));
	CHECK_INT(units(cx, mine), 0);
	CHECK_INT(units(cx, "s1"), 1);
	CHECK_INT(order_place(cx, &second, &placed, &why), ERR_CONFLICT);
	CHECK_STR(why, "empty");
}

static void looking_writes_nothing(struct cx *cx)
{
	shop_fresh();
	customer(cx, "aino@posti.example");
	const char *in = device(cx, "aino@posti.example");
	shop_ask(cx, (struct visit){.path = "/cart", .cookie = in});
	shop_ask(cx, (struct visit){.path = "/checkout", .cookie = in});
	CHECK_INT(test_number(cx, "SELECT count(*) FROM cart"), 0);
}

static void customers_carts_stay_longer_than_guests(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 9});
	int64_t who = customer(cx, "aino@posti.example"), n = 0;
	test_cart(cx, cart_key(cx->arena, "", who), mug, 1);
	test_cart(cx, "s1", mug, 1);
	cx->now += (CLEAN_CART_DAYS + 1) * MS_DAY;
	CHECK_OK(clean_carts(cx, &n));
	CHECK_INT(n, 1);
	CHECK_INT(units(cx, cart_key(cx->arena, "", who)), 1);
	cx->now += CLEAN_CUSTOMER_CART_DAYS * MS_DAY;
	CHECK_OK(clean_carts(cx, &n));
	CHECK_INT(n, 1);
}

int main(void)
{
	if (shop_init())
		return 1;
	return test_run((struct test[]){
		{"cart is the same on two devices",
			cart_is_the_same_on_two_devices},
		{"larger quantity counts, and nothing twice",
			larger_quantity_counts_and_nothing_twice},
		{"no more than can be had comes along",
			no_more_than_can_be_had_comes_along},
		{"full cart takes no more lines",
			full_cart_takes_no_more_lines},
		{"codes and words for gifts come along",
			codes_and_words_for_gifts_come_along},
		{"login brings the cart, and logout leaves it",
			login_brings_the_cart_and_logout_leaves_it},
		{"another who logs in gets nothing of the first",
			another_who_logs_in_gets_nothing_of_the_first},
		{"order empties the cart of all devices",
			order_empties_the_cart_of_all_devices},
		{"looking writes nothing", looking_writes_nothing},
		{"customers' carts stay longer than guests'",
			customers_carts_stay_longer_than_guests},
		{NULL, NULL},
	});
}
