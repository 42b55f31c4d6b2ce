/* The demo's made-up customers: who is let in as them, and where. */
#include "tests/account.h"
#include "tests/admin.h"
#include "tests/orders.h"

#include <string.h>

#include "domain/origin.h"
#include "domain/profile.h"
#include "handlers/shop.h"
#include "lib/arena.h"
#include "lib/conf.h"
#include "lib/db.h"

#define AINO "aino@posti.example"

static int64_t made_up(struct cx *cx)
{
	int64_t aino = test_account(cx, AINO);
	CHECK_OK(origin_keep(cx, "demo", "person/aino", "customer", aino, ""));
	return aino;
}

static struct req ask(struct cx *cx, const char *who, bool demo)
{
	struct param *form = ARENA_ARRAY(cx->arena, struct param, 2);
	form[0] = (struct param){"who", who};
	struct req r = test_customer_req(cx, NULL, who ? form : NULL, NULL);
	((struct conf *)r.conf)->demo = demo;
	return r;
}

static int64_t sessions(struct cx *cx)
{
	return test_number(cx, "SELECT count(*) FROM session");
}

static void demo_lets_a_visitor_in_as_a_made_up_customer(struct cx *cx)
{
	int64_t aino = made_up(cx);
	struct req page = ask(cx, NULL, true), r = ask(cx, "aino", true);
	CHECK_OK(account_login_show(&page));
	CHECK(admin_shows(&page, "made-up customers"));
	CHECK(admin_shows(&page, "value=\"aino\""));
	CHECK(!admin_shows(&page, "value=\"otto\"")); /* is not there */
	CHECK_OK(account_demo_do(&r));
	CHECK_STR(r.location, "/");
	CHECK_INT(test_number(cx, "SELECT subject FROM session"), aino);
}

/* Others look at that profile after them. */
static void what_a_visitor_looked_at_stays_their_own(struct cx *cx)
{
	struct subject who = {.key = "vabc", .browsing = true};
	made_up(cx);
	CHECK_OK(profile_hide(cx, who.key, "rail", "recent"));
	struct req r = ask(cx, "aino", true);
	r.subject = &who;
	CHECK_OK(account_demo_do(&r));
	CHECK_INT(sessions(cx), 1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM profile_hide"
				  " WHERE subject = 'vabc'"),
		1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM profile_hide"), 1);
}

static void other_shops_let_nobody_in_so(struct cx *cx)
{
	made_up(cx);
	struct req page = ask(cx, NULL, false), r = ask(cx, "aino", false);
	CHECK_OK(account_login_show(&page));
	CHECK(!admin_shows(&page, "made-up customers"));
	CHECK_INT(account_demo_do(&r), ERR_NOT_FOUND);
	CHECK_INT(sessions(cx), 0);
}

/* Neither by address or number, nor by a name that no demo has made. */
static void nobody_else_is_let_in_without_a_password(struct cx *cx)
{
	static const char *const others[] = {"otto", "vilma", "1",
		"vilma@posti.example", "person/aino", "../shop", "", "AINO"};
	made_up(cx);
	int64_t vilma = test_account(cx, "vilma@posti.example");
	CHECK_OK(
		origin_keep(cx, "demo", "person/vilma", "customer", vilma, ""));
	CHECK_OK(origin_keep(
		cx, "shopify", "person/otto", "customer", vilma, ""));
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		struct req r = ask(cx, others[i], true);
		CHECK_INT(account_demo_do(&r), ERR_NOT_FOUND);
	}
	struct req r = test_customer_req(
		cx, NULL, (const struct param[]){{NULL, NULL}}, NULL);
	((struct conf *)r.conf)->demo = true;
	CHECK_INT(account_demo_do(&r), ERR_NOT_FOUND);
	CHECK_INT(sessions(cx), 0);
}

static void who_has_been_erased_is_offered_no_more(struct cx *cx)
{
	made_up(cx);
	CHECK_OK(db_exec(
		DB_SQL(cx->db, "UPDATE customer SET email = '', email_norm ="
			       " NULL, archived_ms = 1"),
		NULL));
	struct req page = ask(cx, NULL, true), r = ask(cx, "aino", true);
	CHECK_OK(account_login_show(&page));
	CHECK(!admin_shows(&page, "value=\"aino\""));
	CHECK_INT(account_demo_do(&r), ERR_NOT_FOUND);
	CHECK_INT(sessions(cx), 0);
}

int main(void)
{
	return test_run((const struct test[]){
		{"a demo lets a visitor in as a made-up customer",
			demo_lets_a_visitor_in_as_a_made_up_customer},
		{"what a visitor looked at stays their own",
			what_a_visitor_looked_at_stays_their_own},
		{"other shops let nobody in so", other_shops_let_nobody_in_so},
		{"nobody else is let in without a password",
			nobody_else_is_let_in_without_a_password},
		{"who has been erased is offered no more",
			who_has_been_erased_is_offered_no_more},
		{NULL, NULL},
	});
}
