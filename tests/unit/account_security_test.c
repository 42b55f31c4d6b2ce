/* What customers change of their way in: password, address, logins; in one file
 * because each begins with the same customer who is logged in. */
#include "tests/account.h"
#include "tests/admin.h"
#include "tests/orders.h"

#include <string.h>

#include "domain/passkey.h"
#include "handlers/account.h"
#include "handlers/shop.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"

#define AINO  "aino@posti.example"
#define OTHER "korhonen@posti.example"

static const struct param nothing[] = {{NULL, NULL}};

static bool alive(struct cx *cx, const char *token)
{
	int64_t who, group;
	return account_session(cx, token, &who, &group) == OK;
}

static int login(struct cx *cx, const char *email, const char *password)
{
	int64_t id;
	struct account_try t = {.email = email, .password = password};
	return account_login(cx, &t, &id);
}

/* The token in the cookie that was set. */
static const char *given(struct req *r)
{
	const char *at = r->headers.p ? strstr(r->headers.p, "puoti-account=")
				      : NULL;
	return at ? arena_strndup(r->cx.arena, at + 14, strcspn(at + 14, ";"))
		  : "";
}

static int64_t mails(struct cx *cx, const char *like)
{
	return test_number(
		cx, arena_printf(cx->arena,
			    "SELECT count(*) FROM outbox WHERE payload LIKE"
			    " '%s'",
			    like));
}

/* ---- logins ---- */

static void logins_are_listed_and_ended(struct cx *cx)
{
	int64_t aino = test_account(cx, AINO);
	const char *here = test_login(cx, aino, "Firefox, Linux"),
		   *phone = test_login(cx, aino, "Safari, iPhone");
	struct req r = test_customer_req(cx, here, NULL, NULL);
	CHECK_OK(account_security_show(&r));
	CHECK(admin_shows(&r, "Firefox, Linux"));
	CHECK(admin_shows(&r, "Safari, iPhone"));
	CHECK(admin_shows(&r, "This one"));
	/* nothing on the page opens or names a session */
	CHECK(!admin_shows(&r, here) && !admin_shows(&r, phone));
	CHECK(!admin_shows(&r, crypt_sha256_str(cx->arena, phone)));
	struct account_session_row *rows;
	size_t n;
	CHECK_OK(account_sessions(cx, aino, here, &rows, &n));
	CHECK_INT(n, 2);
	const char *handle = rows[rows[0].here ? 1 : 0].handle;
	const struct param form[] = {{"session", handle}, {NULL, NULL}};
	r = test_customer_req(cx, here, form, NULL);
	CHECK_OK(account_sessions_do(&r));
	CHECK_INT(r.status, 303);
	CHECK(alive(cx, here));
	CHECK(!alive(cx, phone));
}

static void nobody_ends_the_login_of_another(struct cx *cx)
{
	int64_t aino = test_account(cx, AINO),
		onni = test_account(cx, "onni@posti.example");
	const char *mine = test_login(cx, aino, ""),
		   *other = test_login(cx, onni, "");
	struct account_session_row *rows;
	size_t n;
	CHECK_OK(account_sessions(cx, onni, other, &rows, &n));
	CHECK_INT(account_session_end(cx, aino, rows[0].handle), ERR_NOT_FOUND);
	CHECK_INT(account_session_end(
			  cx, aino, crypt_sha256_str(cx->arena, other)),
		ERR_NOT_FOUND);
	CHECK_OK(account_others_end(cx, aino, mine));
	CHECK(alive(cx, mine));
	CHECK(alive(cx, other));
}

static void all_others_end_with_their_links(struct cx *cx)
{
	int64_t aino = test_account(cx, AINO);
	const char *here = test_login(cx, aino, ""),
		   *phone = test_login(cx, aino, ""), *step = "";
	struct account_try t = {.email = AINO};
	CHECK_OK(account_link_ask(cx, &t));
	const char *link = test_link(cx);
	CHECK_OK(account_step_add(cx, "second", aino, "", &step));
	struct req r = test_customer_req(cx, here, nothing, NULL);
	CHECK_OK(account_sessions_do(&r));
	CHECK(alive(cx, here));
	CHECK(!alive(cx, phone));
	CHECK_INT(account_link_ok(cx, "login", link), ERR_GONE);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM login_step"), 0);
}

static void old_logins_steps_and_links_are_swept(struct cx *cx)
{
	int64_t aino = test_account(cx, AINO), n = 0;
	const char *step = "";
	test_login(cx, aino, "");
	CHECK_OK(account_step_add(cx, "second", aino, "", &step));
	CHECK_OK(account_sweep(cx, &n)); /* the link that began the account */
	CHECK_INT(n, 1);
	cx->now += ACCOUNT_IDLE_DAYS * MS_DAY;
	CHECK_OK(account_sweep(cx, &n));
	CHECK_INT(n, 2);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM session"), 0);
}

/* ---- password ---- */

static struct req password_post(
	struct cx *cx, const char *token, const char *old, const char *fresh)
{
	struct param *form = ARENA_ARRAY(cx->arena, struct param, 3);
	form[0] = (struct param){"old", old};
	form[1] = (struct param){"password", fresh};
	form[2] = (struct param){NULL, NULL};
	return test_customer_req(cx, token, form, NULL);
}

static void new_password_wants_the_old_one(struct cx *cx)
{
	int64_t aino = test_account(cx, AINO);
	const char *here = test_login(cx, aino, "");
	struct req r = password_post(cx, here, "wrong words", "a third phrase");
	CHECK_OK(account_password_do(&r));
	CHECK_INT(r.status, 422);
	CHECK(admin_shows(&r, "The current password is wrong."));
	r = password_post(cx, here, TEST_PASSWORD, "password1");
	CHECK_OK(account_password_do(&r));
	CHECK_INT(r.status, 422);
	CHECK_OK(login(cx, AINO, TEST_PASSWORD));
}

static void new_password_ends_other_logins_and_renews_this(struct cx *cx)
{
	int64_t aino = test_account(cx, AINO);
	const char *here = test_login(cx, aino, ""),
		   *phone = test_login(cx, aino, "");
	struct req r = password_post(cx, here, TEST_PASSWORD, "a third phrase");
	CHECK_OK(account_password_do(&r));
	CHECK_INT(r.status, 303);
	CHECK_STR(r.location, "/account/security");
	CHECK(!alive(cx, here));
	CHECK(!alive(cx, phone));
	CHECK(alive(cx, given(&r)));
	CHECK(strcmp(r.visitor->id, "visitor-1") != 0);
	CHECK_INT(login(cx, AINO, TEST_PASSWORD), ERR_DENIED);
	CHECK_OK(login(cx, AINO, "a third phrase"));
	CHECK_INT(mails(cx, "%\"what\":\"password\"%"), 1);
}

static void who_has_no_password_proves_otherwise_who_they_are(struct cx *cx)
{
	int64_t aino = test_account(cx, AINO);
	CHECK_OK(db_run_script(cx->db, "DELETE FROM credential"));
	const char *here = test_login(cx, aino, "");
	cx->now += ACCOUNT_STRONG_MINUTES * MS_MINUTE;
	struct req r = password_post(cx, here, "", "a third phrase");
	CHECK_OK(account_password_do(&r));
	CHECK_STR(r.location,
		"/account/confirm?next=%2Faccount%2Fsecurity%2Fpassword");
	CHECK_INT(login(cx, AINO, "a third phrase"), ERR_DENIED);
	r = test_customer_req(cx, here, nothing, NULL);
	CHECK_OK(account_confirm_do(&r));
	CHECK(admin_shows(&r, "Look for our mail"));
	CHECK_OK(account_link_ok(cx, "login", test_link(cx)));
	here = test_login(cx, aino, "");
	r = password_post(cx, here, "", "a third phrase");
	CHECK_OK(account_password_do(&r));
	CHECK_INT(r.status, 303);
	CHECK_OK(login(cx, AINO, "a third phrase"));
}

static void password_goes_and_mailed_links_are_left(struct cx *cx)
{
	int64_t aino = test_account(cx, AINO);
	const char *here = test_login(cx, aino, ""),
		   *phone = test_login(cx, aino, "");
	bool has = false;
	cx->now += ACCOUNT_STRONG_MINUTES * MS_MINUTE;
	struct req r = test_customer_req(cx, here, nothing, NULL);
	CHECK_OK(account_password_remove_do(&r));
	CHECK_STR(r.location, "/account/confirm?next=%2Faccount%2Fsecurity"
			      "%2Fpassword%2Fremove");
	CHECK_OK(login(cx, AINO, TEST_PASSWORD));
	here = test_login(cx, aino, "");
	r = test_customer_req(cx, here, NULL, NULL);
	CHECK_OK(account_password_remove_show(&r));
	CHECK(admin_shows(&r, "by a link that we mail to " AINO));
	r = test_customer_req(cx, here, nothing, NULL);
	CHECK_OK(account_password_remove_do(&r));
	CHECK_STR(r.location, "/account/security");
	CHECK(!alive(cx, phone));
	CHECK(alive(cx, given(&r)));
	CHECK_INT(login(cx, AINO, TEST_PASSWORD), ERR_DENIED);
	CHECK_OK(account_link_ask(cx, &(struct account_try){.email = AINO}));
	CHECK_OK(account_link_ok(cx, "login", test_link(cx)));
	CHECK_INT(mails(cx, "%\"what\":\"password_removed\"%"), 1);
	CHECK_INT(account_password_remove(cx, aino), ERR_NOT_FOUND);
	/* and again one */
	CHECK_OK(account_password_set(cx, aino, "a third phrase"));
	CHECK_OK(account_has_password(cx, aino, &has));
	CHECK(has);
}

/* An address that was never proved is no way in. */
static void last_way_in_stays(struct cx *cx)
{
	struct passkey *keys;
	size_t n = 0;
	int64_t aino = test_account(cx, AINO);
	CHECK_OK(db_run_script(
		cx->db, "UPDATE customer SET verified_ms = NULL"));
	CHECK_INT(account_password_remove(cx, aino), ERR_CONFLICT);
	CHECK_OK(login(cx, AINO, TEST_PASSWORD));
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO credential (customer, kind, key_id, secret,"
		" created_ms) SELECT id, 'passkey', 'k', 's', 1 FROM customer"));
	CHECK_OK(account_password_remove(cx, aino));
	CHECK_OK(passkey_list(cx, aino, &keys, &n));
	CHECK_INT(n, 1);
	CHECK_INT(passkey_remove(cx, aino, keys[0].id), ERR_CONFLICT);
	CHECK_OK(db_run_script(cx->db, "UPDATE customer SET verified_ms = 1"));
	CHECK_OK(passkey_remove(cx, aino, keys[0].id));
}

static void password_is_asked_for_again_after_a_while(struct cx *cx)
{
	const char *here = test_login(cx, test_account(cx, AINO), "");
	const struct param wrong[] = {{"password", "wrong"},
		{"next", "/account/security"}, {NULL, NULL}};
	const struct param right[] = {{"password", TEST_PASSWORD},
		{"next", "/account/security"}, {NULL, NULL}};
	bool ok = false;
	struct req r = test_customer_req(cx, here, NULL, NULL);
	CHECK_OK(account_strong(&r, "/account", &ok));
	CHECK(ok);
	cx->now += ACCOUNT_STRONG_MINUTES * MS_MINUTE;
	r = test_customer_req(cx, here, NULL, NULL);
	CHECK_OK(account_strong(&r, "/account", &ok));
	CHECK(!ok);
	CHECK_STR(r.location, "/account/confirm?next=%2Faccount");
	r = test_customer_req(cx, here, wrong, NULL);
	CHECK_OK(account_confirm_do(&r));
	CHECK_INT(r.status, 422);
	r = test_customer_req(cx, here, right, NULL);
	CHECK_OK(account_confirm_do(&r));
	CHECK_STR(r.location, "/account/security");
	CHECK_OK(account_strong(&r, "/account", &ok));
	CHECK(ok);
}

/* ---- address ---- */

static struct req email_post(
	struct cx *cx, const char *token, const char *email)
{
	struct param *form = ARENA_ARRAY(cx->arena, struct param, 2);
	form[0] = (struct param){"email", email};
	form[1] = (struct param){NULL, NULL};
	return test_customer_req(cx, token, form, NULL);
}

static struct req email_open(struct cx *cx, const char *token, const char *link)
{
	struct param *path = ARENA_ARRAY(cx->arena, struct param, 2);
	path[0] = (struct param){"token", link};
	path[1] = (struct param){NULL, NULL};
	return test_customer_req(cx, token, nothing, path);
}

static void another_address_wants_the_password_again(struct cx *cx)
{
	const char *here = test_login(cx, test_account(cx, AINO), "");
	cx->now += ACCOUNT_STRONG_MINUTES * MS_MINUTE;
	struct req r = email_post(cx, here, OTHER);
	CHECK_OK(account_email_do(&r));
	CHECK_STR(r.location,
		"/account/confirm?next=%2Faccount%2Fsecurity%2Femail");
	r = test_customer_req(cx, here, NULL, NULL);
	CHECK_OK(account_email_show(&r));
	CHECK_INT(r.status, 303);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM account_link"
				  " WHERE kind = 'email'"),
		0);
}

static void address_changes_when_its_link_is_opened(struct cx *cx)
{
	test_order(cx); /* of Korhonen@Posti.example's */
	CHECK_OK(db_run_script(cx->db,
		"UPDATE orders SET email_norm = 'korhonen@posti.example'"));
	int64_t aino = test_account(cx, AINO);
	const char *here = test_login(cx, aino, ""),
		   *phone = test_login(cx, aino, "");
	struct req r = email_post(cx, here, OTHER);
	CHECK_OK(account_email_do(&r));
	CHECK_INT(r.status, 200);
	CHECK_INT(mails(cx, "%\"what\":\"email_asked\"%"), 1);
	const char *link = test_link(cx);
	CHECK_OK(login(cx, AINO, TEST_PASSWORD));
	CHECK_INT(login(cx, OTHER, TEST_PASSWORD), ERR_DENIED);

	r = email_open(cx, here, link);
	CHECK_OK(account_email_link_do(&r));
	CHECK_INT(r.status, 303);
	CHECK_INT(login(cx, AINO, TEST_PASSWORD), ERR_DENIED);
	CHECK_OK(login(cx, OTHER, TEST_PASSWORD));
	CHECK(!alive(cx, here) && !alive(cx, phone));
	CHECK(alive(cx, given(&r)));
	CHECK_INT(test_number(cx, "SELECT customer FROM orders"), aino);
	/* who they were is told, there and nowhere else */
	struct account_letter l = {0};
	CHECK_INT(mails(cx, "%\"what\":\"email\",\"link\":%"), 1);
	CHECK_OK(account_link_letter(
		cx, test_number(cx, "SELECT max(id) FROM account_link"), &l));
	CHECK_STR(l.email, AINO);
	r = email_open(cx, given(&r), link);
	CHECK_OK(account_email_link_do(&r));
	CHECK_INT(r.status, 410);
}

static void orders_of_the_address_that_was_left_stay(struct cx *cx)
{
	int64_t aino = test_account(cx, AINO);
	const char *here = test_login(cx, aino, "");
	test_order(cx); /* as a guest, later than the account */
	CHECK_OK(db_run_script(cx->db,
		"UPDATE orders SET email_norm = (SELECT email_norm"
		" FROM customer)"));
	struct req r = email_post(cx, here, OTHER);
	CHECK_OK(account_email_do(&r));
	CHECK_INT(
		test_number(cx, "SELECT coalesce(customer, 0) FROM orders"), 0);
	r = email_open(cx, here, test_link(cx));
	CHECK_OK(account_email_link_do(&r));
	CHECK_INT(test_number(cx, "SELECT customer FROM orders"), aino);
}

/* Else a slip of the keyboard would give the account to a stranger. */
static void link_of_an_address_opens_for_its_customer_alone(struct cx *cx)
{
	int64_t aino = test_account(cx, AINO),
		onni = test_account(cx, "onni@posti.example");
	const char *here = test_login(cx, aino, ""),
		   *other = test_login(cx, onni, "");
	struct req r = email_post(cx, here, OTHER);
	CHECK_OK(account_email_do(&r));
	const char *link = test_link(cx);
	const char *const tokens[] = {NULL, other};
	for (size_t i = 0; i < 2; i++) {
		r = email_open(cx, tokens[i], link);
		CHECK_OK(account_email_link_do(&r));
		CHECK_INT(r.status, 403);
		CHECK(admin_shows(&r, "Log in first"));
	}
	CHECK_INT(test_number(cx, "SELECT count(*) FROM customer WHERE"
				  " email_norm = 'korhonen@posti.example'"),
		0);
	r = email_open(cx, here, link);
	CHECK_OK(account_email_link_do(&r));
	CHECK_INT(r.status, 303);
}

static void taken_address_is_told_by_mail_alone(struct cx *cx)
{
	const char *here = test_login(cx, test_account(cx, AINO), "");
	test_account(cx, "onni@posti.example");
	struct req r = email_post(cx, here, "onni@posti.example");
	CHECK_OK(account_email_do(&r));
	CHECK_INT(r.status, 200);
	CHECK(admin_shows(&r, "Look for our mail"));
	/* the letter holds no link; were it guessed, it would change nothing */
	r = email_open(cx, here, test_link(cx));
	CHECK_OK(account_email_link_do(&r));
	CHECK_INT(r.status, 410);
	CHECK_OK(login(cx, AINO, TEST_PASSWORD));
	CHECK_OK(login(cx, "onni@posti.example", TEST_PASSWORD));
}

int main(void)
{
	return test_run((struct test[]){
		{"logins are listed and ended", logins_are_listed_and_ended},
		{"nobody ends the login of another",
			nobody_ends_the_login_of_another},
		{"all others end with their links",
			all_others_end_with_their_links},
		{"old logins, steps and links are swept",
			old_logins_steps_and_links_are_swept},
		{"new password wants the old one",
			new_password_wants_the_old_one},
		{"new password ends other logins and renews this",
			new_password_ends_other_logins_and_renews_this},
		{"who has no password proves otherwise who they are",
			who_has_no_password_proves_otherwise_who_they_are},
		{"password goes and mailed links are left",
			password_goes_and_mailed_links_are_left},
		{"last way in stays", last_way_in_stays},
		{"password is asked for again after a while",
			password_is_asked_for_again_after_a_while},
		{"another address wants the password again",
			another_address_wants_the_password_again},
		{"address changes when its link is opened",
			address_changes_when_its_link_is_opened},
		{"orders of the address that was left stay",
			orders_of_the_address_that_was_left_stay},
		{"link of an address opens for its customer alone",
			link_of_an_address_opens_for_its_customer_alone},
		{"taken address is told by mail alone",
			taken_address_is_told_by_mail_alone},
		{NULL, NULL},
	});
}
