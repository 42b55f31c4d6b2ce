/* Accounts: made, proved, opened, forgotten; and what nobody is told.  In one
 * file because all cases share their helpers. */
#include "tests/admin.h"
#include "tests/orders.h"

#include <string.h>

#include "domain/account.h"
#include "domain/consent.h"
#include "domain/profile.h"
#include "handlers/shop.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/text.h"

static struct conf conf;
static struct visitor visitor;

#define GOOD "lumi on valkoista"

static struct req visit(
	struct cx *cx, const struct param *form, const struct param *path)
{
	struct req r = admin_req(cx, form, path);
	conf = *r.conf;
	r.conf = &conf;
	r.cx.conf = &conf;
	r.staff = NULL;
	r.cx.staff = 0;
	r.remote = "192.0.2.7";
	visitor.id = "visitor-1";
	visitor.id_hash = "s1";
	visitor.cart = "s1";
	visitor.is_new = false;
	r.visitor = &visitor;
	r.path = "/account";
	return r;
}

static struct account_try by(const char *email, const char *password)
{
	return (struct account_try){.email = email,
		.password = password,
		.name = "Aino Korhonen",
		.remote = "192.0.2.7",
		.limits = true};
}

/* The secret of the newest link, as its mail has it. */
static const char *link_mailed(struct cx *cx)
{
	struct account_letter l = {0};
	CHECK_OK(account_link_letter(
		cx, test_number(cx, "SELECT max(id) FROM account_link"), &l));
	return l.token;
}

static void ask(struct cx *cx, const char *email, const char *password)
{
	struct account_try t = by(email, password);
	CHECK_OK(account_register(cx, &t));
}

/* An account whose address is proved; its id. */
static int64_t make(struct cx *cx, const char *email, const char *password)
{
	int64_t id = 0;
	struct account_try t = by(email, password);
	ask(cx, email, password);
	CHECK_OK(account_verify(cx, link_mailed(cx), &t, &id));
	return id;
}

static int log_in(
	struct cx *cx, const struct account_try *t, const char **token)
{
	int64_t id = 0;
	int rc = account_login(cx, t, &id);
	return rc == OK ? account_session_begin(cx, id,
				  &(struct account_browser){.agent = ""}, token)
			: rc;
}

static int64_t mails(struct cx *cx, const char *name)
{
	return test_number(
		cx, arena_printf(cx->arena,
			    "SELECT count(*) FROM outbox WHERE kind = 'mail'"
			    " AND dedupe_key LIKE '%s/%%'",
			    name));
}

static void password_opens_the_account_and_no_other_does(struct cx *cx)
{
	const char *token = "";
	make(cx, "aino@posti.example", GOOD);
	struct account_try t = by("Aino@Posti.example ", GOOD);
	CHECK_OK(log_in(cx, &t, &token));
	int64_t who = 0, group = -1;
	CHECK_OK(account_session(cx, token, &who, &group));
	CHECK_INT(who, test_number(cx, "SELECT id FROM customer"));
	CHECK_INT(group, 0);
	t.password = "lumi on valkoist";
	CHECK_INT(log_in(cx, &t, &token), ERR_DENIED);
	t = by("other@posti.example", GOOD);
	CHECK_INT(log_in(cx, &t, &token), ERR_DENIED);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM credential"
				  " WHERE secret LIKE '$argon2id$%'"),
		1);
}

static void short_common_and_endless_passwords_are_refused(struct cx *cx)
{
	char endless[ACCOUNT_PASSWORD_MAX + 2];
	memset(endless, 'a', sizeof(endless));
	for (size_t i = 0; i + 1 < sizeof(endless); i += 3)
		endless[i] = (char)('b' + i % 20);
	endless[sizeof(endless) - 1] = '\0';
	CHECK(!account_password_ok("lumi on", "a@b.example"));
	CHECK(!account_password_ok("password1", "a@b.example"));
	CHECK(!account_password_ok("a@b.example", "a@b.example"));
	CHECK(!account_password_ok(endless, "a@b.example"));
	endless[ACCOUNT_PASSWORD_MAX] = '\0';
	CHECK(account_password_ok(endless, "a@b.example"));
	struct account_try t = by("aino@posti.example", "lumi on");
	CHECK_INT(account_register(cx, &t), ERR_INVALID);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM customer"), 0);
}

static void earlier_orders_join_when_the_address_is_proved(struct cx *cx)
{
	int64_t id = test_order(cx), customer = 0;
	struct account who;
	struct account_order *orders;
	size_t n;
	ask(cx, "aino.korhonen@posti.example", GOOD);
	CHECK_INT(mails(cx, "account_verify"), 1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM customer"), 0);

	const char *link = link_mailed(cx);
	struct account_try t = by("", GOOD);
	CHECK_OK(account_verify(cx, link, &t, &customer));
	CHECK_OK(account_get(cx, customer, &who));
	CHECK(who.verified);
	CHECK_STR(who.name, "Aino Korhonen");
	CHECK_OK(account_orders(cx, &who, &orders, &n));
	CHECK_INT(n, 1);
	CHECK_INT(orders[0].id, id);
	/* the link works once */
	CHECK_INT(account_verify(cx, link, &t, &customer), ERR_GONE);
}

/* Somebody types a stranger's address and waits for the stranger's click. */
static void clicking_a_link_does_not_open_it_to_another(struct cx *cx)
{
	const char *token = "", *theirs;
	int64_t id = 0;
	test_order(cx);
	ask(cx, "aino.korhonen@posti.example", "the other's words");
	theirs = link_mailed(cx);
	struct account_try t = by("", GOOD);
	CHECK_INT(account_verify(cx, theirs, &t, &id), ERR_DENIED);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM orders"
				  " WHERE customer IS NOT NULL"),
		0);
	/* the owner of the address asks for an account, and gets it */
	id = make(cx, "aino.korhonen@posti.example", GOOD);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM orders"
				  " WHERE customer IS NOT NULL"),
		1);
	/* the other's words open nothing, not by the first link either */
	t = by("aino.korhonen@posti.example", "the other's words");
	CHECK_INT(log_in(cx, &t, &token), ERR_DENIED);
	CHECK_INT(account_verify(cx, theirs, &t, &id), ERR_GONE);
	CHECK_INT(log_in(cx, &t, &token), ERR_DENIED);
}

/* Else logging in at once would tell that the address had no account. */
static void account_begins_with_its_link(struct cx *cx)
{
	const char *token = "";
	struct account_try t = by("aino@posti.example", GOOD);
	ask(cx, t.email, GOOD);
	CHECK_INT(log_in(cx, &t, &token), ERR_DENIED);
	struct account_letter l = {0};
	CHECK_OK(account_link_letter(cx, 1, &l));
	CHECK(!l.taken);
	int64_t id = 0;
	CHECK_OK(account_verify(cx, l.token, &t, &id));
	CHECK_OK(log_in(cx, &t, &token));
	CHECK_OK(account_link_letter(cx, 1, &l));
	/* asked for once more, its owner is told, and it stays as it is */
	ask(cx, t.email, "sataa taas vettä");
	CHECK_OK(account_link_letter(cx, 2, &l));
	CHECK(l.taken);
	CHECK_OK(log_in(cx, &t, &token));
}

static void what_was_typed_goes_with_the_link(struct cx *cx)
{
	int64_t n = 0;
	ask(cx, "aino@posti.example", GOOD);
	CHECK_OK(account_sweep(cx, &n));
	CHECK_INT(n, 0);
	cx->now += 7 * MS_DAY;
	CHECK_OK(account_sweep(cx, &n));
	CHECK_INT(n, 1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM account_link"), 0);
}

static void new_password_ends_all_logins_and_links(struct cx *cx)
{
	const char *old = "", *first, *second;
	int64_t who, group;
	struct account_try t = by("aino@posti.example", GOOD);
	make(cx, t.email, GOOD);
	CHECK_OK(log_in(cx, &t, &old));
	CHECK_OK(account_forgot(cx, &t));
	first = link_mailed(cx);
	CHECK_OK(account_forgot(cx, &t));
	second = link_mailed(cx);
	CHECK(strcmp(first, second) != 0);
	CHECK_INT(account_reset(cx, second, "short"), ERR_INVALID);
	CHECK_OK(account_reset(cx, second, "sataa taas vettä"));
	CHECK_INT(account_session(cx, old, &who, &group), ERR_NOT_FOUND);
	CHECK_INT(account_reset(cx, second, "sataa taas lunta"), ERR_GONE);
	CHECK_INT(account_reset(cx, first, "sataa taas lunta"), ERR_GONE);
	CHECK_INT(log_in(cx, &t, &old), ERR_DENIED);
}

static void links_are_short_lived(struct cx *cx)
{
	struct account_try t = by("aino@posti.example", GOOD);
	make(cx, t.email, GOOD);
	CHECK_OK(account_forgot(cx, &t));
	const char *link = link_mailed(cx);
	CHECK_OK(account_link_ok(cx, "reset", link));
	CHECK_INT(account_link_ok(cx, "verify", link), ERR_GONE);
	cx->now += 2 * MS_HOUR;
	CHECK_INT(account_link_ok(cx, "reset", link), ERR_GONE);
	CHECK_INT(account_reset(cx, link, "sataa taas vettä"), ERR_GONE);
}

static void guessing_passwords_comes_to_an_end(struct cx *cx)
{
	const char *token = "";
	make(cx, "aino@posti.example", GOOD);
	struct account_try t = by("aino@posti.example", "guess");
	for (int i = 0; i < 10; i++)
		CHECK_INT(log_in(cx, &t, &token), ERR_DENIED);
	CHECK_INT(log_in(cx, &t, &token), ERR_TOO_MANY);
	t.password = GOOD;
	CHECK_INT(log_in(cx, &t, &token), ERR_TOO_MANY);
	t.remote = "198.51.100.9"; /* its owner is not kept out */
	CHECK_OK(log_in(cx, &t, &token));
}

static void neighbours_in_ipv6_guess_as_one(struct cx *cx)
{
	const char *token = "";
	make(cx, "aino@posti.example", GOOD);
	struct account_try t = by("aino@posti.example", "guess");
	for (int i = 0; i < 10; i++) {
		t.remote = arena_printf(cx->arena, "2001:db8:1:2::%x", i);
		CHECK_INT(log_in(cx, &t, &token), ERR_DENIED);
	}
	t.remote = "2001:db8:1:2:ffff::1";
	CHECK_INT(log_in(cx, &t, &token), ERR_TOO_MANY);
	t.remote = "2001:db8:1:3::1";
	CHECK_INT(log_in(cx, &t, &token), ERR_DENIED);
}

/* Who is given a business's address by hand has none of its prices. */
static void group_is_of_who_has_proved_the_address(struct cx *cx)
{
	const char *token = "";
	int64_t who, group = -1;
	struct account a;
	make(cx, "buyer@firm.example", GOOD);
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO customer_group (id, name) VALUES (7, 'Trade');"
		"UPDATE customer SET customer_group = 7, verified_ms = NULL"));
	struct account_try t = by("buyer@firm.example", GOOD);
	CHECK_OK(log_in(cx, &t, &token));
	CHECK_OK(account_session(cx, token, &who, &group));
	CHECK_INT(group, 0);
	CHECK_OK(account_get(cx, who, &a));
	CHECK_INT(a.group, 0);
	CHECK_OK(account_link_ask(cx, &t));
	const char *next;
	CHECK_OK(account_link_open(cx, link_mailed(cx), &who, &next));
	CHECK_OK(account_session(cx, token, &who, &group));
	CHECK_INT(group, 7);
}

static void one_address_gets_few_mails(struct cx *cx)
{
	struct account_try t = by("aino@posti.example", GOOD);
	make(cx, t.email, GOOD);
	for (int i = 0; i < 5; i++)
		CHECK_OK(account_forgot(cx, &t));
	CHECK_INT(mails(cx, "account_reset"), 2);
	for (int i = 0; i < 20; i++) {
		t.email = arena_printf(cx->arena, "nobody-%d@posti.example", i);
		account_forgot(cx, &t);
	}
	CHECK_INT(account_forgot(cx, &t), ERR_TOO_MANY);
}

/* Who asks for mails to a stranger's address, as often as may be. */
static void strangers_keep_nobody_from_new_links(struct cx *cx)
{
	struct account_try t = by("aino@posti.example", GOOD);
	make(cx, t.email, GOOD);
	t.remote = "198.51.100.1";
	for (int i = 0; i < 5; i++)
		CHECK_OK(account_register(cx, &t));
	CHECK_INT(mails(cx, "account_verify"), 4); /* with the first */
	t.remote = "192.0.2.7";
	CHECK_OK(account_forgot(cx, &t));
	CHECK_INT(mails(cx, "account_reset"), 1);
	for (int i = 2; i < 20; i++) {
		t.remote = arena_printf(cx->arena, "198.51.100.%d", i);
		CHECK_OK(account_register(cx, &t));
	}
	CHECK_INT(mails(cx, "account_verify"), 11); /* 12 with the other */
	t.known = account_known(cx, t.email); /* a browser that was inside */
	CHECK_OK(account_forgot(cx, &t));
	CHECK_INT(mails(cx, "account_reset"), 2);
}

static void signs_that_become_letters_are_refused(struct cx *cx)
{
	struct account_try t = by("mi\xe2\x84\xaa"
				  "a@posti.example",
		GOOD);
	CHECK_STR(email_norm(cx->arena, t.email), "mika@posti.example");
	CHECK_INT(account_register(cx, &t), ERR_INVALID);
	t.email = "mika@posti.example";
	CHECK_OK(account_register(cx, &t));
}

/* The page with what differs each time cut out: tokens. */
static const char *page_of(struct cx *cx, struct req *r)
{
	char *body = arena_strdup(cx->arena, admin_body(r)), *at = body;
	while ((at = strstr(at, "name=\"token\" value=\"")) != NULL) {
		at += 20;
		while (*at && *at != '"')
			*at++ = '-';
	}
	return body;
}

static void nobody_learns_whether_an_address_has_an_account(struct cx *cx)
{
	const struct param form[] = {{"name", "Aino"},
		{"email", "aino@posti.example"}, {"password", GOOD},
		{NULL, NULL}};
	struct req warm = visit(cx, form, NULL); /* the chrome is kept */
	CHECK_OK(account_login_show(&warm));
	struct req a = visit(cx, form, NULL);
	CHECK_OK(account_register_do(&a));
	CHECK_INT(a.status, 200);
	const char *first = page_of(cx, &a);
	struct req b = visit(cx, form, NULL);
	CHECK_OK(account_register_do(&b));
	CHECK_INT(b.status, 200);
	CHECK_STR(page_of(cx, &b), first);
	CHECK_INT(mails(cx, "account_verify"), 2);
	make(cx, "aino@posti.example", GOOD);

	struct req c = visit(cx, form, NULL);
	CHECK_OK(account_forgot_do(&c));
	const struct param other[] = {
		{"email", "nemo@posti.example"}, {NULL, NULL}};
	struct req d = visit(cx, other, NULL);
	CHECK_OK(account_forgot_do(&d));
	CHECK_INT(c.status, d.status);
	CHECK(admin_shows(&c, "Look for our mail"));
	CHECK(admin_shows(&d, "Look for our mail"));

	const struct param wrong[] = {{"email", "aino@posti.example"},
		{"password", "wrong"}, {NULL, NULL}};
	const struct param none[] = {{"email", "aino@posti.example"},
		{"password", "wrong"}, {NULL, NULL}};
	struct req e = visit(cx, wrong, NULL), f;
	CHECK_OK(account_login_do(&e));
	first = page_of(cx, &e);
	CHECK_OK(db_run_script(cx->db,
		"UPDATE account_link SET customer = NULL;"
		"DELETE FROM credential; DELETE FROM customer_stale;"
		"DELETE FROM profile; DELETE FROM customer"));
	f = visit(cx, none, NULL);
	CHECK_OK(account_login_do(&f));
	CHECK_INT(e.status, 422);
	CHECK_STR(page_of(cx, &f), first);
}

static void login_makes_a_new_visitor_and_brings_the_cart(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	const struct param form[] = {{"email", "aino@posti.example"},
		{"password", GOOD}, {NULL, NULL}};
	make(cx, "aino@posti.example", GOOD);
	test_cart(cx, "s1", mug, 2);
	struct req r = visit(cx, form, NULL);
	CHECK_OK(account_login_do(&r));
	CHECK_INT(r.status, 303);
	CHECK_STR(r.location, "/account");
	CHECK(strcmp(visitor.id, "visitor-1") != 0);
	CHECK(visitor.is_new);
	int64_t units = 0;
	CHECK_OK(cart_count(cx, visitor.cart, &units));
	CHECK_INT(units, 2);
	CHECK_OK(cart_count(cx, visitor.id_hash, &units));
	CHECK_INT(units, 0);
	CHECK_OK(cart_count(cx, "s1", &units));
	CHECK_INT(units, 0);
}

static void guest_gets_an_account_for_one_field(struct cx *cx)
{
	int64_t id = test_order(cx);
	const struct param path[] = {
		{"token", order_token(cx, id)}, {NULL, NULL}};
	struct req r = visit(cx, NULL, path);
	CHECK_OK(order_show(&r));
	CHECK(admin_shows(&r, "Choose a password"));
	const struct param weak[] = {{"password", "short"}, {NULL, NULL}};
	r = visit(cx, weak, path);
	CHECK_OK(account_offer_do(&r));
	CHECK_INT(r.status, 422);
	const struct param form[] = {{"password", GOOD}, {NULL, NULL}};
	r = visit(cx, form, path);
	CHECK_OK(account_offer_do(&r));
	CHECK_INT(r.status, 200);
	CHECK(admin_shows(&r, "Korhonen@Posti.example"));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM account_link"
				  " WHERE name = 'Aino Korhonen'"),
		1);
	/* whoever holds another address of an order gets none */
	const struct param no[] = {{"token", "no-such-order"}, {NULL, NULL}};
	r = visit(cx, form, no);
	CHECK_INT(account_offer_do(&r), ERR_NOT_FOUND);
}

static void known_customer_finds_the_form_filled_in(struct cx *cx)
{
	const char *token = "";
	test_order(cx);
	make(cx, "aino.korhonen@posti.example", GOOD);
	struct account_try t = by("aino.korhonen@posti.example", GOOD);
	CHECK_OK(log_in(cx, &t, &token));
	int64_t mug = test_product(cx, (struct test_product){.slug = "bowl",
					       .name = "Bowl",
					       .sku = "BOWL",
					       .on_hand = 5});
	test_cart(cx, "s1", mug, 1);
	struct req r = visit(cx, NULL, NULL);
	CHECK_OK(account_session(cx, token, &visitor.customer, &visitor.group));
	r.path = "/checkout";
	CHECK_OK(checkout_show(&r));
	CHECK(admin_shows(&r, "korhonen@posti.example\""));
	CHECK(admin_shows(&r, "value=\"Aino Korhonen\""));
	CHECK(admin_shows(&r, "value=\"00890\""));
	visitor.customer = 0;
}

static void logins_end_by_themselves(struct cx *cx)
{
	const char *token = "";
	int64_t who, group;
	struct account_try t = by("aino@posti.example", GOOD);
	make(cx, t.email, GOOD);
	CHECK_OK(log_in(cx, &t, &token));
	for (int day = 0; day < ACCOUNT_SESSION_DAYS; day += 10) {
		CHECK_OK(account_session(cx, token, &who, &group));
		cx->now += 10 * MS_DAY;
	}
	CHECK_INT(account_session(cx, token, &who, &group), ERR_NOT_FOUND);
	CHECK_OK(log_in(cx, &t, &token));
	cx->now += ACCOUNT_IDLE_DAYS * MS_DAY;
	CHECK_INT(account_session(cx, token, &who, &group), ERR_NOT_FOUND);
	CHECK_OK(log_in(cx, &t, &token));
	CHECK_OK(account_logout(cx, token));
	CHECK_INT(account_session(cx, token, &who, &group), ERR_NOT_FOUND);
}

static void what_the_browser_saw_comes_along_but_for_an_objection(struct cx *cx)
{
	struct subject who = {.key = "vabc", .browsing = true};
	const struct param form[] = {{"email", "aino@posti.example"},
		{"password", GOOD}, {NULL, NULL}};
	make(cx, "aino@posti.example", GOOD);
	int64_t id = test_number(cx, "SELECT id FROM customer");
	struct consent_subject aino = {CONSENT_CUSTOMER,
		arena_printf(cx->arena, "%lld", (long long)id)};
	for (int objects = 0; objects < 2; objects++) {
		CHECK_OK(profile_hide(
			cx, who.key, "rail", objects ? "recent" : "again"));
		CHECK_OK(consent_set(
			cx, &aino, "browsing", !objects, "May we?", "web"));
		struct req r = visit(cx, form, NULL);
		r.subject = &who;
		CHECK_OK(account_login_do(&r));
		CHECK_INT(r.status, 303);
		CHECK_INT(test_number(cx, "SELECT count(*) FROM profile_hide"
					  " WHERE subject = 'vabc'"),
			0);
		CHECK_INT(test_number(cx, "SELECT count(*) FROM profile_hide"
					  " WHERE what = 'again'"),
			1);
		CHECK_INT(test_number(cx, "SELECT count(*) FROM profile_hide"
					  " WHERE what = 'recent'"),
			0);
	}
}

int main(void)
{
	return test_run((struct test[]){
		{"password opens the account and no other does",
			password_opens_the_account_and_no_other_does},
		{"short, common and endless passwords are refused",
			short_common_and_endless_passwords_are_refused},
		{"earlier orders join when the address is proved",
			earlier_orders_join_when_the_address_is_proved},
		{"clicking a link does not open it to another",
			clicking_a_link_does_not_open_it_to_another},
		{"account begins with its link", account_begins_with_its_link},
		{"what was typed goes with the link",
			what_was_typed_goes_with_the_link},
		{"new password ends all logins and links",
			new_password_ends_all_logins_and_links},
		{"links are short-lived", links_are_short_lived},
		{"guessing passwords comes to an end",
			guessing_passwords_comes_to_an_end},
		{"neighbours in ipv6 guess as one",
			neighbours_in_ipv6_guess_as_one},
		{"group is of who has proved the address",
			group_is_of_who_has_proved_the_address},
		{"strangers keep nobody from new links",
			strangers_keep_nobody_from_new_links},
		{"signs that become letters are refused",
			signs_that_become_letters_are_refused},
		{"one address gets few mails", one_address_gets_few_mails},
		{"nobody learns whether an address has an account",
			nobody_learns_whether_an_address_has_an_account},
		{"login makes a new visitor and brings the cart",
			login_makes_a_new_visitor_and_brings_the_cart},
		{"guest gets an account for one field",
			guest_gets_an_account_for_one_field},
		{"known customer finds the form filled in",
			known_customer_finds_the_form_filled_in},
		{"what the browser saw comes along, but for an objection",
			what_the_browser_saw_comes_along_but_for_an_objection},
		{"logins end by themselves", logins_end_by_themselves},
		{NULL, NULL},
	});
}
