/* Logging in by a link, with a second factor, from which browser; and who is
 * kept out. */
#include "tests/account.h"
#include "tests/admin.h"
#include "tests/orders.h"

#include <string.h>
#include <time.h>

#include "handlers/account.h"
#include "handlers/shop.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "worker/mail.h"
#include "worker/worker.h"

#define AINO "aino@posti.example"

static struct account_try by(const char *email, const char *password)
{
	return (struct account_try){.email = email,
		.password = password,
		.remote = "192.0.2.7",
		.limits = true};
}

static int64_t notices(struct cx *cx, const char *what)
{
	return test_number(
		cx, arena_printf(cx->arena,
			    "SELECT count(*) FROM outbox WHERE kind = 'mail'"
			    " AND dedupe_key LIKE 'account_notice/%%/%s/%%'",
			    what));
}

static void ask_link(struct cx *cx, const char *email)
{
	struct account_try t = by(email, "");
	t.limits = false;
	CHECK_OK(account_link_ask(cx, &t));
}

static int64_t sessions(struct cx *cx)
{
	return test_number(cx, "SELECT count(*) FROM session");
}

static void link_logs_in_once_and_for_a_quarter_of_an_hour(struct cx *cx)
{
	int64_t aino = test_account(cx, AINO), id = 0;
	const char *next = NULL;
	ask_link(cx, "Aino@Posti.example");
	const char *link = test_link(cx);
	CHECK_INT(account_link_ok(cx, "reset", link), ERR_GONE);
	CHECK_OK(account_link_open(cx, link, &id, &next));
	CHECK_INT(id, aino);
	CHECK_INT(account_link_open(cx, link, &id, &next), ERR_GONE);
	ask_link(cx, AINO);
	link = test_link(cx);
	cx->now += 15 * MS_MINUTE - 1;
	CHECK_OK(account_link_ok(cx, "login", link));
	cx->now += 1;
	CHECK_INT(account_link_open(cx, link, &id, &next), ERR_GONE);
}

/* Programs that look through mails open every link. */
static void looking_at_a_link_logs_nobody_in(struct cx *cx)
{
	test_account(cx, AINO);
	ask_link(cx, AINO);
	const struct param path[] = {{"token", test_link(cx)}, {NULL, NULL}};
	const struct param none[] = {{NULL, NULL}};
	struct req r = test_customer_req(cx, NULL, NULL, path);
	CHECK_OK(account_link_open_show(&r));
	CHECK_INT(r.status, 200);
	CHECK(admin_shows(&r, "method=\"post\""));
	CHECK_INT(sessions(cx), 0);
	CHECK(!strstr(r.headers.p ? r.headers.p : "", "puoti-account"));
	r = test_customer_req(cx, NULL, none, path);
	CHECK_OK(account_link_open_do(&r));
	CHECK_INT(r.status, 303);
	CHECK_STR(r.location, "/account");
	CHECK(strstr(r.headers.p, "puoti-account=") != NULL);
	CHECK_INT(sessions(cx), 1);
	r = test_customer_req(cx, NULL, none, path);
	CHECK_OK(account_link_open_do(&r));
	CHECK_INT(r.status, 410);
	CHECK_INT(sessions(cx), 1);
}

static void link_leads_where_they_were_going(struct cx *cx)
{
	test_account(cx, AINO);
	const struct param form[] = {
		{"email", AINO}, {"next", "/checkout"}, {NULL, NULL}};
	struct req r = test_customer_req(cx, NULL, form, NULL);
	CHECK_OK(account_link_do(&r));
	const struct param path[] = {{"token", test_link(cx)}, {NULL, NULL}};
	const struct param none[] = {{NULL, NULL}};
	r = test_customer_req(cx, NULL, none, path);
	CHECK_OK(account_link_open_do(&r));
	CHECK_STR(r.location, "/checkout");
	const struct param away[] = {
		{"email", AINO}, {"next", "//evil.example"}, {NULL, NULL}};
	r = test_customer_req(cx, NULL, away, NULL);
	CHECK_OK(account_link_do(&r));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM account_link"
				  " WHERE next LIKE '%evil%'"),
		0);
}

/* Asks by a form, and answers the link in the mail; where that leads. */
static const char *asked_and_mailed(
	struct cx *cx, int (*ask)(struct req *), int (*answer)(struct req *))
{
	const struct param form[] = {{"email", "new@posti.example"},
		{"name", "Onni"}, {"password", TEST_PASSWORD},
		{"next", "/checkout"}, {NULL, NULL}};
	struct req r = test_customer_req(cx, NULL, form, NULL);
	CHECK_OK(ask(&r));
	CHECK_INT(r.status, 200);
	const struct param path[] = {{"token", test_link(cx)}, {NULL, NULL}};
	const struct param mine[] = {
		{"password", TEST_PASSWORD}, {"next", ""}, {NULL, NULL}};
	r = test_customer_req(cx, NULL, mine, path);
	CHECK_OK(answer(&r));
	CHECK_INT(r.status, 303);
	return r.location;
}

static void new_customers_go_on_where_they_were_going(struct cx *cx)
{
	CHECK_STR(asked_and_mailed(cx, account_register_do, account_verify_do),
		"/checkout");
	CHECK_STR(asked_and_mailed(cx, account_forgot_do, account_reset_do),
		"/account/login?next=%2Fcheckout");
}

static void ways_in_take_along_where_they_were_going(struct cx *cx)
{
	const struct param query[] = {{"next", "/checkout"}, {NULL, NULL}};
	struct req r = test_customer_req(cx, NULL, NULL, NULL);
	r.query = query;
	CHECK_OK(account_login_show(&r));
	CHECK(strstr(r.out->p, "/account/register?next=%2Fcheckout\"") != NULL);
	CHECK(strstr(r.out->p, "/account/forgot?next=%2Fcheckout\"") != NULL);
	CHECK(strstr(r.out->p, "/account/link?next=%2Fcheckout\"") != NULL);
}

/* The rows that one request writes: links, jobs, counts. */
static int64_t rows(struct cx *cx)
{
	return test_number(cx, "SELECT (SELECT count(*) FROM account_link)"
			       " + 1000 * (SELECT count(*) FROM outbox)"
			       " + 1000000 * (SELECT sum(n) FROM attempt)");
}

static int ask_new(struct cx *cx, const struct account_try *t)
{
	return account_register(cx, t);
}

static void any_address_takes_the_same_steps(struct cx *cx)
{
	static int (*const asks[])(struct cx *, const struct account_try *) = {
		account_link_ask, account_forgot, ask_new};
	test_account(cx, AINO);
	for (size_t i = 0; i < sizeof(asks) / sizeof(*asks); i++) {
		struct account_try known = by(AINO, TEST_PASSWORD);
		struct account_try other = by(
			"nobody@posti.example", TEST_PASSWORD);
		CHECK_OK(db_run_script(cx->db, "DELETE FROM attempt"));
		CHECK_OK(account_link_ask(cx, &other)); /* a count is there */
		int64_t before = rows(cx);
		CHECK_OK(asks[i](cx, &known));
		int64_t of_known = rows(cx) - before;
		before = rows(cx);
		CHECK_OK(asks[i](cx, &other));
		CHECK_INT(rows(cx) - before, of_known);
	}
}

static void nobody_gets_no_letter(struct cx *cx)
{
	struct account_letter l = {0};
	ask_link(cx, "nobody@posti.example");
	CHECK_INT(account_link_letter(cx, 1, &l), ERR_GONE);
	struct worker w = {.cx = *cx};
	const struct job job = {.kind = "mail",
		.key = "k",
		.payload = "{\"mail\":\"account_login\",\"link\":1}"};
	struct mail m;
	const char *problem = NULL;
	static struct conf conf;
	w.conf = &conf;
	conf.base_url = "https://shop.example";
	CHECK_INT(mail_render(&w, &job, &m, &problem), ERR_GONE);
	CHECK_OK(job_mail(&w, &job, &problem));
}

/* ---- a second factor ---- */

static void totp_on(struct cx *cx, int ready)
{
	CHECK_OK(db_run_script(cx->db,
		arena_printf(cx->arena,
			"INSERT INTO credential (customer, kind, secret,"
			" created_ms, ready) SELECT id, 'totp', 'x', 1, %d"
			" FROM customer",
			ready)));
}

static void no_way_in_goes_round_the_second_factor(struct cx *cx)
{
	test_account(cx, AINO);
	totp_on(cx, 1);
	const struct param form[] = {{"email", AINO},
		{"password", TEST_PASSWORD}, {"next", "/checkout"},
		{NULL, NULL}};
	struct req r = test_customer_req(cx, NULL, form, NULL);
	CHECK_OK(account_login_do(&r));
	CHECK_STR(r.location, "/account/code?next=%2Fcheckout");
	CHECK(!strstr(r.headers.p, "puoti-account"));
	CHECK(strstr(r.headers.p, "puoti-step=") != NULL);

	ask_link(cx, AINO);
	const struct param path[] = {{"token", test_link(cx)}, {NULL, NULL}};
	const struct param none[] = {{NULL, NULL}};
	r = test_customer_req(cx, NULL, none, path);
	CHECK_OK(account_link_open_do(&r));
	CHECK_STR(r.location, "/account/code");

	/* a reset gives another password and no login */
	struct account_try t = by(AINO, "");
	CHECK_OK(account_forgot(cx, &t));
	CHECK_OK(account_reset(cx, test_link(cx), "sataa taas vettä"));
	CHECK_INT(sessions(cx), 0);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM credential"
				  " WHERE kind = 'totp' AND ready = 1"),
		1);
}

static void factor_not_yet_proved_is_not_asked_for(struct cx *cx)
{
	int64_t id = test_account(cx, AINO);
	bool wanted = true;
	totp_on(cx, 0);
	CHECK_OK(account_second(cx, id, &wanted));
	CHECK(!wanted);
}

/* ---- browsers ---- */

static void browser_has_a_name_that_people_know(struct cx *cx)
{
	static const struct {
		const char *header, *name;
	} some[] = {
		{"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 "
		 "Firefox/140.0",
			"Firefox, Linux"},
		{"Mozilla/5.0 (Windows NT 10.0; Win64; x64) "
		 "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
		 "Safari/537.36 Edg/140.0.0.0",
			"Edge, Windows"},
		{"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 "
		 "(KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
			"Chrome, Android"},
		{"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) "
		 "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 "
		 "Mobile/15E148 Safari/604.1",
			"Safari, iPhone"},
		{"<script>", ""},
		{"", ""},
	};
	for (size_t i = 0; i < sizeof(some) / sizeof(*some); i++)
		CHECK_STR(
			account_agent(cx->arena, some[i].header), some[i].name);
	CHECK_STR(account_agent(cx->arena, NULL), "");
}

static void owner_hears_of_a_new_browser(struct cx *cx)
{
	int64_t id = test_account(cx, AINO);
	const char *token = "";
	test_login(cx, id, "Firefox, Linux");
	CHECK_INT(notices(cx, "login"), 0); /* the very first */
	struct account_browser b = {.agent = "Safari, Mac"};
	CHECK_OK(account_session_begin(cx, id, &b, &token));
	CHECK_INT(notices(cx, "login"), 1);
	b.known = account_known(cx, AINO);
	CHECK_OK(account_session_begin(cx, id, &b, &token));
	CHECK_INT(notices(cx, "login"), 1);
	b.known = account_known(cx, "onni@posti.example");
	CHECK_OK(account_session_begin(cx, id, &b, &token));
	CHECK_INT(notices(cx, "login"), 2);
}

/* ---- limits ---- */

static int64_t now_us(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void limit_comes_before_the_hash(struct cx *cx)
{
	enum { REFUSED = 20 };
	int64_t id = 0, began, hashed, refused;
	test_account(cx, AINO);
	struct account_try t = by(AINO, "guess");
	began = now_us();
	for (int i = 0; i < 10; i++)
		CHECK_INT(account_login(cx, &t, &id), ERR_DENIED);
	hashed = (now_us() - began) / 10;
	began = now_us();
	for (int i = 0; i < REFUSED; i++)
		CHECK_INT(account_login(cx, &t, &id), ERR_TOO_MANY);
	refused = (now_us() - began) / REFUSED;
	printf("# a try %lld us, a refused one %lld us\n", (long long)hashed,
		(long long)refused);
	CHECK(refused * 4 < hashed);
}

static void fill(struct cx *cx, const char *email)
{
	int64_t id = 0;
	for (int net = 0; net < 5; net++)
		for (int i = 0; i < 10; i++) {
			struct account_try t = by(email, "guess");
			t.remote = arena_printf(
				cx->arena, "198.51.100.%d", net);
			CHECK_INT(account_login(cx, &t, &id), ERR_DENIED);
		}
}

static void strangers_do_not_keep_out_a_browser_that_was_inside(struct cx *cx)
{
	int64_t id = 0;
	test_account(cx, AINO);
	fill(cx, AINO);
	struct account_try t = by(AINO, TEST_PASSWORD);
	CHECK_INT(account_login(cx, &t, &id), ERR_TOO_MANY);
	t.known = account_known(cx, "onni@posti.example");
	CHECK_INT(account_login(cx, &t, &id), ERR_TOO_MANY);
	t.known = account_known(cx, AINO);
	CHECK_OK(account_login(cx, &t, &id));
	/* which is no way to guess without end */
	t.password = "guess";
	for (int i = 0; i < 10; i++)
		CHECK_INT(account_login(cx, &t, &id), ERR_DENIED);
	CHECK_INT(account_login(cx, &t, &id), ERR_TOO_MANY);
}

static void nobody_is_locked_out_for_good(struct cx *cx)
{
	int64_t id = 0;
	test_account(cx, AINO);
	fill(cx, AINO);
	struct account_try t = by(AINO, TEST_PASSWORD);
	CHECK_INT(account_login(cx, &t, &id), ERR_TOO_MANY);
	cx->now += 15 * MS_MINUTE;
	CHECK_OK(account_login(cx, &t, &id));
}

int main(void)
{
	return test_run((struct test[]){
		{"link logs in once, and for a quarter of an hour",
			link_logs_in_once_and_for_a_quarter_of_an_hour},
		{"looking at a link logs nobody in",
			looking_at_a_link_logs_nobody_in},
		{"link leads where they were going",
			link_leads_where_they_were_going},
		{"new customers go on where they were going",
			new_customers_go_on_where_they_were_going},
		{"ways in take along where they were going",
			ways_in_take_along_where_they_were_going},
		{"any address takes the same steps",
			any_address_takes_the_same_steps},
		{"nobody gets no letter", nobody_gets_no_letter},
		{"no way in goes round the second factor",
			no_way_in_goes_round_the_second_factor},
		{"factor not yet proved is not asked for",
			factor_not_yet_proved_is_not_asked_for},
		{"browser has a name that people know",
			browser_has_a_name_that_people_know},
		{"owner hears of a new browser", owner_hears_of_a_new_browser},
		{"limit comes before the hash", limit_comes_before_the_hash},
		{"strangers do not keep out a browser that was inside",
			strangers_do_not_keep_out_a_browser_that_was_inside},
		{"nobody is locked out for good",
			nobody_is_locked_out_for_good},
		{NULL, NULL},
	});
}
