/* Questions about interests: of the owner, or proposed; asked once. */
#include "domain/interest.h"

#include <inttypes.h>
#include <string.h>

#include "domain/category_desk.h"
#include "domain/profile.h"
#include "domain/profile_interest.h"
#include "domain/profile_told.h"
#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "tests/orders.h"
#include "tests/world.h"

#define ASK "class=\"block ask\""

static int64_t number(struct cx *cx, const char *sql)
{
	return test_number(cx, sql);
}

/* Top categories 901, 902, each with something on sale. */
static void categories(struct cx *cx)
{
	for (int i = 1; i <= 2; i++) {
		int64_t product = 0;
		test_product(cx,
			(struct test_product){
				.slug = arena_printf(cx->arena, "thing-%d", i),
				.on_hand = 9,
				.product = &product});
		CHECK_OK(db_run_script(cx->db,
			arena_printf(cx->arena,
				"INSERT INTO category (id, position)"
				" VALUES (90%d, %d);"
				"INSERT INTO category_text (category, locale,"
				" name) VALUES (90%d, 'en', 'Kind %d');"
				"INSERT INTO slug (kind, locale, slug, target)"
				" VALUES ('category', 'en', 'kind-%d', 90%d);"
				"INSERT INTO product_category (product,"
				" category) VALUES (%" PRId64 ", 90%d)",
				i, i, i, i, i, i, product, i)));
	}
	CHECK_OK(db_run_script(cx->db,
		"DELETE FROM listing_dirty;"
		"INSERT INTO listing_dirty (product) SELECT id FROM product;"
		"UPDATE catalogue_version SET version = version + 1"));
}

static size_t listed(struct cx *cx, struct interest **all)
{
	size_t n = 0;
	CHECK_OK(interest_list(cx, all, &n));
	return n;
}

static void owner_has(struct cx *cx)
{
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO interest (id, question, position, category)"
		" VALUES (1, 1, 1, 901), (2, 3, 1, 902);"
		"INSERT INTO interest_text VALUES (2, 'en', 'Another name');"
		"UPDATE catalogue_version SET version = version + 1"));
}

static void owner_s_questions_come_in_order(struct cx *cx)
{
	struct interest *all;
	int64_t nth;
	shop_fresh();
	categories(cx);
	owner_has(cx);
	CHECK_INT(listed(cx, &all), 2);
	CHECK_STR(all[0].name, "Kind 1");
	CHECK_STR(all[1].name, "Another name");
	CHECK_INT(interest_next(all, 2, 0, &nth), 1);
	CHECK_INT(nth, 1);
	CHECK_INT(interest_next(all, 2, 1, &nth), 3);
	CHECK_INT(nth, 2);
	CHECK_INT(interest_next(all, 2, 3, &nth), 0);
	CHECK_OK(db_run_script(cx->db,
		"UPDATE interest SET active = 0 WHERE id = 1;"
		"UPDATE category SET archived_ms = 1 WHERE id = 902"));
	CHECK_INT(listed(cx, &all), 0); /* put away is not proposed anew */
}

/* Both things are of cast iron, which somebody likes and has looked at. */
static struct subject of_cast_iron(struct cx *cx)
{
	shop_fresh();
	categories(cx);
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO attribute (id, code, kind, facet)"
		" VALUES (70, 'material', 'text', 1);"
		"INSERT INTO attribute_value (id, attribute, code)"
		" VALUES (71, 70, 'castiron');"
		"INSERT INTO attribute_value_text (attribute_value, locale,"
		" name) VALUES (71, 'en', 'Cast iron');"
		"INSERT INTO product_attribute (product, attribute, value,"
		" position) SELECT id, 70, 71, 0 FROM product"
		" ORDER BY id DESC LIMIT 2;"
		"INSERT INTO interest (id, question, attribute_value)"
		" VALUES (1, 1, 71);"
		"INSERT INTO profile (subject, created_ms, updated_ms)"
		" VALUES ('vx', 0, 0);"
		"INSERT INTO profile_like VALUES ('vx', 1, 1);"
		"INSERT INTO profile_item (subject, product, views, viewed_ms,"
		" touched_ms) SELECT 'vx', product, 4, 1700000000000,"
		" 1700000000000 FROM product_attribute"));
	/* enough others that it says something */
	for (int i = 0; i < 8; i++)
		test_product(cx,
			(struct test_product){.slug = arena_printf(cx->arena,
						      "other-%d", i)});
	return (struct subject){
		.key = "vx", .browsing = true, .personal = true};
}

/* Is cast iron an interest: asked, liked, seen in what they did? */
static void check_interest(struct cx *cx, const struct subject *who, int is)
{
	struct interest *all;
	struct profile p;
	struct profile_interest *made;
	size_t n = 0, materials = 0;
	CHECK_INT(listed(cx, &all), is);
	CHECK_OK(profile_load(cx, who, &p));
	CHECK_INT(p.n_likes, is);
	CHECK_INT(p.n, 2);
	CHECK_OK(profile_interests(cx, &p, &made, &n));
	CHECK_INT(n, 2 + is);
	for (size_t i = 0; i < n; i++)
		materials += strcmp(made[i].name, "Cast iron") == 0;
	CHECK_INT(materials, is);
}

static void a_material_is_none_unless_the_owner_says_so(struct cx *cx)
{
	struct subject who = of_cast_iron(cx);
	cx->now = 1700000000000;
	check_interest(cx, &who, 0);
	CHECK_OK(db_run_script(cx->db,
		"UPDATE attribute SET interest = 1 WHERE id = 70;"
		"UPDATE catalogue_version SET version = version + 1"));
	check_interest(cx, &who, 1);
}

static void proposal_becomes_rows_by_the_first_answer(struct cx *cx)
{
	struct interest *all;
	const char *keys[] = {"c902", "c77", "x"};
	shop_fresh();
	categories(cx);
	shop_get(cx, "/");
	CHECK_INT(listed(cx, &all), 2);
	CHECK_STR(all[1].key, "c902");
	CHECK_INT(number(cx, "SELECT count(*) FROM interest"), 0);
	CHECK_OK(interest_like(cx, "vone", 1, keys, 3));
	CHECK_INT(number(cx, "SELECT count(*) FROM interest"), 2);
	CHECK_INT(number(cx, "SELECT i.category FROM profile_like l"
			     " JOIN interest i ON i.id = l.interest"),
		902);
	CHECK_OK(interest_like(cx, "vtwo", 1, keys, 1));
	CHECK_INT(number(cx, "SELECT count(*) FROM interest"), 2);
	/* without a row it would never end by age */
	CHECK_INT(number(cx, "SELECT count(*) FROM profile"), 2);
	CHECK_OK(interest_like(cx, "vone", 1, keys, 0));
	CHECK_INT(number(cx, "SELECT count(*) FROM profile_like"), 1);
}

/* To say that one likes it would be to tell of oneself. */
static void nobody_is_asked_about_sensitive_things(struct cx *cx)
{
	struct interest *all;
	const char *keys[] = {"1", "2", "c901"};
	shop_fresh();
	categories(cx);
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO category (id, position) VALUES (903, 3);"
		"UPDATE category SET parent = 903 WHERE id = 901;"
		"INSERT INTO category (id, position) VALUES (904, 4);"
		"UPDATE catalogue_version SET version = version + 1"));
	owner_has(cx);
	CHECK_OK(interest_like(cx, "vone", 0, keys, 3));
	CHECK_INT(number(cx, "SELECT count(*) FROM profile_like"), 2);
	CHECK_OK(category_set_sensitive(cx, 903, true));
	CHECK_INT(number(cx, "SELECT interest FROM profile_like"), 2);
	CHECK_INT(listed(cx, &all), 1);
	CHECK_STR(all[0].name, "Another name");
	CHECK_OK(interest_like(cx, "vone", 0, keys, 3));
	CHECK_INT(number(cx, "SELECT count(*) FROM profile_like"), 1);
}

static void sensitive_categories_are_not_proposed(struct cx *cx)
{
	struct interest *all;
	shop_fresh();
	categories(cx);
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO category (id, position) VALUES (905, 5);"
		"INSERT INTO category_text (category, locale, name)"
		" VALUES (905, 'en', 'Kind 5');"
		"INSERT INTO slug (kind, locale, slug, target)"
		" VALUES ('category', 'en', 'kind-5', 905);"
		"INSERT INTO product_category (product, category)"
		" SELECT product, 905 FROM product_category LIMIT 1;"
		"DELETE FROM listing_dirty;"
		"INSERT INTO listing_dirty (product) SELECT id FROM product;"
		"UPDATE catalogue_version SET version = version + 1"));
	shop_get(cx, "/");
	CHECK_INT(listed(cx, &all), 3);
	CHECK_OK(category_set_sensitive(cx, 902, true));
	CHECK_INT(listed(cx, &all), 2);
	CHECK_STR(all[0].key, "c901");
	CHECK_STR(all[1].key, "c905");
}

static const char *page(struct cx *cx, const char *cookie, const char *path)
{
	return shop_ask(cx, (struct visit){.path = path, .cookie = cookie});
}

static const char *answer(struct cx *cx, const char *cookie, const char *form)
{
	return shop_ask(cx, (struct visit){.path = "/account/profile",
				    .cookie = cookie,
				    .form = form});
}

static struct world made(struct cx *cx)
{
	struct world w;
	shop_fresh();
	shop_demo(test_dir(cx));
	world_make(cx, &w);
	categories(cx);
	CHECK_OK(setting_set(cx, "personal.holdout", NULL, "0"));
	return w;
}

static void they_are_asked_question_by_question_and_once(struct cx *cx)
{
	struct world w = made(cx);
	const char *aino = w.who[WORLD_AINO].cookie;
	owner_has(cx);
	CHECK(strstr(page(cx, aino, "/"), "Question 1 of 2"));
	CHECK(strstr(page(cx, aino, "/account"), ASK));
	CHECK(!strstr(page(cx, w.guest, "/"), ASK));
	CHECK(!strstr(shop_get(cx, "/"), ASK));
	CHECK_OK(db_run_script(cx->db, "DELETE FROM customer_stale"));
	const char *said = answer(
		cx, aino, "do=like&question=1&like=1&like=99&back=/");
	/* a segment may ask for it: the worker looks again */
	CHECK_INT(number(cx, "SELECT count(*) FROM customer_stale"), 1);
	CHECK_STR(shop_header(cx, said, "Location"), "/");
	CHECK(strstr(page(cx, aino, "/"), "Question 2 of 2"));
	answer(cx, aino, "do=like&question=3&back=/");
	CHECK(!strstr(page(cx, aino, "/"), ASK));
	CHECK(!strstr(page(cx, aino, "/account"), ASK));
	CHECK_INT(number(cx, "SELECT count(*) FROM profile_like"), 1);
	CHECK(strstr(page(cx, aino, "/account/profile"),
		"name=\"like\" value=\"1\" checked"));
	CHECK_INT(shop_status(answer(cx, aino, "do=like&question=9")), 400);
	CHECK_INT(shop_status(answer(cx, aino, "do=like")), 400);
}

static void one_interest_goes_and_comes_back(struct cx *cx)
{
	struct world w = made(cx);
	const char *aino = w.who[WORLD_AINO].cookie;
	owner_has(cx);
	answer(cx, aino, "do=like&question=1&like=1");
	answer(cx, aino, "do=like&question=3&like=2");
	CHECK_INT(number(cx, "SELECT count(*) FROM profile_like"), 2);
	CHECK(strstr(page(cx, aino, "/"), "name=\"unlike\" value=\"1\""));
	CHECK_OK(db_run_script(cx->db, "DELETE FROM customer_stale"));
	const char *said = answer(cx, aino, "unlike=1&back=/");
	CHECK_STR(shop_header(cx, said, "Location"), "/");
	CHECK_INT(number(cx, "SELECT interest FROM profile_like"), 2);
	CHECK_INT(number(cx, "SELECT count(*) FROM customer_stale"), 1);
	CHECK(!strstr(page(cx, aino, "/"), "name=\"unlike\" value=\"1\""));
	answer(cx, aino, "undo=l+1");
	CHECK_INT(number(cx, "SELECT count(*) FROM profile_like"), 2);
	/* what there is not is passed over, what is no number refused */
	CHECK_INT(shop_status(answer(cx, aino, "undo=l+99")), 303);
	CHECK_INT(shop_status(answer(cx, aino, "unlike=x")), 400);
	CHECK_INT(number(cx, "SELECT count(*) FROM profile_like"), 2);
}

static void who_skips_is_not_asked_again(struct cx *cx)
{
	struct world w = made(cx);
	const char *onni = w.who[WORLD_ONNI].cookie;
	owner_has(cx);
	CHECK(strstr(page(cx, onni, "/"), "Question 1 of 2"));
	answer(cx, onni, "do=skip&question=1&like=c901&back=/");
	CHECK(!strstr(page(cx, onni, "/"), ASK));
	CHECK_INT(number(cx, "SELECT count(*) FROM profile_like"), 0);
	CHECK(strstr(page(cx, w.who[WORLD_AINO].cookie, "/"), ASK));
	CHECK_OK(setting_set(cx, "interest.on", NULL, "0"));
	CHECK(!strstr(page(cx, w.who[WORLD_AINO].cookie, "/"), ASK));
}

int main(void)
{
	if (shop_init() < 0)
		return 1;
	return test_run((const struct test[]){
		{"owner's questions come in order",
			owner_s_questions_come_in_order},
		{"a material is none unless the owner says so",
			a_material_is_none_unless_the_owner_says_so},
		{"proposal becomes rows by the first answer",
			proposal_becomes_rows_by_the_first_answer},
		{"nobody is asked about sensitive things",
			nobody_is_asked_about_sensitive_things},
		{"sensitive categories are not proposed",
			sensitive_categories_are_not_proposed},
		{"they are asked question by question, and once",
			they_are_asked_question_by_question_and_once},
		{"one interest goes and comes back",
			one_interest_goes_and_comes_back},
		{"who skips is not asked again", who_skips_is_not_asked_again},
		{NULL, NULL},
	});
}
