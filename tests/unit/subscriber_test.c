/* Letters: nobody gets them who did not ask and prove it, and whoever ends
 * them has ended them.  In one file because all cases share their helpers. */
#include "domain/subscriber.h"

#include <string.h>

#include "domain/account.h"
#include "domain/consent.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/db.h"
#include "lib/mail.h"
#include "handlers/admin/admin.h"
#include "tests/admin.h"
#include "tests/orders.h"
#include "tests/shop.h"
#include "worker/worker.h"

#define AINO  "aino@posti.example"
#define WORDS "Send me letters"

static const struct conf conf = {
	.base_url = "https://shop.example", .root_lang = "en"};

static int ask(struct cx *cx, const char *email, const char *source)
{
	return subscriber_ask(cx, &(struct subscriber_ask){.email = email,
					  .topics = "offers news",
					  .source = source});
}

/* The token at the end of a path. */
static const char *token_of(const char *path)
{
	return strrchr(path, '/') + 1;
}

static struct subscriber row_of(struct cx *cx, const char *email)
{
	struct subscriber_view view = {.find = email, .limit = 10};
	struct subscriber *rows = NULL;
	size_t n = 0;
	int64_t total = 0;
	CHECK_OK(subscriber_list(cx, &view, &rows, &n, &total));
	CHECK_INT(n, 1);
	return n ? rows[0] : (struct subscriber){.state = "", .topics = ""};
}

static const char *confirm_token_of(struct cx *cx, const char *email)
{
	struct subscriber s = row_of(cx, email);
	return token_of(subscriber_confirm_path(cx, &s));
}

static const char *end_token_of(struct cx *cx, const char *email)
{
	return token_of(subscriber_end_path(cx, row_of(cx, email).id));
}

static int64_t mails(struct cx *cx, const char *name)
{
	return test_number(
		cx, arena_printf(cx->arena,
			    "SELECT count(*) FROM outbox WHERE kind = 'mail'"
			    " AND payload LIKE '%%\"%s\"%%'",
			    name));
}

static void activate(struct cx *cx, const char *email)
{
	struct subscriber s;
	CHECK_OK(ask(cx, email, "footer"));
	CHECK_OK(
		subscriber_confirm(cx, confirm_token_of(cx, email), WORDS, &s));
}

static bool allowed(struct cx *cx, const char *email)
{
	struct consent_subject who = {CONSENT_EMAIL, email};
	struct consent_row row;
	return consent_get(cx, &who, "newsletter", &row) == OK && row.granted;
}

static int64_t account(struct cx *cx, const char *email, bool verified)
{
	CHECK_OK(db_run_script(
		cx->db, arena_printf(cx->arena,
				"INSERT INTO customer (email, email_norm, name,"
				" locale, created_ms, verified_ms)"
				" VALUES ('%s', '%s', 'Aino', 'en', 1, %s)",
				email, email, verified ? "1" : "NULL")));
	return test_number(cx, "SELECT max(id) FROM customer");
}

static void letters_begin_with_the_click_in_the_mail(struct cx *cx)
{
	struct subscriber s;
	CHECK_OK(ask(cx, " Aino@Posti.example ", "footer"));
	CHECK_STR(row_of(cx, AINO).state, "asked");
	CHECK_STR(row_of(cx, AINO).topics, "news offers");
	CHECK_INT(mails(cx, "letters_confirm"), 1);
	CHECK(!allowed(cx, AINO));
	const char *token = confirm_token_of(cx, AINO);
	CHECK_OK(subscriber_by_confirm(cx, token, &s));
	CHECK_STR(row_of(cx, AINO).state, "asked"); /* looking is no click */
	CHECK_OK(subscriber_confirm(cx, token, WORDS, &s));
	CHECK_STR(row_of(cx, AINO).state, "active");
	CHECK(allowed(cx, AINO));
	CHECK_INT(mails(cx, "letters_welcome"), 1);
	CHECK_OK(subscriber_confirm(cx, token, WORDS, &s)); /* twice */
	CHECK_INT(mails(cx, "letters_welcome"), 1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM consent"), 1);
}

static void links_die_after_a_week_and_with_the_next_asking(struct cx *cx)
{
	struct subscriber s;
	CHECK_OK(ask(cx, AINO, "footer"));
	const char *first = confirm_token_of(cx, AINO);
	cx->now += MS_DAY;
	CHECK_OK(ask(cx, AINO, "footer"));
	CHECK_INT(subscriber_confirm(cx, first, WORDS, &s), ERR_GONE);
	const char *second = confirm_token_of(cx, AINO);
	cx->now += SUBSCRIBER_DAYS * MS_DAY;
	CHECK_INT(subscriber_by_confirm(cx, second, &s), ERR_GONE);
	CHECK_INT(subscriber_confirm(cx, second, WORDS, &s), ERR_GONE);
	CHECK_STR(row_of(cx, AINO).state, "asked");
	CHECK_INT(subscriber_confirm(cx, "nonsense", WORDS, &s), ERR_GONE);
	CHECK(!allowed(cx, AINO));
}

static void whoever_never_clicked_is_forgotten(struct cx *cx)
{
	int64_t n = 0;
	activate(cx, "other@posti.example");
	activate(cx, "gone@posti.example");
	CHECK_OK(subscriber_end(
		cx, end_token_of(cx, "gone@posti.example"), "No", "web"));
	cx->now += MS_DAY;
	CHECK_OK(ask(cx, AINO, "footer"));
	CHECK_OK(ask(cx, "gone@posti.example", "footer"));
	cx->now += SUBSCRIBER_DAYS * MS_DAY - 1;
	CHECK_OK(subscriber_expire(cx, &n));
	CHECK_INT(n, 0);
	cx->now += 1;
	CHECK_OK(subscriber_expire(cx, &n));
	CHECK_INT(n, 2);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM subscriber"), 2);
	CHECK_STR(row_of(cx, "other@posti.example").state, "active");
	/* that they ended them once is not forgotten */
	CHECK_STR(row_of(cx, "gone@posti.example").state, "ended");
}

static void ending_holds_for_the_shop_too(struct cx *cx)
{
	struct subscriber s;
	activate(cx, AINO);
	const char *confirm = confirm_token_of(cx, AINO);
	const char *end = end_token_of(cx, AINO);
	CHECK_OK(subscriber_end(cx, end, "No more", "mail"));
	CHECK_STR(row_of(cx, AINO).state, "ended");
	CHECK(!allowed(cx, AINO));
	CHECK_OK(subscriber_end(cx, end, "No more", "mail")); /* twice */
	CHECK_INT(test_number(cx, "SELECT count(*) FROM consent"
				  " WHERE granted = 0 AND channel = 'mail'"),
		1);
	CHECK_INT(subscriber_confirm(cx, confirm, WORDS, &s), ERR_GONE);
	CHECK_INT(ask(cx, AINO, "staff"), ERR_CONFLICT);
	/* also once their row has gone: the answer is kept without address */
	CHECK_OK(db_run_script(cx->db, "DELETE FROM subscriber"));
	CHECK_INT(ask(cx, AINO, "staff"), ERR_CONFLICT);
	CHECK_OK(ask(cx, AINO, "footer")); /* they themselves may */
	CHECK_STR(row_of(cx, AINO).state, "asked");
	CHECK(!allowed(cx, AINO));
	CHECK_INT(subscriber_end(cx, "nonsense", "No", "web"), ERR_NOT_FOUND);
}

static void who_gets_letters_is_told_so_by_mail_alone(struct cx *cx)
{
	activate(cx, AINO);
	CHECK_OK(ask(cx, AINO, "footer"));
	CHECK_INT(mails(cx, "letters_known"), 1);
	CHECK_INT(mails(cx, "letters_confirm"), 1);
	CHECK_STR(row_of(cx, AINO).state, "active");
	CHECK_OK(ask(cx, AINO, "checkout"));
	CHECK_INT(mails(cx, "letters_known"), 1);
}

static void one_address_gets_few_mails(struct cx *cx)
{
	struct subscriber_ask a = {.email = AINO,
		.topics = "news",
		.source = "footer",
		.remote = "192.0.2.7"};
	for (int i = 0; i < 6; i++) {
		cx->now += 1;
		CHECK_OK(subscriber_ask(cx, &a));
	}
	CHECK_INT(mails(cx, "letters_confirm"), 3);
	int rc = OK;
	for (int i = 0; i < 40 && rc == OK; i++) {
		a.email = arena_printf(cx->arena, "a%d@posti.example", i);
		rc = subscriber_ask(cx, &a);
	}
	CHECK_INT(rc, ERR_TOO_MANY);
	a.remote = "192.0.2.8";
	CHECK_OK(subscriber_ask(cx, &a));
}

static void nonsense_is_no_wish(struct cx *cx)
{
	struct subscriber_ask a = {
		.email = AINO, .topics = "spam", .source = "footer"};
	CHECK_INT(subscriber_ask(cx, &a), ERR_INVALID);
	CHECK_INT(ask(cx, "aino", "footer"), ERR_INVALID);
	CHECK_STR(subscriber_topics_clean(cx->arena, "offers x news offers"),
		"news offers");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM subscriber"), 0);
}

static void proved_account_needs_no_second_mail(struct cx *cx)
{
	struct subscriber s;
	bool waits = true;
	int64_t me = account(cx, AINO, true);
	struct subscriber_wish w = {.customer = me,
		.on = true,
		.topics = "offers",
		.locale = "fi",
		.words = WORDS};
	CHECK_INT(subscriber_of(cx, me, &s), ERR_NOT_FOUND);
	CHECK_OK(subscriber_wish(cx, &w, &waits));
	CHECK(!waits);
	CHECK_OK(subscriber_of(cx, me, &s));
	CHECK_STR(s.state, "active");
	CHECK_STR(s.locale, "fi");
	CHECK_STR(s.topics, "offers");
	CHECK_INT(s.customer, me);
	CHECK(allowed(cx, AINO));
	w.topics = "news offers";
	CHECK_OK(subscriber_wish(cx, &w, &waits));
	CHECK_STR(row_of(cx, AINO).topics, "news offers");
	CHECK_INT(mails(cx, "letters_welcome"), 1);
	w.on = false;
	CHECK_OK(subscriber_wish(cx, &w, &waits));
	CHECK_STR(row_of(cx, AINO).state, "ended");
	CHECK(!allowed(cx, AINO));
}

/* Whoever types another's address into a new account learns and changes
 * nothing. */
static void unproved_account_sees_and_moves_nothing(struct cx *cx)
{
	struct subscriber s;
	bool waits = false;
	activate(cx, AINO);
	int64_t evil = account(cx, AINO, false);
	CHECK_INT(subscriber_of(cx, evil, &s), ERR_NOT_FOUND);
	struct subscriber_wish w = {.customer = evil,
		.on = true,
		.topics = "offers",
		.locale = "sv",
		.words = WORDS};
	CHECK_OK(subscriber_wish(cx, &w, &waits));
	CHECK(waits);
	w.on = false;
	CHECK_OK(subscriber_wish(cx, &w, &waits));
	CHECK_OK(subscriber_object(cx, evil, "No"));
	CHECK_STR(row_of(cx, AINO).state, "active");
	CHECK_STR(row_of(cx, AINO).topics, "news offers");
	CHECK_INT(row_of(cx, AINO).customer, 0);
}

static void objection_ends_all_marketing(struct cx *cx)
{
	int64_t me = account(cx, AINO, true);
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 0});
	activate(cx, AINO);
	CHECK_OK(db_run_script(cx->db,
		arena_printf(cx->arena,
			"INSERT INTO alert (kind, variant, email, email_norm,"
			" locale, state, created_ms) VALUES ('stock', %lld,"
			" '" AINO "', '" AINO "', 'en', 'active', 1)",
			(long long)mug)));
	CHECK_OK(subscriber_object(cx, me, "No marketing"));
	CHECK_STR(row_of(cx, AINO).state, "ended");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM alert"
				  " WHERE state = 'ended'"),
		1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM consent"
				  " WHERE subject_kind = 'customer'"
				  " AND granted = 0"),
		2);
	CHECK_INT(ask(cx, AINO, "staff"), ERR_CONFLICT);
}

static void row_follows_another_address(struct cx *cx)
{
	int64_t me = account(cx, AINO, true);
	activate(cx, AINO);
	CHECK_OK(subscriber_move(cx, me, AINO, "New@Posti.example"));
	CHECK_STR(row_of(cx, "new@posti.example").email, "New@Posti.example");
	CHECK_STR(row_of(cx, "new@posti.example").state, "active");
	CHECK(allowed(cx, "new@posti.example"));
	CHECK_OK(subscriber_move(cx, me, "nobody@posti.example", AINO));
	/* the other address had ended its own: the person's state counts */
	activate(cx, "third@posti.example");
	CHECK_OK(subscriber_end(
		cx, end_token_of(cx, "third@posti.example"), "No", "web"));
	CHECK_OK(subscriber_move(
		cx, me, "new@posti.example", "third@posti.example"));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM subscriber"), 1);
	CHECK_STR(row_of(cx, "third@posti.example").state, "active");
}

static void letters_go_to_the_accounts_new_address(struct cx *cx)
{
	int64_t me = account(cx, AINO, true);
	struct account_try t = {
		.email = "later@posti.example", .remote = "192.0.2.7"};
	struct account_letter l = {0};
	activate(cx, AINO);
	CHECK_OK(account_email_ask(cx, me, &t));
	CHECK_OK(account_link_letter(
		cx, test_number(cx, "SELECT max(id) FROM account_link"), &l));
	CHECK_STR(row_of(cx, AINO).state, "active"); /* nothing yet */
	CHECK_OK(account_email_change(cx, l.token, me));
	CHECK_STR(row_of(cx, "later@posti.example").state, "active");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM subscriber"), 1);
}

static void erased_person_leaves_no_row(struct cx *cx)
{
	int64_t me = account(cx, AINO, true);
	activate(cx, AINO);
	activate(cx, "other@posti.example");
	CHECK_OK(subscriber_forget(cx, me, AINO));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM subscriber"), 1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM consent"), 1);
	CHECK(allowed(cx, "other@posti.example"));
}

static void owner_finds_and_counts_them(struct cx *cx)
{
	struct subscriber *rows;
	struct subscriber_count *counts;
	size_t n;
	int64_t total;
	activate(cx, AINO);
	CHECK_OK(subscriber_ask(
		cx, &(struct subscriber_ask){.email = "b@posti.example",
			    .topics = "offers",
			    .source = "staff",
			    .locale = "sv"}));
	struct subscriber_view v = {.topic = "news", .limit = 10};
	CHECK_OK(subscriber_list(cx, &v, &rows, &n, &total));
	CHECK_INT(total, 1);
	CHECK_STR(rows[0].email, AINO);
	v = (struct subscriber_view){
		.state = "asked", .locale = "sv", .limit = 10};
	CHECK_OK(subscriber_list(cx, &v, &rows, &n, &total));
	CHECK_INT(n, 1);
	v = (struct subscriber_view){.find = "%", .limit = 10};
	CHECK_OK(subscriber_list(cx, &v, &rows, &n, &total));
	CHECK_INT(n, 0);
	CHECK_OK(subscriber_counts(cx, &counts, &n));
	CHECK_INT(n, 2);
	cx->staff = 1;
	CHECK_OK(subscriber_end_by_staff(
		cx, row_of(cx, AINO).id, "Told us by telephone"));
	CHECK_STR(row_of(cx, AINO).state, "ended");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM consent"
				  " WHERE channel = 'staff' AND granted = 0"),
		1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM audit"
				  " WHERE entity = 'subscriber'"),
		2); /* asked, ended */
}

static struct mail letter(struct cx *cx, const char *name)
{
	struct worker w = {.cx = *cx, .conf = &conf};
	struct job job = {.kind = "mail",
		.key = "k",
		.payload = arena_printf(cx->arena,
			"{\"mail\":\"%s\",\"subscriber\":%lld}", name,
			(long long)row_of(cx, AINO).id)};
	struct mail m = {0};
	const char *problem = "";
	CHECK_OK(mail_render(&w, &job, &m, &problem));
	return m;
}

static void letters_end_by_one_click_and_the_question_does_not(struct cx *cx)
{
	CHECK_OK(ask(cx, AINO, "footer"));
	struct mail m = letter(cx, "letters_confirm");
	struct subscriber s = row_of(cx, AINO);
	CHECK_STR(m.to, "aino@posti.example");
	CHECK(m.unsubscribe == NULL);
	CHECK(strstr(m.text, arena_printf(cx->arena, "https://shop.example%s",
				     subscriber_confirm_path(cx, &s))) != NULL);
	CHECK_OK(subscriber_confirm(cx, confirm_token_of(cx, AINO), WORDS, &s));
	m = letter(cx, "letters_welcome");
	CHECK_STR(
		m.unsubscribe, arena_printf(cx->arena, "https://shop.example%s",
				       subscriber_end_path(cx, s.id)));
	CHECK(m.unsubscribe && strstr(m.text, m.unsubscribe));
	CHECK_STR(letter(cx, "letters_known").unsubscribe, m.unsubscribe);
}

/* RFC 8058: the mail program posts without a cookie or a token of ours. */
static void one_click_works_without_a_session(struct cx *cx)
{
	shop_fresh();
	activate(cx, AINO);
	const char *path = subscriber_end_path(cx, row_of(cx, AINO).id);
	CHECK_INT(shop_status(shop_get(cx, path)), 200);
	CHECK_STR(
		row_of(cx, AINO).state, "active"); /* a look changes nothing */
	const char *answer = shop_ask(cx,
		(struct visit){.path = path,
			.cookie =
				"puoti=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
			.form = "List-Unsubscribe=One-Click"});
	CHECK_INT(shop_status(answer), 200);
	CHECK_STR(row_of(cx, AINO).state, "ended");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM consent"
				  " WHERE channel = 'mail' AND granted = 0"),
		1);
	CHECK_INT(shop_status(shop_get(cx, "/letters/end/none")), 404);
}

static void page_says_the_same_of_any_address(struct cx *cx)
{
	static const char form[] = "email=aino@posti.example&topic=news";
	shop_fresh();
	const char *cookie = shop_cookie(cx);
	struct visit v = {.path = "/letters", .cookie = cookie, .form = form};
	const char *first = strstr(shop_ask(cx, v), "<main");
	struct subscriber s;
	CHECK_OK(subscriber_confirm(cx, confirm_token_of(cx, AINO), WORDS, &s));
	const char *second = strstr(shop_ask(cx, v), "<main");
	CHECK(first && strstr(first, "Look for our mail"));
	CHECK_STR(second, first);
	v.form = "email=aino@posti.example";
	const char *page = shop_ask(cx, v);
	CHECK_INT(shop_status(page), 422);
	CHECK(strstr(page, "href=\"#topic\"") != NULL);
	CHECK(strstr(page, " checked") == NULL);
}

static void confirming_page_waits_for_its_button(struct cx *cx)
{
	shop_fresh();
	CHECK_OK(ask(cx, AINO, "footer"));
	const char *cookie = shop_cookie(cx);
	const char *path = arena_printf(
		cx->arena, "/letters/%s", confirm_token_of(cx, AINO));
	const char *page = shop_get(cx, path);
	CHECK(strstr(page, "Yes, send me letters") != NULL);
	CHECK_STR(shop_header(cx, page, "Referrer-Policy"), "no-referrer");
	CHECK_STR(row_of(cx, AINO).state, "asked");
	page = shop_ask(cx,
		(struct visit){.path = path, .cookie = cookie, .form = "x=1"});
	CHECK_INT(shop_status(page), 200);
	CHECK_STR(row_of(cx, AINO).state, "active");
	CHECK_INT(shop_status(shop_get(cx, "/letters/none")), 410);
}

/* ---- the owner's pages ---- */

static void list_file_and_log_are_there_for_the_owner(struct cx *cx)
{
	activate(cx, AINO);
	CHECK_OK(ask(cx, "waits@posti.example", "footer"));
	struct req r = admin_req(cx, NULL, NULL);
	CHECK_OK(admin_subscribers(&r));
	CHECK(admin_shows(&r, AINO));
	CHECK(admin_shows(&r, "waits@posti.example"));

	r = admin_req(cx, NULL, NULL);
	CHECK_OK(admin_subscribers_file(&r));
	CHECK(admin_shows(&r, AINO ",en,news offers,2026-11-23T10:40:00"));
	CHECK(admin_shows(&r, subscriber_end_path(cx, row_of(cx, AINO).id)));
	CHECK(!admin_shows(&r, "waits@"));

	const struct param one[] = {
		{"id", arena_printf(cx->arena, "%lld",
			       (long long)row_of(cx, AINO).id)},
		{NULL, NULL}};
	r = admin_req(cx, NULL, one);
	CHECK_OK(admin_subscriber(&r));
	CHECK(admin_shows(&r, "“" WORDS "”"));
	const struct param none[] = {{NULL, NULL}};
	r = admin_req(cx, none, one);
	CHECK_OK(admin_subscriber_end(&r));
	CHECK_STR(row_of(cx, AINO).state, "ended");
}

static void owner_can_only_ask_never_subscribe(struct cx *cx)
{
	const struct param form[] = {
		{"email", AINO}, {"locale", "sv"}, {NULL, NULL}};
	struct req r = admin_req(cx, form, NULL);
	CHECK_OK(admin_subscriber_add(&r));
	CHECK_INT(r.status, 303);
	CHECK_STR(row_of(cx, AINO).state, "asked");
	CHECK_STR(row_of(cx, AINO).locale, "sv");
	struct subscriber s;
	CHECK_OK(subscriber_confirm(cx, confirm_token_of(cx, AINO), WORDS, &s));
	CHECK_OK(subscriber_end(cx, end_token_of(cx, AINO), "No", "web"));
	r = admin_req(cx, form, NULL);
	CHECK_OK(admin_subscriber_add(&r));
	CHECK_INT(r.status, 422);
	CHECK_STR(row_of(cx, AINO).state, "ended");
}

/* Sheets take a cell that begins with = for something to calculate. */
static void file_holds_no_formula(struct cx *cx)
{
	activate(cx, "=1+1@posti.example");
	struct req r = admin_req(cx, NULL, NULL);
	CHECK_OK(admin_subscribers_file(&r));
	CHECK(admin_shows(&r, "\n'=1+1@posti.example,"));
}

static void old_link_ends_nobody_elses(struct cx *cx)
{
	struct subscriber s;
	activate(cx, AINO);
	const char *end = end_token_of(cx, AINO);
	CHECK_OK(subscriber_forget(cx, 0, AINO));
	activate(cx, "liisa@posti.example");
	CHECK_INT(subscriber_by_end(cx, end, &s), ERR_NOT_FOUND);
}

int main(void)
{
	if (shop_init())
		return 1;
	return test_run((struct test[]){
		{"letters begin with the click in the mail",
			letters_begin_with_the_click_in_the_mail},
		{"links die after a week and with the next asking",
			links_die_after_a_week_and_with_the_next_asking},
		{"whoever never clicked is forgotten",
			whoever_never_clicked_is_forgotten},
		{"ending holds for the shop too",
			ending_holds_for_the_shop_too},
		{"who gets letters is told so by mail alone",
			who_gets_letters_is_told_so_by_mail_alone},
		{"one address gets few mails", one_address_gets_few_mails},
		{"nonsense is no wish", nonsense_is_no_wish},
		{"proved account needs no second mail",
			proved_account_needs_no_second_mail},
		{"unproved account sees and moves nothing",
			unproved_account_sees_and_moves_nothing},
		{"objection ends all marketing", objection_ends_all_marketing},
		{"row follows another address", row_follows_another_address},
		{"letters go to the account's new address",
			letters_go_to_the_accounts_new_address},
		{"erased person leaves no row", erased_person_leaves_no_row},
		{"owner finds and counts them", owner_finds_and_counts_them},
		{"letters end by one click, and the question does not",
			letters_end_by_one_click_and_the_question_does_not},
		{"one click works without a session",
			one_click_works_without_a_session},
		{"page says the same of any address",
			page_says_the_same_of_any_address},
		{"confirming page waits for its button",
			confirming_page_waits_for_its_button},
		{"list, file and log are there for the owner",
			list_file_and_log_are_there_for_the_owner},
		{"owner can only ask, never subscribe",
			owner_can_only_ask_never_subscribe},
		{"file holds no formula", file_holds_no_formula},
		{"old link ends nobody else's", old_link_ends_nobody_elses},
		{NULL, NULL},
	});
}
