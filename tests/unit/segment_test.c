/* Who is in a segment, and when that changes; in one file because they share
 * their customers. */
#include "domain/segment.h"

#include <stdlib.h>
#include <string.h>

#include "domain/account_in.h"
#include "domain/address.h"
#include "domain/consent.h"
#include "domain/customer_value.h"
#include "domain/interest.h"
#include "domain/profile.h"
#include "domain/promotion_desk.h"
#include "domain/subscriber.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "tests/orders.h"
#include "tests/value.h"

static void run(struct cx *cx, const char *sql)
{
	CHECK_OK(db_run_script(cx->db, sql));
}

static void buy(
	struct cx *cx, int64_t customer, int64_t days_ago, int64_t unit_minor)
{
	value_order(cx, (struct value_order){.customer = customer,
				.days_ago = days_ago,
				.qty = 1,
				.unit_minor = unit_minor});
}

static int64_t made(struct cx *cx, const char *name,
	const struct segment_rule *rules, size_t n)
{
	struct segment s = {.name = name, .active = true, .n_rules = n};
	for (size_t i = 0; i < n; i++)
		s.rules[i] = rules[i];
	CHECK_OK(segment_save(cx, &s));
	CHECK_OK(segment_refresh(cx, s.id));
	return s.id;
}

static bool is_in(struct cx *cx, int64_t segment, int64_t customer)
{
	bool is = false;
	CHECK_OK(segment_is_member(cx, segment, customer, &is));
	return is;
}

static void all_rules_have_to_hold(struct cx *cx)
{
	int64_t aino = value_customer(cx, "aino");
	int64_t onni = value_customer(cx, "onni");
	int64_t *ids, n;
	size_t count;
	for (int i = 0; i < 3; i++)
		buy(cx, aino, 10 * i, 2000);
	for (int i = 0; i < 3; i++)
		buy(cx, onni, 200 + i, 2000);
	value_night(cx);
	const struct segment_rule rules[] = {
		{SEGMENT_F_ORDERS, "least", 3}, {SEGMENT_F_DAYS, "most", 183}};
	CHECK_OK(segment_count(cx, rules, 2, &n));
	CHECK_INT(n, 1);
	int64_t id = made(cx, "Regulars", rules, 2);
	CHECK(is_in(cx, id, aino));
	CHECK(!is_in(cx, id, onni));
	CHECK(!is_in(cx, id, 0));
	CHECK_OK(segment_of(cx, aino, &ids, &count));
	CHECK_INT(count, 1);
	CHECK_INT(ids[0], id);
	CHECK_OK(segment_of(cx, 0, &ids, &count));
	CHECK_INT(count, 0);
}

static void a_segment_without_rules_cannot_be(struct cx *cx)
{
	struct segment s = {.name = "All", .active = true};
	CHECK_INT(segment_save(cx, &s), ERR_INVALID);
	s.n_rules = 1;
	s.rules[0] = (struct segment_rule){SEGMENT_F_LANGUAGE, "least", 1};
	CHECK_INT(segment_save(cx, &s), ERR_INVALID);
	s.rules[0] = (struct segment_rule){SEGMENT_F_LANGUAGE, "is", 1};
	s.name = "";
	CHECK_INT(segment_save(cx, &s), ERR_INVALID);
}

static void why_tells_each_rule_with_what_they_have(struct cx *cx)
{
	int64_t aino = value_customer(cx, "aino");
	struct segment_why why[SEGMENT_RULES_MAX];
	struct segment s;
	bool all;
	for (int i = 0; i < 7; i++)
		buy(cx, aino, 200 + i, 2000);
	value_night(cx);
	const struct segment_rule rules[] = {
		{SEGMENT_F_ORDERS, "least", 3}, {SEGMENT_F_DAYS, "most", 183}};
	CHECK_OK(segment_get(cx, made(cx, "Regulars", rules, 2), &s));
	CHECK_OK(segment_why(cx, &s, aino, why, &all));
	CHECK(!all);
	CHECK(why[0].holds);
	CHECK_INT(why[0].has, 7);
	CHECK(!why[1].holds);
	CHECK_INT(why[1].has, 200);
}

static void what_is_not_known_fits_no_rule(struct cx *cx)
{
	int64_t aino = value_customer(cx, "aino"); /* no orders */
	value_night(cx);
	const struct segment_rule old[] = {{SEGMENT_F_DAYS, "least", 1}};
	const struct segment_rule low[] = {{SEGMENT_F_MONEY, "most", 5}};
	const struct segment_rule none[] = {{SEGMENT_F_ORDERS, "most", 0}};
	CHECK(!is_in(cx, made(cx, "Old", old, 1), aino));
	CHECK(!is_in(cx, made(cx, "Low", low, 1), aino));
	CHECK(is_in(cx, made(cx, "None", none, 1), aino));
}

static void choices_language_letters_and_groups_count(struct cx *cx)
{
	int64_t aino = value_customer(cx, "aino");
	int64_t onni = value_customer(cx, "onni");
	run(cx, arena_printf(cx->arena,
			"INSERT INTO customer_group (id, name) VALUES (1, 'A');"
			"INSERT INTO category (id, position) VALUES (1, 1), (2, 2);"
			"INSERT INTO interest (id, category) VALUES (5, 1),"
			" (6, 2);"
			"INSERT INTO profile (subject, customer, created_ms,"
			" updated_ms) VALUES ('c%lld', %lld, 1, 1);"
			"INSERT INTO profile_like (subject, interest, at_ms)"
			" VALUES ('c%lld', 5, 1);"
			"UPDATE customer SET locale = 'fi',"
			" customer_group = 1 WHERE id = %lld;"
			"INSERT INTO subscriber (email, email_norm, locale,"
			" state, source, created_ms) VALUES"
			" ('aino@posti.example', 'aino@posti.example', 'fi',"
			" 'active', 'footer', 1)",
			(long long)aino, (long long)aino, (long long)aino,
			(long long)aino));
	const struct segment_rule rules[][1] = {
		{{SEGMENT_F_INTEREST, "is", 5}},
		{{SEGMENT_F_LANGUAGE, "is", segment_language("fi")}},
		{{SEGMENT_F_NEWSLETTER, "is", 1}},
		{{SEGMENT_F_GROUP, "is", 1}},
	};
	for (size_t i = 0; i < 4; i++) {
		struct segment_rule other = rules[i][0];
		int64_t id = made(cx, "Yes", rules[i], 1);
		CHECK(is_in(cx, id, aino));
		CHECK(!is_in(cx, id, onni));
		other.op = "not";
		id = made(cx, "No", &other, 1);
		CHECK(!is_in(cx, id, aino));
		CHECK(is_in(cx, id, onni));
	}
	const struct segment_rule another[] = {{SEGMENT_F_INTEREST, "is", 6}};
	CHECK(!is_in(cx, made(cx, "Another", another, 1), aino));
}

/* The worker's next turn, a second later. */
static void turn(struct cx *cx)
{
	int64_t n;
	cx->now += MS_SECOND;
	CHECK_OK(customer_value_work(cx, 20, &n));
	CHECK_INT(n, 1);
}

static void letters_take_effect_at_once(struct cx *cx)
{
	int64_t aino = value_customer(cx, "aino");
	const struct segment_rule rule = {SEGMENT_F_NEWSLETTER, "is", 1};
	int64_t id = made(cx, "Readers", &rule, 1);
	struct subscriber_wish w = {.customer = aino,
		.on = true,
		.topics = "news offers",
		.locale = "en",
		.words = "Letters, please."};
	bool waits;
	run(cx, "DELETE FROM customer_stale");
	CHECK_OK(subscriber_wish(cx, &w, &waits));
	turn(cx);
	CHECK(is_in(cx, id, aino));
	/* with the link of a letter, nobody logged in */
	run(cx, "UPDATE subscriber SET customer = NULL");
	struct subscriber s;
	CHECK_OK(subscriber_of(cx, aino, &s));
	const char *token = strrchr(subscriber_end_path(cx, s.id), '/') + 1;
	CHECK_OK(subscriber_end(cx, token, "No more.", "mail"));
	turn(cx);
	CHECK(!is_in(cx, id, aino));
}

static void what_an_account_changes_takes_effect_at_once(struct cx *cx)
{
	int64_t aino = value_customer(cx, "aino");
	const struct segment_rule rules[] = {
		{SEGMENT_F_ORDERS, "most", 0},
		{SEGMENT_F_LANGUAGE, "is", segment_language("sv")},
		{SEGMENT_F_GROUP, "is", 1},
		{SEGMENT_F_INTEREST, "is", 5},
	};
	int64_t id[4];
	struct customer_details d = {0};
	const char *likes[] = {"c1"};
	run(cx, "INSERT INTO customer_group (id, name) VALUES (1, 'A');"
		"INSERT INTO category (id, position) VALUES (1, 1);"
		"INSERT INTO interest (id, category) VALUES (5, 1);"
		"INSERT INTO interest_text VALUES (5, 'en', 'Tea');"
		"UPDATE customer SET verified_ms = NULL;"
		"DELETE FROM customer_stale");
	for (size_t i = 0; i < 4; i++)
		id[i] = made(cx, "Some", &rules[i], 1);
	CHECK(!is_in(cx, id[0], aino));
	CHECK_OK(account_own(cx, aino));
	turn(cx);
	CHECK(is_in(cx, id[0], aino));
	CHECK_OK(customer_details_get(cx, aino, &d));
	d.locale = "sv";
	CHECK_OK(customer_details_save(cx, aino, &d));
	turn(cx);
	CHECK(is_in(cx, id[1], aino));
	CHECK_OK(customer_group_set(cx, "aino@posti.example", 1));
	turn(cx);
	CHECK(is_in(cx, id[2], aino));
	CHECK_OK(interest_like(cx, profile_key(cx, aino), 0, likes, 1));
	turn(cx);
	CHECK(is_in(cx, id[3], aino));
	CHECK_OK(profile_drop(cx, profile_key(cx, aino), true));
	turn(cx);
	CHECK(!is_in(cx, id[3], aino));
	CHECK(is_in(cx, id[2], aino));
}

/* What a browser's owner liked is the account's with the login. */
static void a_login_brings_interests_at_once(struct cx *cx)
{
	int64_t aino = value_customer(cx, "aino");
	const char *v = profile_key_visitor(cx, "b"), *likes[] = {"c1"};
	const struct segment_rule rule = {SEGMENT_F_INTEREST, "is", 5};
	run(cx, "INSERT INTO category (id, position) VALUES (1, 1);"
		"INSERT INTO interest (id, category) VALUES (5, 1);"
		"INSERT INTO interest_text VALUES (5, 'en', 'Tea');"
		"DELETE FROM customer_stale");
	int64_t id = made(cx, "Some", &rule, 1);
	CHECK_OK(interest_like(cx, v, 0, likes, 1));
	CHECK_OK(profile_join(cx, v, aino));
	turn(cx);
	CHECK(is_in(cx, id, aino));
}

static void favourites_count_with_what_is_above_them(struct cx *cx)
{
	int64_t aino = value_customer(cx, "aino");
	run(cx, "INSERT INTO category (id, parent, position) VALUES (3, NULL, 1);"
		"INSERT INTO category (id, parent, position) VALUES (2, 3, 1), (4, NULL, 2)");
	run(cx, arena_printf(cx->arena,
			"INSERT INTO customer_value VALUES (%lld, 20261101, 1,"
			" 100, 3, 3, 3, 3, 0, 4, 2, 1)",
			(long long)aino));
	for (int64_t category = 2; category <= 4; category++) {
		const struct segment_rule r = {
			SEGMENT_F_CATEGORY, "is", category};
		CHECK(is_in(cx, made(cx, "Fans", &r, 1), aino));
	}
	const struct segment_rule r = {SEGMENT_F_CATEGORY, "not", 3};
	CHECK(!is_in(cx, made(cx, "Others", &r, 1), aino));
}

static void nobody_who_objected_or_is_not_proved_is_in_one(struct cx *cx)
{
	int64_t aino = value_customer(cx, "aino");
	int64_t onni = value_customer(cx, "onni");
	int64_t uusi = value_customer(cx, "uusi");
	struct consent_subject who = {CONSENT_CUSTOMER,
		arena_printf(cx->arena, "%lld", (long long)aino)};
	run(cx, arena_printf(cx->arena,
			"UPDATE customer SET verified_ms = NULL"
			" WHERE id = %lld",
			(long long)uusi));
	const struct segment_rule rules[] = {{SEGMENT_F_ORDERS, "most", 100}};
	int64_t id = made(cx, "All", rules, 1);
	CHECK(is_in(cx, id, aino) && is_in(cx, id, onni));
	CHECK(!is_in(cx, id, uusi));
	CHECK_OK(consent_set(cx, &who, "history", false, "No.", "web"));
	CHECK(!is_in(cx, id, aino));
	CHECK_OK(segment_refresh(cx, 0));
	CHECK(!is_in(cx, id, aino));
	CHECK(is_in(cx, id, onni));
	struct segment s;
	struct segment_why why[SEGMENT_RULES_MAX];
	bool all;
	CHECK_OK(segment_get(cx, id, &s));
	CHECK_INT(segment_why(cx, &s, aino, why, &all), ERR_NOT_FOUND);
}

static void a_stopped_segment_has_nobody_and_a_used_one_stays(struct cx *cx)
{
	int64_t aino = value_customer(cx, "aino");
	const struct segment_rule rules[] = {{SEGMENT_F_ORDERS, "most", 100}};
	struct segment s;
	CHECK_OK(segment_get(cx, made(cx, "All", rules, 1), &s));
	s.active = false;
	CHECK_OK(segment_save(cx, &s));
	CHECK_OK(segment_refresh(cx, s.id));
	CHECK(!is_in(cx, s.id, aino));
	CHECK_INT(segment_save(cx, &s), ERR_CONFLICT); /* an old revision */
	run(cx, arena_printf(cx->arena,
			"INSERT INTO promotion (id, name, kind, segment)"
			" VALUES (1, 'P', 'percent', %lld)",
			(long long)s.id));
	CHECK_INT(segment_delete(cx, s.id), ERR_CONFLICT);
	run(cx, "DELETE FROM promotion");
	CHECK_OK(segment_delete(cx, s.id));
	CHECK_INT(segment_get(cx, s.id, &s), ERR_NOT_FOUND);
}

static void sizes_say_what_members_come_to(struct cx *cx)
{
	struct segment s;
	struct segment_size size;
	struct money turnover;
	int64_t aino = value_customer(cx, "aino");
	buy(cx, aino, 1, 3000);
	buy(cx, aino, 2, 1000);
	buy(cx, 0, 3, 6000); /* a guest */
	value_night(cx);
	const struct segment_rule rules[] = {{SEGMENT_F_ORDERS, "least", 2}};
	CHECK_OK(segment_get(cx, made(cx, "Twice", rules, 1), &s));
	CHECK_OK(segment_sizes(cx, &s, 1, &size, &turnover));
	CHECK_INT(size.customers, 1);
	CHECK_INT(size.orders, 2);
	CHECK_INT(size.spent.minor, 4000);
	CHECK_INT(turnover.minor, 10000);
}

static void nobody_is_in_a_segment_without_rules(struct cx *cx)
{
	int64_t n = 1;
	value_customer(cx, "aino");
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO segment (id, code, name, created_ms)"
		" VALUES (1, 'a', 'Empty', 1)"));
	CHECK_OK(segment_refresh(cx, 1));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM segment_member"), 0);
	CHECK_OK(segment_count(cx, NULL, 0, &n));
	CHECK_INT(n, 0);
}

static void customers_read_names_in_their_language(struct cx *cx)
{
	const char **names;
	size_t n;
	int64_t aino = value_customer(cx, "aino");
	struct segment s = {.name = "VIP",
		.active = true,
		.texts = {"", "", ""},
		.rules = {{SEGMENT_F_ORDERS, "most", 100}},
		.n_rules = 1};
	s.texts[tr_lang_index("fi")] = "Parhaat";
	CHECK_OK(segment_save(cx, &s));
	CHECK_OK(segment_refresh(cx, s.id));
	cx->locale = "fi";
	CHECK_OK(segment_names(cx, aino, &names, &n));
	CHECK_INT(n, 1);
	CHECK_STR(names[0], "Parhaat");
	cx->locale = "en";
	CHECK_OK(segment_names(cx, aino, &names, &n));
	CHECK_STR(names[0], "VIP");
}

/* What the tables say of one customer and rule, asked one by one. */
static bool naive(struct cx *cx, const struct segment_rule *r, int64_t customer)
{
	const char *field = r->field == SEGMENT_F_ORDERS     ? "orders"
			    : r->field == SEGMENT_F_SPENT    ? "spent_minor"
			    : r->field == SEGMENT_F_MONEY    ? "money"
			    : r->field == SEGMENT_F_DISCOUNT ? "discount_bp"
							     : "recency";
	const char *op = *r->op == 'l' ? ">=" : *r->op == 'm' ? "<=" : "=";
	bool zero = r->field == SEGMENT_F_ORDERS || r->field == SEGMENT_F_SPENT;
	const char *sql = arena_printf(cx->arena,
		"SELECT count(*) FROM customer c LEFT JOIN customer_value v"
		" ON v.customer = c.id WHERE c.id = %lld AND %s%s%s %s %lld",
		(long long)customer, zero ? "coalesce(v." : "v.", field,
		zero ? ", 0)" : "", op, (long long)r->value);
	return test_number(cx, sql) > 0;
}

static void members_are_what_asking_one_by_one_gives(struct cx *cx)
{
	enum { CUSTOMERS = 40, SEGMENTS = 12 };
	static const int fields[] = {SEGMENT_F_ORDERS, SEGMENT_F_SPENT,
		SEGMENT_F_MONEY, SEGMENT_F_DISCOUNT, SEGMENT_F_RECENCY};
	static const int64_t most[] = {5, 20000, 5, 10000, 5};
	int64_t customers[CUSTOMERS], ids[SEGMENTS];
	struct segment_rule rules[SEGMENTS][2];
	const char *text = getenv("PUOTI_SEED");
	unsigned seed = text ? (unsigned)strtoul(text, NULL, 10) : 7;
	printf("# seed %u\n", seed);
	srandom(seed);
	for (int i = 0; i < CUSTOMERS; i++) {
		customers[i] = value_customer(
			cx, arena_printf(cx->arena, "c%d", i));
		for (long k = random() % 5; k > 0; k--)
			buy(cx, customers[i], random() % 300, random() % 6000);
	}
	value_night(cx);
	for (int i = 0; i < SEGMENTS; i++) {
		for (int k = 0; k < 2; k++) {
			long f = random() % 5;
			rules[i][k] = (struct segment_rule){fields[f],
				random() % 2 ? "least" : "most",
				random() % (most[f] + 1)};
		}
		ids[i] = made(cx, "Random", rules[i], 2);
	}
	/* much happens, and is made anew in steps */
	for (int i = 0; i < CUSTOMERS; i += 3)
		buy(cx, customers[i], random() % 20, random() % 9000);
	value_night(cx);
	int n = 0;
	for (int i = 0; i < SEGMENTS; i++)
		for (int k = 0; k < CUSTOMERS; k++) {
			bool want = naive(cx, &rules[i][0], customers[k]) &&
				    naive(cx, &rules[i][1], customers[k]);
			CHECK_INT(is_in(cx, ids[i], customers[k]), want);
			n += want;
		}
	CHECK(n > 0);
}

static void every_proposal_can_be_saved(struct cx *cx)
{
	const struct segment_proposal *p;
	size_t i = 0;
	for (; (p = segment_proposal(i)); i++)
		made(cx, p->name, p->rules, p->n_rules);
	CHECK(i >= 5);
}

static const struct test tests[] = {
	{"all_rules_have_to_hold", all_rules_have_to_hold},
	{"a_segment_without_rules_cannot_be",
		a_segment_without_rules_cannot_be},
	{"why_tells_each_rule_with_what_they_have",
		why_tells_each_rule_with_what_they_have},
	{"what_is_not_known_fits_no_rule", what_is_not_known_fits_no_rule},
	{"choices_language_letters_and_groups_count",
		choices_language_letters_and_groups_count},
	{"letters_take_effect_at_once", letters_take_effect_at_once},
	{"what_an_account_changes_takes_effect_at_once",
		what_an_account_changes_takes_effect_at_once},
	{"a_login_brings_interests_at_once", a_login_brings_interests_at_once},
	{"favourites_count_with_what_is_above_them",
		favourites_count_with_what_is_above_them},
	{"nobody_who_objected_or_is_not_proved_is_in_one",
		nobody_who_objected_or_is_not_proved_is_in_one},
	{"a_stopped_segment_has_nobody_and_a_used_one_stays",
		a_stopped_segment_has_nobody_and_a_used_one_stays},
	{"sizes_say_what_members_come_to", sizes_say_what_members_come_to},
	{"nobody_is_in_a_segment_without_rules",
		nobody_is_in_a_segment_without_rules},
	{"customers_read_names_in_their_language",
		customers_read_names_in_their_language},
	{"members_are_what_asking_one_by_one_gives",
		members_are_what_asking_one_by_one_gives},
	{"every_proposal_can_be_saved", every_proposal_can_be_saved},
	{NULL, NULL},
};

int main(void)
{
	return test_run(tests);
}
