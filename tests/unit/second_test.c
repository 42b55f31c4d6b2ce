/* The second factor: one-time codes and recovery codes, each once, and how
 * often one may be wrong. */
#include "tests/orders.h"
#include "tests/test.h"

#include <stdbool.h>
#include <string.h>

#include "domain/account.h"
#include "domain/account_second.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/totp.h"

enum { AINO = 7, EINO = 8 };

static struct bytes secret;
static const char *known; /* by what the browser is, when it was inside */
static int64_t again_ms;
static const char *codes[RECOVERY_CODES];

static void customers(struct cx *cx)
{
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO customer (id, email, email_norm, locale,"
		" verified_ms, created_ms) VALUES"
		" (7, 'aino@posti.example', 'aino@posti.example', 'en', 1, 1),"
		" (8, 'eino@posti.example', 'eino@posti.example', 'en', 1, 1)"));
}

static const char *code_now(struct cx *cx)
{
	return totp_code(cx->arena, secret, cx->now / TOTP_STEP_MS);
}

/* Aino has an app that shows codes. */
static void turned_on(struct cx *cx)
{
	struct second s;
	known = NULL;
	customers(cx);
	CHECK_OK(second_begin(cx, AINO));
	CHECK_OK(second_get(cx, AINO, &s));
	CHECK(s.waiting);
	secret = s.secret;
	CHECK_OK(second_turn_on(cx, AINO, code_now(cx), codes));
	cx->now += TOTP_STEP_MS; /* that code was used */
}

static const char *step_of(struct cx *cx, int64_t customer)
{
	const char *token = "";
	CHECK_OK(account_step_add(cx, "second", customer, "", &token));
	return token;
}

static int tried(struct cx *cx, const char *step, const char *code)
{
	int64_t who = 0;
	int rc = second_check(cx, step, code, known, &who, &again_ms);
	if (rc == OK)
		CHECK_INT(who, AINO);
	return rc;
}

static int64_t mails(struct cx *cx, const char *what)
{
	return test_number(
		cx, arena_printf(cx->arena,
			    "SELECT count(*) FROM outbox WHERE payload LIKE"
			    " '%%account_notice%%%s%%'",
			    what));
}

static void codes_are_asked_for_once_the_first_was_right(struct cx *cx)
{
	bool wanted = true;
	struct second s;
	customers(cx);
	CHECK_OK(second_begin(cx, AINO));
	CHECK_OK(account_second(cx, AINO, &wanted));
	CHECK(!wanted);
	CHECK_OK(second_get(cx, AINO, &s));
	secret = s.secret;
	CHECK_INT(second_turn_on(cx, AINO, "000000", codes), ERR_DENIED);
	CHECK_OK(account_second(cx, AINO, &wanted));
	CHECK(!wanted);
	CHECK_OK(second_turn_on(cx, AINO, code_now(cx), codes));
	CHECK_OK(account_second(cx, AINO, &wanted));
	CHECK(wanted);
	CHECK_OK(account_second(cx, EINO, &wanted));
	CHECK(!wanted);
	CHECK_INT(mails(cx, "totp_on"), 1);
	CHECK_INT(second_begin(cx, AINO), ERR_CONFLICT);
	CHECK_INT(second_turn_on(cx, AINO, code_now(cx), codes), ERR_NOT_FOUND);
	CHECK_OK(second_get(cx, AINO, &s));
	CHECK(s.on);
	CHECK(!s.secret.p); /* never shown again */
	CHECK_INT(s.recovery_left, RECOVERY_CODES);
}

static void secret_is_sealed_and_recovery_codes_are_hashed(struct cx *cx)
{
	turned_on(cx);
	const char *text = bytes_base32(cx->arena, secret);
	CHECK_INT(
		test_number(cx, arena_printf(cx->arena,
					"SELECT count(*) FROM credential WHERE"
					" secret LIKE '%%%s%%' OR secret LIKE"
					" '%%%s%%'",
					text, bytes_hex(cx->arena, secret))),
		0);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM recovery_code"
				  " WHERE length(code_key) = 64"),
		RECOVERY_CODES);
	for (size_t i = 0; i < RECOVERY_CODES; i++)
		CHECK_INT(strlen(codes[i]), RECOVERY_DIGITS);
}

static void each_code_opens_once(struct cx *cx)
{
	turned_on(cx);
	const char *code = code_now(cx), *step = step_of(cx, AINO);
	CHECK_OK(tried(cx, step, code));
	CHECK_INT(tried(cx, step, code), ERR_GONE); /* the step is over */
	CHECK_INT(tried(cx, step_of(cx, AINO), code), ERR_DENIED);
	cx->now += TOTP_STEP_MS;
	CHECK_INT(tried(cx, step_of(cx, AINO), code), ERR_DENIED);
	CHECK_OK(tried(cx, step_of(cx, AINO), code_now(cx)));
}

static void spaces_do_not_matter_and_other_signs_do(struct cx *cx)
{
	turned_on(cx);
	const char *code = code_now(cx), *step = step_of(cx, AINO);
	CHECK_INT(tried(cx, step, arena_printf(cx->arena, "%sx", code)),
		ERR_DENIED);
	CHECK_INT(tried(cx, step, ""), ERR_DENIED);
	CHECK_OK(tried(
		cx, step, arena_printf(cx->arena, " %.3s %s", code, code + 3)));
}

static void recovery_codes_open_once_each(struct cx *cx)
{
	struct second s;
	turned_on(cx);
	const char *typed = arena_printf(cx->arena, "%.4s %.4s-%s", codes[0],
		codes[0] + 4, codes[0] + 8);
	CHECK_OK(tried(cx, step_of(cx, AINO), typed));
	CHECK_INT(tried(cx, step_of(cx, AINO), codes[0]), ERR_DENIED);
	CHECK_OK(tried(cx, step_of(cx, AINO), codes[9]));
	CHECK_OK(second_get(cx, AINO, &s));
	CHECK_INT(s.recovery_left, RECOVERY_CODES - 2);
}

static void new_codes_end_the_old_ones(struct cx *cx)
{
	bool yes;
	const char *next[RECOVERY_CODES];
	turned_on(cx);
	CHECK_OK(second_owns(cx, AINO, codes, RECOVERY_CODES, &yes));
	CHECK(yes);
	CHECK_OK(second_owns(cx, EINO, codes, RECOVERY_CODES, &yes));
	CHECK(!yes);
	CHECK_INT(second_renew(cx, AINO, "123456", next), ERR_DENIED);
	CHECK_OK(second_renew(cx, AINO, code_now(cx), next));
	CHECK_OK(second_owns(cx, AINO, codes, 1, &yes));
	CHECK(!yes);
	CHECK_INT(tried(cx, step_of(cx, AINO), codes[1]), ERR_DENIED);
	CHECK_OK(tried(cx, step_of(cx, AINO), next[1]));
	CHECK_INT(mails(cx, "codes"), 1);
}

static void five_wrong_codes_end_the_login(struct cx *cx)
{
	turned_on(cx);
	const char *step = step_of(cx, AINO);
	for (int i = 0; i < SECOND_TRIES; i++)
		CHECK_INT(tried(cx, step, "000000"), ERR_DENIED);
	CHECK_INT(tried(cx, step, code_now(cx)), ERR_GONE);
	CHECK_OK(tried(cx, step_of(cx, AINO), code_now(cx)));
}

/* Hours and days are counted by the clock. */
static void day_begins(struct cx *cx)
{
	cx->now += MS_DAY - cx->now % MS_DAY;
}

static void guess(struct cx *cx, int times)
{
	for (int i = 0; i < times; i++)
		CHECK_INT(tried(cx, step_of(cx, AINO), "000000"), ERR_DENIED);
}

/* Whoever knows the password starts as many logins as they like. */
static void guessing_codes_comes_to_an_end_but_not_for_ever(struct cx *cx)
{
	turned_on(cx);
	day_begins(cx);
	guess(cx, SECOND_HOUR_MAX);
	CHECK_INT(tried(cx, step_of(cx, AINO), code_now(cx)), ERR_TOO_MANY);
	CHECK_INT(again_ms, cx->now + MS_HOUR);
	CHECK_INT(tried(cx, step_of(cx, AINO), codes[0]), ERR_TOO_MANY);
	cx->now += MS_HOUR;
	CHECK_OK(tried(cx, step_of(cx, AINO), code_now(cx)));
}

/* Ten an hour for months would find one in the end. */
static void guessing_slowly_comes_to_an_end_each_day(struct cx *cx)
{
	turned_on(cx);
	day_begins(cx);
	for (int n = 0; n < SECOND_DAY_MAX; n += SECOND_HOUR_MAX) {
		guess(cx, SECOND_HOUR_MAX);
		cx->now += MS_HOUR;
	}
	CHECK_INT(tried(cx, step_of(cx, AINO), code_now(cx)), ERR_TOO_MANY);
	CHECK_INT(again_ms % MS_DAY, 0);
	CHECK(again_ms > cx->now + 20 * MS_HOUR);
	cx->now = again_ms - 1;
	CHECK_INT(tried(cx, step_of(cx, AINO), codes[0]), ERR_TOO_MANY);
	cx->now = again_ms;
	CHECK_OK(tried(cx, step_of(cx, AINO), code_now(cx)));
}

/* As with passwords: a browser that was inside has a count of its own. */
static void strangers_who_guess_keep_no_known_browser_out(struct cx *cx)
{
	turned_on(cx);
	day_begins(cx);
	guess(cx, SECOND_HOUR_MAX);
	known = account_known(cx, "eino@posti.example");
	CHECK_INT(tried(cx, step_of(cx, AINO), code_now(cx)), ERR_TOO_MANY);
	known = account_known(cx, "aino@posti.example");
	CHECK_OK(tried(cx, step_of(cx, AINO), code_now(cx)));
	guess(cx, SECOND_HOUR_MAX);
	CHECK_INT(tried(cx, step_of(cx, AINO), codes[0]), ERR_TOO_MANY);
	CHECK_INT(second_turn_off(cx, AINO, codes[0]), ERR_TOO_MANY);
	CHECK_OK(second_again(cx, AINO, &again_ms));
	CHECK_INT(again_ms, cx->now + MS_HOUR);
}

/* Whoever is asked for a code knows the password, or reads the mail. */
static void owner_hears_of_wrong_codes_once_a_day(struct cx *cx)
{
	turned_on(cx);
	day_begins(cx);
	guess(cx, SECOND_TELL - 1);
	CHECK_INT(mails(cx, "codes_wrong"), 0);
	guess(cx, SECOND_HOUR_MAX - SECOND_TELL + 1);
	CHECK_INT(mails(cx, "codes_wrong"), 1);
	known = account_known(cx, "aino@posti.example");
	guess(cx, SECOND_HOUR_MAX);
	CHECK_INT(mails(cx, "codes_wrong"), 1);
	cx->now += MS_DAY;
	guess(cx, SECOND_TELL);
	CHECK_INT(mails(cx, "codes_wrong"), 2);
}

static void step_is_for_a_while_and_of_its_kind(struct cx *cx)
{
	int64_t who = 0;
	const char *token = "";
	turned_on(cx);
	const char *step = step_of(cx, AINO);
	CHECK_OK(second_waits(cx, step, &who));
	CHECK_INT(who, AINO);
	cx->now += MS_HOUR;
	CHECK_INT(second_waits(cx, step, &who), ERR_GONE);
	CHECK_INT(tried(cx, step, code_now(cx)), ERR_GONE);
	CHECK_OK(account_step_add(cx, "passkey", AINO, "00", &token));
	CHECK_INT(tried(cx, token, code_now(cx)), ERR_GONE);
	CHECK_INT(tried(cx, "", code_now(cx)), ERR_GONE);
}

static void turning_off_takes_a_code_and_tells_the_owner(struct cx *cx)
{
	bool wanted;
	struct second s;
	turned_on(cx);
	CHECK_INT(second_turn_off(cx, AINO, "000000"), ERR_DENIED);
	CHECK_INT(second_turn_off(cx, EINO, code_now(cx)), ERR_NOT_FOUND);
	CHECK_OK(second_turn_off(cx, AINO, codes[4]));
	CHECK_OK(account_second(cx, AINO, &wanted));
	CHECK(!wanted);
	CHECK_OK(second_get(cx, AINO, &s));
	CHECK(!s.on && !s.waiting);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM recovery_code"), 0);
	CHECK_INT(mails(cx, "totp_off"), 1);
}

/* A secret that was never proved is replaced, and opens no login. */
static void unproved_secret_is_nothing(struct cx *cx)
{
	struct second one, two;
	customers(cx);
	CHECK_OK(second_begin(cx, AINO));
	CHECK_OK(second_get(cx, AINO, &one));
	CHECK_OK(second_begin(cx, AINO));
	CHECK_OK(second_get(cx, AINO, &two));
	CHECK(memcmp(one.secret.p, two.secret.p, TOTP_SECRET) != 0);
	secret = two.secret;
	CHECK_INT(tried(cx, step_of(cx, AINO), code_now(cx)), ERR_DENIED);
	secret = one.secret;
	CHECK_INT(second_turn_on(cx, AINO, code_now(cx), codes), ERR_DENIED);
}

/* Who has lost app and codes asks the owner, who leaves a trace. */
static void owner_turns_codes_off_and_the_customer_is_told(struct cx *cx)
{
	bool wanted = true;
	turned_on(cx);
	cx->staff = 1;
	CHECK_INT(second_clear(cx, EINO), ERR_NOT_FOUND);
	CHECK_OK(second_begin(cx, EINO));
	CHECK_INT(second_clear(cx, EINO), ERR_NOT_FOUND);
	CHECK_OK(second_clear(cx, AINO));
	CHECK_OK(account_second(cx, AINO, &wanted));
	CHECK(!wanted);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM recovery_code"), 0);
	CHECK_INT(mails(cx, "totp_off"), 1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM audit WHERE entity ="
				  " 'customer' AND action = 'totp_off'"),
		1);
}

int main(void)
{
	return test_run((struct test[]){
		{"codes are asked for once the first was right",
			codes_are_asked_for_once_the_first_was_right},
		{"secret is sealed and recovery codes are hashed",
			secret_is_sealed_and_recovery_codes_are_hashed},
		{"each code opens once", each_code_opens_once},
		{"spaces do not matter and other signs do",
			spaces_do_not_matter_and_other_signs_do},
		{"recovery codes open once each",
			recovery_codes_open_once_each},
		{"new codes end the old ones", new_codes_end_the_old_ones},
		{"five wrong codes end the login",
			five_wrong_codes_end_the_login},
		{"guessing codes comes to an end but not for ever",
			guessing_codes_comes_to_an_end_but_not_for_ever},
		{"guessing slowly comes to an end each day",
			guessing_slowly_comes_to_an_end_each_day},
		{"strangers who guess keep no known browser out",
			strangers_who_guess_keep_no_known_browser_out},
		{"owner hears of wrong codes once a day",
			owner_hears_of_wrong_codes_once_a_day},
		{"step is for a while and of its kind",
			step_is_for_a_while_and_of_its_kind},
		{"turning off takes a code and tells the owner",
			turning_off_takes_a_code_and_tells_the_owner},
		{"unproved secret is nothing", unproved_secret_is_nothing},
		{"owner turns codes off and the customer is told",
			owner_turns_codes_off_and_the_customer_is_told},
		{NULL, NULL},
	});
}
