/* The greeting in the head: warmer with each order, escaped, and for nobody
 * but whom it is meant. */
#include "domain/greeting.h"

#include <inttypes.h>
#include <string.h>

#include "domain/profile_told.h"
#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "tests/orders.h"
#include "tests/world.h"

enum { CUSTOMER = 7 };

static struct subject aino(struct cx *cx)
{
	return (struct subject){.key = profile_key(cx, CUSTOMER),
		.customer = CUSTOMER,
		.history = true,
		.personal = true};
}

static void customer_add(struct cx *cx, const char *name)
{
	CHECK_OK(db_run_script(cx->db,
		arena_printf(cx->arena,
			"INSERT INTO customer (id, email, email_norm, name,"
			" locale, created_ms) VALUES (7, 'a@b.example',"
			" 'a@b.example', '%s', 'en', 1)",
			name)));
}

static void orders_are(struct cx *cx, int64_t variant, int n)
{
	int have = (int)test_number(cx, "SELECT count(*) FROM orders");
	for (; have < n; have++)
		test_order_of(cx, arena_printf(cx->arena, "g%d", have), variant,
			1, "parcel", "transfer");
	CHECK_OK(db_run_script(cx->db, "UPDATE orders SET customer = 7"));
}

static enum greeting found(
	struct cx *cx, const struct subject *who, const char **name)
{
	enum greeting g;
	CHECK_OK(greeting_find(cx, who, &g, name));
	return g;
}

static void it_grows_warmer_with_each_order(struct cx *cx)
{
	static const struct {
		int orders;
		enum greeting want;
	} steps[] = {{0, GREETING_NEW}, {1, GREETING_FORMAL},
		{2, GREETING_WARM}, {4, GREETING_WARM}, {5, GREETING_FRIEND},
		{6, GREETING_FRIEND}};
	int64_t v = test_product(cx, (struct test_product){.on_hand = 50});
	struct subject who = aino(cx);
	const char *name;
	customer_add(cx, "Aino Virtanen");
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		orders_are(cx, v, steps[i].orders);
		CHECK_INT(found(cx, &who, &name), steps[i].want);
		CHECK_STR(name, "Aino");
	}
	/* cancelled ones are none; nor is one that may not be used */
	CHECK_OK(db_run_script(
		cx->db, "UPDATE orders SET state = 'cancelled' WHERE id > 1"));
	CHECK_INT(found(cx, &who, &name), GREETING_FORMAL);
	who.history = false;
	CHECK_INT(found(cx, &who, &name), GREETING_NEW);
}

static void they_choose_name_and_tone_or_none(struct cx *cx)
{
	struct subject who = aino(cx);
	struct profile_told t;
	const char *name;
	customer_add(cx, "   ");
	CHECK_INT(found(cx, &who, &name), GREETING_NEW);
	CHECK_STR(name, "");
	CHECK_OK(profile_told_get(cx, who.key, &t));
	t.call_name = "Captain A";
	t.tone = "warm";
	CHECK_OK(profile_told_set(cx, who.key, &t));
	CHECK_INT(found(cx, &who, &name), GREETING_WARM);
	CHECK_STR(name, "Captain A");
	t.tone = "formal";
	CHECK_OK(profile_told_set(cx, who.key, &t));
	CHECK_INT(found(cx, &who, &name), GREETING_FORMAL);
	t.tone = "none";
	CHECK_OK(profile_told_set(cx, who.key, &t));
	found(cx, &who, &name);
	CHECK_STR(name, NULL);
	t.tone = "";
	t.personal = false;
	CHECK_OK(profile_told_set(cx, who.key, &t));
	found(cx, &who, &name);
	CHECK_STR(name, NULL);
}

static void birthday_is_a_day_of_the_shop_s_zone(struct cx *cx)
{
	struct subject who = aino(cx);
	struct profile_told t;
	const char *name;
	customer_add(cx, "Aino");
	CHECK_OK(profile_told_get(cx, who.key, &t));
	t.birth_month = 11;
	t.birth_day = 24;
	CHECK_OK(profile_told_set(cx, who.key, &t));
	CHECK_INT(found(cx, &who, &name), GREETING_NEW);
	int64_t midnight = clock_next_midnight(cx->now);
	cx->now = midnight - 1;
	CHECK_INT(found(cx, &who, &name), GREETING_NEW);
	cx->now = midnight;
	CHECK_INT(found(cx, &who, &name), GREETING_BIRTHDAY);
	cx->now = clock_next_midnight(midnight);
	CHECK_INT(found(cx, &who, &name), GREETING_NEW);
	t.birth_month = 2;
	t.birth_day = 29;
	CHECK_OK(profile_told_set(cx, who.key, &t));
	cx->now = clock_moment(20270228, 600);
	CHECK_INT(found(cx, &who, &name), GREETING_BIRTHDAY);
	cx->now = clock_moment(20280228, 600);
	CHECK_INT(found(cx, &who, &name), GREETING_NEW);
	cx->now = clock_moment(20280229, 600);
	CHECK_INT(found(cx, &who, &name), GREETING_BIRTHDAY);
}

static void words_without_a_name_read_well(struct cx *cx)
{
	CHECK_STR(
		greeting_words(cx, "Welcome, {name}", "Aino"), "Welcome, Aino");
	CHECK_STR(greeting_words(cx, "Welcome, {name}", ""), "Welcome");
	CHECK_STR(greeting_words(cx, "{name}, hello!", "Aino"), "Aino, hello!");
	CHECK_STR(greeting_words(cx, "Hello!", "Aino"), "Hello!");
	CHECK_STR(greeting_words(cx, "{name}", ""), "");
}

static const char *front(struct cx *cx, const char *cookie, const char *path)
{
	return shop_ask(cx, (struct visit){.path = path, .cookie = cookie});
}

static void head_says_it_to_them_alone(struct cx *cx)
{
	struct world w;
	struct profile_told t;
	shop_fresh();
	shop_demo(test_dir(cx));
	world_make(cx, &w);
	const struct world_one *a = &w.who[WORLD_AINO];
	const char *subject = profile_key(cx, a->customer);
	CHECK_OK(profile_told_get(cx, subject, &t));
	t.call_name = "<Zqa>";
	t.tone = "formal";
	CHECK_OK(profile_told_set(cx, subject, &t));
	CHECK_OK(setting_set(cx, "greeting.formal", "en", "Ahoy, {name}"));
	for (int round = 0; round < 2; round++) { /* made, and kept */
		const char *all = front(cx, a->cookie, "/");
		CHECK(strstr(all, "<p class=\"hello\">Ahoy, &lt;Zqa&gt;</p>"));
		all = front(cx, a->cookie, "/fi"); /* their own words there */
		CHECK(strstr(all, "&lt;Zqa&gt;</p>") && !strstr(all, "Ahoy"));
		CHECK_INT(shop_count(all, "id=\"cart-link\""), 1);
		CHECK(!strstr(front(cx, w.who[WORLD_ONNI].cookie, "/"), "Zqa"));
		CHECK(!strstr(front(cx, w.guest, "/"), "class=\"hello\""));
		CHECK(!strstr(shop_get(cx, "/"), "class=\"hello\""));
		all = shop_ask(cx, (struct visit){.path = "/search",
					   .query = "q=%7Ehello%7E",
					   .cookie = a->cookie});
		CHECK(strstr(all, "value=\"~hello~\""));
		CHECK(strstr(all, "&lt;Zqa&gt;</p>"));
	}
	t.tone = "none";
	CHECK_OK(profile_told_set(cx, subject, &t));
	CHECK(!strstr(front(cx, a->cookie, "/"), "class=\"hello\""));
}

static void nobody_goes_back_to_anothers_page(struct cx *cx)
{
	static const char *const paths[] = {"/", "/cart", "/search"};
	struct world w;
	struct profile_told t;
	shop_fresh();
	shop_demo(test_dir(cx));
	world_make(cx, &w);
	const struct world_one *a = &w.who[WORLD_AINO];
	const char *subject = profile_key(cx, a->customer);
	CHECK_OK(profile_told_get(cx, subject, &t));
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
			CHECK_STR(
				shop_header(cx, front(cx, a->cookie, paths[i]),
					"Cache-Control"),
				"no-store");
		/* not greeted, but their shelves stand there */
		t.tone = "none";
		CHECK_OK(profile_told_set(cx, subject, &t));
	}
	CHECK_STR(shop_header(cx, front(cx, w.guest, "/"), "Cache-Control"),
		"private, no-cache");
}

int main(void)
{
	if (shop_init() < 0)
		return 1;
	return test_run((const struct test[]){
		{"it grows warmer with each order",
			it_grows_warmer_with_each_order},
		{"they choose name and tone, or none",
			they_choose_name_and_tone_or_none},
		{"birthday is a day of the shop's zone",
			birthday_is_a_day_of_the_shop_s_zone},
		{"words without a name read well",
			words_without_a_name_read_well},
		{"head says it to them alone", head_says_it_to_them_alone},
		{"nobody goes back to another's page",
			nobody_goes_back_to_anothers_page},
		{NULL, NULL},
	});
}
